import { detectorSettings, type Detector } from './detector';
import { approvedUse, claimedBeyond } from './approved-use';
import type { Draft } from './draft';
import type { Subject } from './subject';

function beyond(subject: Subject, approved: string): Draft[] {
  return claimedBeyond(subject, approved).map((span) => ({
    ...span,
    confidence: 0.82,
    why: '宣称的用途不在批准或者备案的范围内',
    missingFacts: [],
  }));
}

const leastAilments = 2;
const leastTreated = 3;

function distinct(subject: Subject, concept: string): number {
  return new Set(subject.hits(concept).map((hit) => subject.text.slice(hit.start, hit.end))).size;
}

/** Without the approved text: a drug that is said to relieve several ailments within days speaks beyond any label. */
function manyUnrelated(subject: Subject): Draft[] {
  if (!subject.is('drug', 'device') || subject.facts.rx === true) return [];
  const relieved = subject.asserted('efficacy-guarantee', (match) => match.entry.tag === 'timed');
  const treated = subject.asserted('disease-claim', (match) => match.entry.tag === 'disease');
  const least = relieved.length > 0 ? leastAilments : leastTreated;
  const first = relieved[0] ?? treated[0];
  if (!first || distinct(subject, 'ailment') < least || distinct(subject, 'disease') < least - leastAilments) return [];
  return [{ start: first.start, end: first.end, confidence: 0.5, why: '同时宣称改善多种病症，超出说明书的可能性大' }];
}

/** 超出说明书、注册或者备案范围. */
export const beyondLabel: Detector = {
  code: 'BEYOND_LABEL',
  name: '超出说明书、注册或者备案范围',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['approved_function', 'filed_use', 'generic'],
  missingFacts: ['批准的功能主治、适用范围或者保健功能'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('drug', 'device', 'health-food', 'medical-food')) return [];
    const approved = approvedUse(subject.facts);
    return approved === undefined ? manyUnrelated(subject) : beyond(subject, approved);
  },
};
