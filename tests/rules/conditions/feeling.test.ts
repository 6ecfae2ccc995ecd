import { check } from './check-condition';

describe('feeling', () => {
  check([
    ['a feeling asked for', { feeling: { in: ['neg'] } }, { feeling: { label: 'neg', score: -1 } }, true],
    ['another', { feeling: { in: ['neg'] } }, { feeling: 'pos' }, false],
    ['nobody speaks', { feeling: { in: ['neg', 'neu', 'pos'] } }, { feeling: null }, false],
  ]);
});
