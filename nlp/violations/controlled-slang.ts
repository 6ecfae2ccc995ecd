import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

const leastTrade = 0.8;
const controlled = /精神药品|麻醉药品|哌甲酯|可待因|三唑仑|羟丁酸|笑气|氧化亚氮|依托咪酯|莫达非尼|氯胺酮|曲马多/u;

/** 以隐语交易麻精药品或者成瘾物质. */
export const controlledSlang: Detector = {
  code: 'CONTROLLED_SLANG',
  name: '以隐语交易麻精药品或者成瘾物质',
  category: 'sale',
  role: 'content',
  severity: 'S4',
  facts: ['substance', 'implied_substance'],
  missingFacts: ['物质成分', '买卖双方身份'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.context.trade < leastTrade) return [];
    const known =
      subject.factMentions('substance', controlled) || subject.factMentions('implied_substance', controlled);
    const found = draftsOf(subject.asserted('controlled-trade'));
    if (found.length > 0 || !known) return found;
    return [{ ...subject.headline(), confidence: 0.75, why: '交易物质属麻醉药品、精神药品或者成瘾物质' }];
  },
};
