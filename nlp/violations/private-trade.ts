import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 引流到平台外私下交易. */
export const privateTrade: Detector = {
  code: 'PRIVATE_TRADE',
  name: '引流到平台外私下交易',
  category: 'attribute',
  role: 'attribute',
  severity: 'S2',
  facts: [],
  missingFacts: ['交易流水与聊天记录'],
  settings: detectorSettings,
  detect(subject) {
    return draftsOf(subject.asserted('private-trade'));
  },
};
