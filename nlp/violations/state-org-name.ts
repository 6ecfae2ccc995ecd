import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 使用国家机关、军队名义. */
export const stateOrgName: Detector = {
  code: 'STATE_ORG_NAME',
  name: '使用国家机关、军队名义',
  category: 'claims',
  role: 'content',
  severity: 'S3',
  facts: [],
  missingFacts: ['被使用名义的单位是否授权'],
  settings: detectorSettings,
  detect(subject) {
    return draftsOf(subject.asserted('state-org-name'));
  },
};
