import { check } from './check-condition';

describe('number', () => {
  const numbers = [
    { type: 'drug', text: '国药准字H20990001', valid: true, verified: 'unknown' },
    { type: 'device', text: 'x', valid: false, verified: false },
  ];
  check([
    ['any number', { number: {} }, { numbers }, true],
    ['no number', { number: {} }, {}, false],
    ['a type', { number: { types: ['drug'] } }, { numbers }, true],
    ['a wrong form', { number: { valid: false } }, { numbers }, true],
    ['a wrong form of that type', { number: { types: ['drug'], valid: false } }, { numbers }, false],
    ['not in the register', { number: { verified: false } }, { numbers }, true],
    ['nobody asked the register', { number: { verified: 'unknown', types: ['drug'] } }, { numbers }, true],
    ['in the register', { number: { verified: true } }, { numbers }, false],
  ]);
});
