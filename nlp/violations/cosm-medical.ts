import type { PhraseMatch } from '../context/read-phrases';
import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** What a toothpaste may claim once evaluated (化妆品监督管理条例第七十七条). */
const toothpasteClaims = /龋|蛀|牙菌斑|牙本质敏感|抗敏感|牙龈/u;

/** 化妆品明示或者暗示医疗作用. */
export const cosmMedical: Detector = {
  code: 'COSM_MEDICAL',
  name: '化妆品明示或者暗示医疗作用',
  category: 'claims',
  role: 'content',
  severity: 'S2',
  facts: ['category'],
  missingFacts: ['备案或者注册类别'],
  settings: detectorSettings,
  detect(subject) {
    if (!subject.is('cosmetic')) return [];
    const isToothpaste = subject.text.includes('牙膏') || subject.facts.category?.includes('牙膏') === true;
    const isOpen = ({ start, end }: PhraseMatch): boolean =>
      !(isToothpaste && toothpasteClaims.test(subject.text.slice(start, end)));
    return draftsOf([
      ...subject.asserted('cosmetic-medical', isOpen),
      ...subject.asserted('disease-claim', (match) => match.entry.tag === 'disease' && isOpen(match)),
    ]);
  },
};
