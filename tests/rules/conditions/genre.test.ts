import { check } from './check-condition';

describe('genre', () => {
  check([
    ['a genre asked for', { genre: { in: ['advertisement', 'listing'] } }, { genre: 'listing' }, true],
    ['another', { genre: { in: ['news'] } }, { genre: 'listing' }, false],
    ['none', { genre: { in: ['news'] } }, {}, false],
    ['a genre that is none', { genre: { in: ['poem'] } }, {}, /not one of/],
  ]);
});
