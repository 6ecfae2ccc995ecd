import { check } from './check-condition';

describe('cluster', () => {
  const spread = (documents: number, platforms: number, provinces: number) => ({
    spread: { documents, platforms, provinces },
  });
  check([
    ['copies enough', { cluster: { minDocuments: 5 } }, spread(5, 1, 1), true],
    ['copies too few', { cluster: { minDocuments: 5 } }, spread(4, 1, 1), false],
    ['platforms and provinces', { cluster: { minPlatforms: 2, minProvinces: 2 } }, spread(9, 2, 2), true],
    ['only one of both', { cluster: { minPlatforms: 2, minProvinces: 2 } }, spread(9, 2, 1), false],
    ['a document alone', { cluster: { minDocuments: 2 } }, {}, false],
    ['no bound', { cluster: {} }, {}, /minDocuments/],
  ]);
});
