import { detectorSettings, type Detector } from './detector';
import { adNumbers, faultOfAdNumber, placeOfNumber } from './ad-number';

/** 广告批准文号无效、过期或者内容不符. */
export const adApprovalInvalid: Detector = {
  code: 'AD_APPROVAL_INVALID',
  name: '广告批准文号无效、过期或者内容不符',
  category: 'approval',
  role: 'content',
  severity: 'S3',
  facts: ['ad_approval', 'publish_date'],
  missingFacts: ['核准样件', '批准文号公开库查询结果', '发布日期'],
  settings: detectorSettings,
  detect(subject) {
    const { ad_approval: approval } = subject.facts;
    const numbers = adNumbers(subject);
    const first = numbers[0];
    const place = first ? placeOfNumber(subject, first) : subject.headline();
    if (approval === 'expired') return [{ ...place, confidence: 0.92, why: '广告批准文号已过有效期' }];
    if (approval === 'content_mismatch') {
      return [{ ...place, confidence: 0.92, why: '发布内容与审查批准的内容不一致' }];
    }
    if (approval === 'valid') return [];
    const isDated = (subject.facts.publish_date ?? subject.prepared.input.publishedAt) !== undefined;
    return numbers.flatMap((number) => {
      // A medical certificate names only the day it was given: without a day of publication its one year cannot be counted.
      if (number.type === 'medAd' && number.reason === 'expired' && !isDated) return [];
      const why = faultOfAdNumber(number);
      return why === undefined ? [] : [{ ...placeOfNumber(subject, number), confidence: 0.74, why }];
    });
  },
};
