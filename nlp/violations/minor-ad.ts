import { detectorSettings, type Detector } from './detector';
import { draftsOf } from './subject';

const youthMedium = /少儿|儿童|动画|动漫|卡通|校园|小学|中学|幼儿园|未成年/u;

/** 在未成年人媒介发布或者以儿童为诉求对象. */
export const minorAd: Detector = {
  code: 'MINOR_AD',
  name: '在未成年人媒介发布或者以儿童为诉求对象',
  category: 'form',
  role: 'content',
  severity: 'S3',
  facts: ['channel', 'category'],
  missingFacts: ['媒介是否针对未成年人'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.is('goods', 'unknown') && !subject.mentions('ailment')) return [];
    const calls = draftsOf(subject.asserted('minor'));
    const { platform } = subject.prepared.input;
    const medium = `${platform ?? ''} ${subject.facts.channel ?? ''}`;
    if (!youthMedium.test(medium) || subject.is('food')) return calls;
    return [...calls, { ...subject.headline(), confidence: 0.8, why: '在针对未成年人的媒介上发布' }];
  },
};
