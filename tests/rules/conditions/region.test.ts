import { check } from './check-condition';

describe('region', () => {
  check([
    ['the region itself', { region: { in: ['330106'] } }, { region: '330106' }, true],
    ['a province covers its districts', { region: { in: ['330000'] } }, { region: '330106' }, true],
    ['a city covers its districts', { region: { in: ['330100'] } }, { region: '330106' }, true],
    ['a city does not cover another', { region: { in: ['330100'] } }, { region: '330206' }, false],
    ['a district does not cover its province', { region: { in: ['330106'] } }, { region: '330000' }, false],
    ['the whole country covers all', { region: { in: ['000000'] } }, { region: '650100' }, true],
    ['a region nobody knows', { region: { in: ['330000'] } }, {}, false],
    ['five digits', { region: { in: ['33010'] } }, {}, /six digits/],
  ]);
});
