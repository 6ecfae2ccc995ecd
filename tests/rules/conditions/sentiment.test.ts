import { check } from './check-condition';

describe('sentiment', () => {
  check([
    ['a stance asked for', { sentiment: { in: ['neg'] } }, { sentiment: 'neg' }, true],
    [
      'a stance as an object',
      { sentiment: { in: ['neg'] } },
      { sentiment: { label: 'neg', score: -1, confidence: 0.9 } },
      true,
    ],
    ['another stance', { sentiment: { in: ['neg', 'neu'] } }, { sentiment: 'pos' }, false],
    ['no stance', { sentiment: { in: ['neg'] } }, {}, false],
    [
      'confidence too small',
      { sentiment: { in: ['neg'], minConfidence: 0.95 } },
      { sentiment: { label: 'neg', confidence: 0.9 } },
      false,
    ],
    ['a stance that is none', { sentiment: { in: ['angry'] } }, {}, /not one of/],
    ['a missing list', { sentiment: {} }, {}, /missing/],
  ]);
});
