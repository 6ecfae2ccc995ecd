/**
 * Prepared text and its context in, suspected violations out. Only a text that itself promotes or sells can break a rule:
 * texts that report, warn, teach or ask give nothing. Every detector speaks on its own; one that throws loses only its findings.
 * Then stated precedence (precedence.yaml) settles which code stands, and drafts become findings with quotes of the original,
 * articles in force on the day of the act and the facts still missing.
 */
import type { Finding, ViolationCode } from '../../contracts/violation';
import type { TextContext } from '../context/read-context';
import type { PreparedText } from '../prepared-text';
import type { Detector, DetectorSettings } from './detector';
import type { Draft } from './draft';
import { detectors } from './index';
import { applyPrecedence } from './precedence';
import { articlesOf } from './statutes';
import { Subject } from './subject';

export interface DetectorFault {
  readonly code: ViolationCode;
  readonly message: string;
}

/** Settings by code, as the configuration holds them; what is absent takes the detector's own defaults. */
export type DetectionSettings = Readonly<Partial<Record<ViolationCode, unknown>>>;

interface Suspicion extends Draft {
  readonly code: ViolationCode;
  readonly detector: Detector;
}

/** Runs every detector on one text. `faults` names the detectors that failed and why. */
export function detectViolations(
  prepared: PreparedText,
  context: TextContext,
  settings: DetectionSettings = {},
): { findings: Finding[]; faults: DetectorFault[] } {
  if (!context.asserts) return { findings: [], faults: [] };
  const subject = new Subject(prepared, context);
  const faults: DetectorFault[] = [];
  const run = (list: readonly Detector[]): Suspicion[] =>
    list.flatMap((detector) => runDetector(detector, subject, { settings, faults }));
  const content = run(detectors.filter((detector) => detector.role === 'content'));
  // What is missing from a text is only worth saying where nothing it says is worse.
  const formal = content.length === 0 ? run(detectors.filter((detector) => detector.role === 'formal')) : [];
  const standing = applyPrecedence([...content, ...formal]);
  const attributes = standing.length > 0 ? run(detectors.filter((detector) => detector.role === 'attribute')) : [];
  const day = dayOfAct(prepared);
  const findings = [...standing, ...attributes].map((one) => writeUp(one, prepared, day));
  findings.sort((a, b) => a.start - b.start || b.end - a.end || a.code.localeCompare(b.code));
  return { findings, faults };
}

function runDetector(
  detector: Detector,
  subject: Subject,
  run: { settings: DetectionSettings; faults: DetectorFault[] },
): Suspicion[] {
  try {
    const settings = detector.settings.parse(run.settings[detector.code] ?? {});
    if (!settings.enabled) return [];
    return choose(detector.detect(subject), settings).map((draft) => ({ ...draft, code: detector.code, detector }));
  } catch (error) {
    run.faults.push({ code: detector.code, message: error instanceof Error ? error.message : String(error) });
    return [];
  }
}

/** The surest drafts, none overlapping another, at most as many as the settings allow. */
function choose(drafts: readonly Draft[], settings: DetectorSettings): Draft[] {
  const kept: Draft[] = [];
  const ranked = drafts.filter((draft) => draft.confidence >= settings.minConfidence && draft.end > draft.start);
  ranked.sort((a, b) => b.confidence - a.confidence || a.start - b.start);
  for (const draft of ranked) {
    if (kept.length >= settings.maxFindings) break;
    if (!kept.some((other) => other.start < draft.end && other.end > draft.start)) kept.push(draft);
  }
  return kept;
}

function writeUp(one: Suspicion, prepared: PreparedText, day: string | undefined): Finding {
  const { start, end } = prepared.normalised.originalRange(one.start, one.end);
  return {
    code: one.code,
    quote: prepared.original.slice(start, end),
    start,
    end,
    severity: one.severity ?? one.detector.severity,
    confidence: Math.round(one.confidence * 100) / 100,
    articles: articlesOf(one.code, day),
    missingFacts: [...(one.missingFacts ?? one.detector.missingFacts)],
    why: `疑似${one.detector.name}：${one.why}。`,
  };
}

/** Day of the act: what is known of publication, else today's law. */
function dayOfAct(prepared: PreparedText): string | undefined {
  const day = (prepared.facts.publish_date ?? prepared.input.publishedAt)?.slice(0, 10);
  return day !== undefined && /^\d{4}-\d{2}-\d{2}$/u.test(day) ? day : undefined;
}
