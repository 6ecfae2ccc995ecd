import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Analysis } from '../../../contracts/analysis';
import type { MatchInput } from '../../../contracts/rule-match';
import type { SourceDocument } from '../../../contracts/page';
import { bytesOf, type SqlRow } from '../connection';

/** What a query reads of a stored document: its own facts only, as the spread of a copy is none of a search. */
export function matchInputOf(document: SourceDocument, analysis: Analysis): MatchInput {
  return {
    id: document.id,
    title: document.title,
    text: document.text,
    imageText: analysis.imageText,
    normalised: analysis.normalised,
    url: document.url,
    host: document.host,
    platform: document.platform,
    author: document.author,
    seller: document.seller,
    region: document.region,
    kind: document.kind ?? null,
    price: document.price,
    collectedAt: document.collectedAt,
    publishedAt: document.publishedAt,
    source: document.sourceId,
    media: document.media,
    genre: analysis.genre,
    isQuoted: analysis.quoted,
    violations: analysis.violations.map(({ code, severity, confidence }) => ({ code, severity, confidence })),
    attributes: analysis.attributes,
    sentiment: { label: analysis.sentiment.label, confidence: analysis.sentiment.confidence },
    feeling: analysis.feeling?.label ?? null,
    drugs: analysis.drugs,
    companies: analysis.entities.filter(({ type }) => type === 'company').map(({ text }) => text),
    numbers: analysis.numbers.map(({ type, text, valid, verified }) => ({ type, text, valid, verified })),
    cluster: analysis.cluster,
    spread: { documents: 1, platforms: 1, provinces: 1 },
    extra: {},
  };
}

/** A text and its normalised form are nearly the same, so packed they take the room of one. */
export function packInput(input: MatchInput): Uint8Array {
  return deflateRawSync(JSON.stringify(input), { level: 1 });
}

/** Reads column `input` of a row of `body`, which only this program's `packInput` writes. */
export function unpackInput(row: SqlRow): MatchInput {
  return JSON.parse(inflateRawSync(bytesOf(row, 'input')).toString('utf8')) as MatchInput;
}
