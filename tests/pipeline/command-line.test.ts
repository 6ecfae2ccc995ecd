import { runCommandLine } from '../../pipeline/command-line';

let said: string;
beforeEach(() => {
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

test.each([['evidence', 'verify', 'x.wacz'], ['backup'], ['migrate'], ['rules', 'backtest', 'x.yaml']])(
  '%s is not in this version: said so, status 2',
  async (...words) => {
    expect(await runCommandLine(words)).toBe(2);
    expect(said).toContain('not in this version');
  },
);

test.each([
  [['no-such-command']],
  [['crawl', 'neither-address-nor-id']],
  [['rules', 'check', '/no/such.yaml']],
  [['bench', 'no-such-bench']],
])('%j fails with a sentence that names it', async (words) => {
  expect(await runCommandLine(words)).toBeGreaterThan(0);
  expect(said).toContain(words.at(-1));
});
