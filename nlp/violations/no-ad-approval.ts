import { detectorSettings, type Detector } from './detector';
import { needsReview } from './review-duty';

/** 未经审查发布广告. */
export const noAdApproval: Detector = {
  code: 'NO_AD_APPROVAL',
  name: '未经审查发布广告',
  category: 'approval',
  role: 'content',
  severity: 'S2',
  facts: ['ad_approval'],
  missingFacts: ['广告审查批准文号公开库查询结果'],
  settings: detectorSettings,
  detect(subject) {
    if (subject.facts.ad_approval !== 'none' || !needsReview(subject)) return [];
    return [{ ...subject.headline(), confidence: 0.9, why: '依法须经审查的广告，查无审查批准文号' }];
  },
};
