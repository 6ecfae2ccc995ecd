import { check } from './conditions/check-condition';

describe('all, any, not', () => {
  const a = { query: '甲' };
  const b = { query: '乙' };
  check([
    ['all of them', { all: [a, b] }, { text: '甲乙' }, true],
    ['not all of them', { all: [a, b] }, { text: '甲' }, false],
    ['all of nothing', { all: [] }, {}, true],
    ['any of them', { any: [a, b] }, { text: '乙' }, true],
    ['none of them', { any: [a, b] }, { text: '丙' }, false],
    ['not', { not: a }, { text: '乙' }, true],
    ['not of several is none of them', { not: [a, b] }, { text: '乙' }, false],
    ['several keys are all of them', { query: '甲', not: b }, { text: '甲乙' }, false],
    ['nested', { any: [{ all: [a, { not: b }] }, { query: '丙' }] }, { text: '甲' }, true],
    ['an empty node', {}, {}, true],
    ['a condition nobody knows', { weather: 'fine' }, {}, /no condition weather/],
  ]);
});
