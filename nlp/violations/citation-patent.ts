import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 引证或者专利标注不规范. */
export const citationPatent: Detector = {
  code: 'CITATION_PATENT',
  name: '引证或者专利标注不规范',
  category: 'claims',
  role: 'content',
  severity: 'S1',
  facts: ['patent'],
  missingFacts: ['专利号和专利种类', '引证出处'],
  settings: detectorSettings,
  detect(subject) {
    const numbered = subject.mentions('patent-number');
    const drafts = draftsOf(subject.asserted('citation-patent', ({ entry }) => entry.tag === 'citation' || !numbered));
    return subject.facts.patent === false ? drafts.map((draft) => ({ ...draft, confidence: 0.9 })) : drafts;
  },
};
