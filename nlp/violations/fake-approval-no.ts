import { detectorSettings, type Detector } from './detector';
import { readApprovalFaults } from './approval-number';
import { draftsOf } from './subject';

/** 假冒批准文号. */
export const fakeApprovalNo: Detector = {
  code: 'FAKE_APPROVAL_NO',
  name: '假冒批准文号',
  category: 'approval',
  role: 'content',
  severity: 'S3',
  facts: ['approval_format_valid', 'approval'],
  missingFacts: ['国家药监局数据库查询结果'],
  settings: detectorSettings,
  detect(subject) {
    // A reviewed advertisement had its approval number checked; a number masked with zeros says nothing.
    if (subject.facts.approval_format_valid === true || subject.facts.ad_approval === 'valid') return [];
    const faults = readApprovalFaults(subject).map((fault) => ({ ...fault, confidence: 0.82 }));
    const found = [...faults, ...draftsOf(subject.asserted('bogus-approval'))];
    if (found.length > 0) return found;
    if (subject.facts.approval_format_valid !== false) return [];
    return [{ ...(subject.hits('drug-number')[0] ?? subject.headline()), confidence: 0.92, why: '批准文号格式错误' }];
  },
};
