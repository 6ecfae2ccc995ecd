/**
 * A text in, its analysis out: prepare (normalise, entities, numbers, facts) → context (genre, who speaks, what is quoted) →
 * violations → stance → feeling of a consumer → fingerprint for near-duplicates. Synchronous and without state of its own; the cluster
 * itself is the cluster index's to say. A part that fails is named in `detectorFaults` and costs only its own answer.
 */
import { analysisInput, type Analysis, type AnalysisInput, type AnalysisResult } from '../contracts/analysis';
import type { SourceDocument } from '../contracts/page';
import { attributeCodes } from '../contracts/violation';
import { isWordUnit } from '../text/character-class';
import { normalise } from '../text/normalise';
import { createSegmenter, type Segmenter, type SegmenterName } from '../text/segment';
import { readContext, type TextContext } from './context/read-context';
import { readStance } from './context/read-stance';
import { clusterId } from './duplicates/cluster-index';
import { simhash, type WeightedFeature } from './duplicates/simhash';
import { createFeelingReader, type FeelingReader } from './feeling/read-feeling';
import { drugsOf, prepare } from './prepare';
import type { PreparedText } from './prepared-text';
import type { RegistryView } from './registry-view';
import { detectViolations, type DetectionSettings } from './violations/detect';

export interface AnalystOptions {
  readonly registry: RegistryView;
  /** Settings by violation code. */
  readonly detection?: DetectionSettings;
  readonly segmenter?: SegmenterName;
  readonly now?: () => Date;
}

/** A stored document with the text read from its pictures, empty where there is none. */
export type DocumentToAnalyse = SourceDocument & { readonly imageText: string };

export interface Analyst {
  /** One line of `yaoshao analyze`, answered; `imageText` is what was read from its pictures. Never throws for a valid input. */
  analyse(input: AnalysisInput, imageText?: string): AnalysisResult;
  /** The same with what the cluster index needs. */
  analyseWithFingerprint(input: AnalysisInput, imageText?: string): Fingerprinted;
  /** The stored analysis of a document. Offsets beyond `title + "\n" + text` go on, after one more line break, into `imageText`. */
  analyseDocument(document: DocumentToAnalyse): Analysis;
}

export interface Fingerprinted {
  readonly result: AnalysisResult;
  /** 16 hexadecimal digits. */
  readonly simhash: string;
  /** Characters of the normalised text. */
  readonly length: number;
}

/** Version of the normaliser and entity rules; a change of what they give is a new version. */
const preparationVersion = '1';
const noStance = { label: 'neu', score: 0, confidence: 0 } as const;

/** Loads lexicons and models, about a second; the segmenter's dictionary is loaded with the first document. */
export function createAnalyst({
  registry,
  detection = {},
  segmenter = 'node-rs',
  now = () => new Date(),
}: AnalystOptions): Analyst {
  const parts: Parts = { registry, detection, now, feeling: createFeelingReader() };
  let cutter: Segmenter | undefined;
  return {
    analyse: (input, imageText = '') => analyseText(withImageText(input, imageText), parts).result,
    analyseWithFingerprint(input, imageText = '') {
      const { result, prepared } = analyseText(withImageText(input, imageText), parts);
      return { result, simhash: fingerprint(prepared), length: prepared.normalised.text.length };
    },
    analyseDocument(document) {
      const { imageText } = document;
      const { result, prepared, faults } = analyseText(withImageText(inputOf(document), imageText), parts);
      const normalised = normalisedParts(document, prepared);
      cutter ??= createSegmenter(segmenter);
      return {
        ...result,
        schemaVersion: 1,
        documentId: document.id,
        documentVersion: document.version,
        cluster: clusterId(document.id),
        simhash: fingerprint(prepared),
        normalised,
        imageText,
        tokens: { title: searchWords(cutter, normalised.title), text: searchWords(cutter, normalised.text) },
        analysedAt: now().toISOString(),
        versions: { preparation: preparationVersion, segmenter: cutter.name },
        detectorFaults: faults,
      };
    },
  };
}

