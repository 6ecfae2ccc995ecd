import { check, found } from './check-condition';

describe('finding', () => {
  check([
    ['any finding', { finding: {} }, { violations: [found('HF_DISEASE')] }, true],
    ['no finding', { finding: {} }, { violations: [] }, false],
    [
      'a code asked for',
      { finding: { codes: ['HF_DISEASE', 'RX_MASS_AD'] } },
      { violations: [found('RX_MASS_AD')] },
      true,
    ],
    ['another code', { finding: { codes: ['HF_DISEASE'] } }, { violations: [found('RX_MASS_AD')] }, false],
    ['severity enough', { finding: { minSeverity: 'S2' } }, { violations: [found('HF_DISEASE', 'S3')] }, true],
    ['severity exactly', { finding: { minSeverity: 'S3' } }, { violations: [found('HF_DISEASE', 'S3')] }, true],
    ['severity too small', { finding: { minSeverity: 'S3' } }, { violations: [found('HF_DISEASE', 'S2')] }, false],
    ['confidence exactly', { finding: { minConfidence: 0.8 } }, { violations: [found('HF_DISEASE')] }, true],
    ['confidence too small', { finding: { minConfidence: 0.9 } }, { violations: [found('HF_DISEASE')] }, false],
    [
      'all asked of one finding, not of several',
      { finding: { codes: ['HF_DISEASE'], minSeverity: 'S3' } },
      { violations: [found('HF_DISEASE', 'S1'), found('RX_MASS_AD', 'S4')] },
      false,
    ],
    ['an excluded code alone', { finding: { exclude: ['EVASION'] } }, { violations: [found('EVASION')] }, false],
    [
      'an excluded code beside another',
      { finding: { exclude: ['EVASION'] } },
      { violations: [found('EVASION'), found('HF_DISEASE')] },
      true,
    ],
    [
      'two findings asked for',
      { finding: { minCount: 2 } },
      { violations: [found('EVASION'), found('HF_DISEASE')] },
      true,
    ],
    ['two asked for, one there', { finding: { minCount: 2 } }, { violations: [found('HF_DISEASE')] }, false],
    [
      'a finding given by its code only',
      { finding: { minSeverity: 'S2', minConfidence: 1 } },
      { violations: ['HF_DISEASE'] },
      true,
    ],
    ['a code that does not exist', { finding: { codes: ['NO_SUCH'] } }, {}, /not one of/],
    ['an empty list of codes', { finding: { codes: [] } }, {}, /too small/],
    ['a confidence beyond one', { finding: { minConfidence: 2 } }, {}, /too big/],
  ]);
});
