import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

/** 以养生知识、访谈、新闻等形式变相发布广告. */
export const disguisedAd: Detector = {
  code: 'DISGUISED_AD',
  name: '以养生知识、访谈、新闻等形式变相发布广告',
  category: 'form',
  role: 'content',
  severity: 'S2',
  facts: ['shopping_link', 'channel'],
  missingFacts: ['同页是否有购物链接、地址或者联系方式', '是否存在对价'],
  settings: detectorSettings,
  detect(subject) {
    return draftsOf(subject.asserted('disguised'));
  },
};