interface Parts {
  readonly registry: RegistryView;
  readonly detection: DetectionSettings;
  readonly now: () => Date;
  readonly feeling: FeelingReader;
}

interface Fault {
  readonly code: string;
  readonly message: string;
}

interface AnalysedText {
  readonly result: AnalysisResult;
  readonly prepared: PreparedText;
  readonly faults: Fault[];
}

function analyseText(input: AnalysisInput, parts: Parts): AnalysedText {
  const prepared = prepare(input, parts.registry, parts.now);
  const context = readContext(prepared);
  const { findings, faults: detectorFaults } = detectViolations(prepared, context, parts.detection);
  const faults: Fault[] = [...detectorFaults];
  const attempt = <T>(code: string, work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      faults.push({ code, message: error instanceof Error ? error.message : String(error) });
      return otherwise;
    }
  };
  const result: AnalysisResult = {
    id: input.id,
    illegal: findings.length > 0,
    genre: context.genre,
    quoted: context.quoted,
    violations: findings,
    attributes: attributeCodes.filter((code) => findings.some((finding) => finding.code === code)),
    sentiment: attempt('stance', () => readStance(prepared, context, findings), noStance),
    feeling: speaksConsumer(input, context)
      ? attempt('feeling', () => parts.feeling.read(feltText(input)), null)
      : null,
    entities: [...prepared.entities],
    drugs: drugsOf(prepared.entities),
    numbers: [...prepared.numbers],
  };
  return { result, prepared, faults };
}

/** A forum post always, and whatever the context hears a consumer say or cannot place at all, unless it sells. */
function speaksConsumer(input: AnalysisInput, context: TextContext): boolean {
  if (input.kind !== undefined) return input.kind === 'forum';
  if (context.asserts) return false;
  return (
    context.speaker === 'consumer' ||
    context.genre === 'forum' ||
    context.genre === 'complaint' ||
    context.genre === 'other'
  );
}

function feltText({ title, text }: AnalysisInput): string {
  return title === '' ? text : `${title}\n${text}`;
}

function withImageText(input: AnalysisInput, imageText: string): AnalysisInput {
  return imageText === '' ? input : { ...input, text: `${input.text}\n${imageText}` };
}

function inputOf(document: SourceDocument): AnalysisInput {
  const { id, title, text, kind, url, region, platform, publishedAt, author, seller, price } = document;
  const known = Object.entries({ kind, platform, publishedAt, author, seller, price }).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return analysisInput.parse({ id, title, text, url, region, ...Object.fromEntries(known) });
}

/** Title and text cut out of the whole; the picture's text is normalised by itself. */
function normalisedParts(document: DocumentToAnalyse, { normalised }: PreparedText): Analysis['normalised'] {
  const titleEnd = firstFrom(normalised.map, document.title.length);
  const textEnd = firstFrom(normalised.map, document.title.length + 1 + document.text.length);
  return {
    title: normalised.text.slice(0, titleEnd).trim(),
    text: normalised.text.slice(titleEnd, textEnd).trim(),
    imageText: document.imageText === '' ? '' : normalise(document.imageText).text.trim(),
  };
}

/** Index of the first normalised unit that stems from `original` or later. */
function firstFrom(map: Uint32Array, original: number): number {
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((map[middle] ?? 0) < original) low = middle + 1;
    else high = middle;
  }
  return low;
}

function searchWords(segmenter: Segmenter, text: string): string {
  return segmenter
    .cutForSearch(text)
    .filter((word) => isWordUnit(word.charCodeAt(0)))
    .join(' ');
}

const featureTypes: ReadonlySet<string> = new Set(['drug', 'account']);
const maxFeatures = 6;
const featureShare = 1 / 12;

/** What tells two advertisements of one template apart, the product and the seller's account, counts more than its letters. */
function fingerprint({ normalised, entities }: PreparedText): string {
  const names = new Set(entities.filter(({ type }) => featureTypes.has(type)).map(({ id, text }) => id ?? text));
  const weight = Math.ceil(normalised.text.length * featureShare);
  const features: WeightedFeature[] = [...names].slice(0, maxFeatures).map((text) => ({ text, weight }));
  return simhash(normalised.text, features);
}
