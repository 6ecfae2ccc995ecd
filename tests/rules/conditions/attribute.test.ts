import { check } from './check-condition';

describe('attribute', () => {
  check([
    ['an attribute', { attribute: { codes: ['EVASION'] } }, { attributes: ['EVASION'] }, true],
    ['another', { attribute: { codes: ['EVASION'] } }, { attributes: ['PRIVATE_TRADE'] }, false],
    ['either', { attribute: { codes: ['EVASION', 'PRIVATE_TRADE'] } }, { attributes: ['PRIVATE_TRADE'] }, true],
    ['a code that is no attribute', { attribute: { codes: ['HF_DISEASE'] } }, {}, /not one of/],
  ]);
});
