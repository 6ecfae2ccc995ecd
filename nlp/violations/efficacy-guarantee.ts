import { detectorSettings, type Detector } from './detector';
import type { PhraseMatch } from '../context/read-phrases';
import { draftsOf, type Subject } from './subject';

/** Outside drugs, devices, treatment and health food only an outright assertion of cure or safety counts; the rest is judged as another code. */
function counts(subject: Subject, match: PhraseMatch): boolean {
  const { tag } = match.entry;
  if (subject.is('unknown') && !subject.mentions('ailment')) return false;
  if (subject.is('cosmetic', 'medical-food', 'goods'))
    return tag === 'word' && strong.test(subject.text.slice(match.start, match.end));
  if (subject.is('food', 'disinfectant'))
    return tag === 'all' || (tag === 'word' && strong.test(subject.text.slice(match.start, match.end)));
  return true;
}

const strong = /治愈|根治|根除|断根|去根|除根|包治|包好|保治|痊愈|病根|复发|药到|副作用|百病|立竿见影|治好|康复/u;

/** 功效、安全性断言或者保证. */
export const efficacyGuarantee: Detector = {
  code: 'EFFICACY_GUARANTEE',
  name: '功效、安全性断言或者保证',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['产品类别与批准文件', '功效依据'],
  settings: detectorSettings,
  detect(subject) {
    const found = subject.asserted('efficacy-guarantee', (match) => counts(subject, match));
    return draftsOf(found, subject.is('unknown') ? 0.9 : 1);
  },
};
