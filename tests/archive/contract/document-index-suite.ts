import * as fc from 'fast-check';
import type { DocumentFilter, DocumentPage } from '../../../contracts/search';
import type { DocumentIndex } from '../../../pipeline/stores';
import { parseQuery } from '../../../rules/query/parse-query';
import { at, entry, parsed, shelf, suiteStart } from './document-shelf';
import { queryTest } from '../query-test';
import { toMatchInput } from '../../../rules/to-match-input';

/** What every search over documents must do. The rule matcher is the oracle: search and rules must say the same of every document. */
export function documentIndexSuite(parts: { fresh: () => Promise<DocumentIndex> }): void {
  let index: DocumentIndex;
  beforeEach(async () => {
    index = await parts.fresh();
    await Promise.all(shelf.map(({ document, analysis }) => index.put(document, analysis)));
  });
  const search = (query: string | null, filter: DocumentFilter = {}, rest: object = {}): Promise<DocumentPage> =>
    index.search({
      filter,
      query: query === null ? null : parsed(query),
      limit: 50,
      sort: 'newest',
      withFacets: false,
      ...rest,
    });
  const found = async (query: string | null, filter: DocumentFilter = {}): Promise<string[]> =>
    (await search(query, filter)).items.map(({ id }) => id);

  test.each([
    ['a Han word inside a longer one', '格鲁肽', ['n1', 'n2']],
    ['a word across a full stop is not there', '司美格鲁肽', ['n1']],
    ['one Han character', '笔', ['n1', 'n5']],
    ['one Han character at the end of a run', '肽', ['n1', 'n2', 'n5']],
    ['Han and Latin side by side', '加V', ['n1']],
    ['a Latin word, whatever the case', 'ozempic', ['n3']],
    ['no part of a Latin word', 'ozem', []],
    ['letters beside digits are a word of their own', 'mg', ['n1', 'n3']],
    ['letters and digits', 'ck3', ['n1']],
    ['a word with a hyphen', 'covid-19', ['n2']],
    ['a decimal number', '1.5', ['n3']],
    ['text read from an image', '包治百病', ['n4']],
    ['title only', 'title:司美', ['n1']],
    ['text only', 'text:司美', ['n2']],
    ['both words', '减重笔 正品', ['n1']],
    ['either word', '秘方 OR 集采', ['n2', 'n4']],
    ['one but not the other', '司美 -集采', ['n1']],
    ['near enough', '减重 NEAR/6 详谈', ['n1']],
    ['too far', '减重 NEAR/3 详谈', []],
    ['near in order only', '详谈 NEARF/9 减重', []],
    ['any run in a sentence', '减*药', ['n5']],
    ['one character', '祖?秘方', ['n4']],
    ['a regular expression', '/semag[a-z]+ide/', ['n3']],
    ['the original text', 'exact:OZEMPIC', ['n3']],
    ['a seller', 'seller:shop', ['n3']],
    ['a platform', 'platform:闲鱼', ['n3']],
    ['a region and what lies in it', 'region:330000', ['n1', 'n2', 'n4', 'n5']],
    ['a region by name', 'region:杭州市', ['n1', 'n4']],
    ['a code', 'code:UNLICENSED_SALE', ['n3']],
    ['a kind', 'kind:news', ['n2']],
    ['a host and the ones below it', 'host:example.com', ['n5']],
    ['an address', 'url:id=5', ['n5']],
    ['a drug', 'drug:胰岛素', ['n5']],
    ['a price', '-news price:[500 TO 1000]', ['n3']],
    ['a time before now', '医 collectedAt:[now-30m TO now]', ['n2']],
    ['everything but', '-司美 kind:listing', ['n3', 'n4', 'n5', 'n6']],
    ['a character of the supplementary plane', '𠮷野', ['n6']],
    ['kana and hangul stand with Han', 'ブレッ OR 무료', ['n6']],
    ['a phrase with a space', '"ships to"', ['n3']],
    ['nothing at all', '不存在的词', []],
  ])('%s: %s', async (_name, query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test.each<[string, DocumentFilter, string[]]>([
    ['no filter: newest first', {}, ['n1', 'n2', 'n3', 'n4', 'n5', 'n6']],
    ['a province', { region: '330000' }, ['n1', 'n2', 'n4', 'n5']],
    ['a city', { region: '330200' }, ['n2']],
    ['one of several codes', { codes: ['UNLICENSED_SALE', 'FALSE_AD'] }, ['n3']],
    ['at least this severe', { minSeverity: 'S3' }, ['n3']],
    ['illegal or not', { illegal: false }, ['n2']],
    ['platform, genre, sentiment, kind', { platform: '晨报', genre: 'news', sentiment: 'pos', kind: 'news' }, ['n2']],
    ['a cluster', { cluster: 'k-x' }, ['n5']],
    ['a seller', { seller: '小王shop' }, ['n3']],
    ['a source', { sourceId: 'nobody' }, []],
    ['half-open times', { from: at(30), to: at(10) }, ['n2', 'n3']],
  ])('filter: %s', async (_name, filter, expected) => {
    expect(await found(null, filter)).toEqual(expected);
  });

  test('facets count every hit once, days in order', async () => {
    const page = await search('-不存在 region:330000', {}, { withFacets: true, limit: 1 });
    expect(page.total).toBe(4);
    expect(page.items).toHaveLength(1);
    expect(page.facets).toEqual({
      codes: [{ value: 'PRIVATE_TRADE', count: 3 }],
      regions: [
        { value: '330106', count: 2 },
        { value: '330000', count: 1 },
        { value: '330200', count: 1 },
      ],
      platforms: [
        { value: '示例网', count: 3 },
        { value: '晨报', count: 1 },
      ],
      genres: [
        { value: 'listing', count: 3 },
        { value: 'news', count: 1 },
      ],
      sentiments: [
        { value: 'neu', count: 3 },
        { value: 'pos', count: 1 },
      ],
      days: [{ value: '2026-03-02', count: 4 }],
    });
  });

  test('pages hold every hit once while documents arrive', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 10; page += 1) {
      const answer: DocumentPage = await search(null, {}, { limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...answer.items.map(({ id }) => id));
      const late = entry({ id: `late-${page}`, collectedAt: at(-page) });
      await index.put(late.document, late.analysis);
      if (answer.nextCursor === null) break;
      cursor = answer.nextCursor;
    }
    expect(seen).toEqual(['n1', 'n2', 'n3', 'n4', 'n5', 'n6']);
  });

  test('a newer version replaces the older, an older one changes nothing, the same may be put again', async () => {
    const newer = entry({ id: 'n1', version: 2, text: '商品已下架', title: '下架', collectedAt: at(1) });
    await index.put(newer.document, newer.analysis);
    expect(await found('减重笔')).toEqual([]);
    expect(await found('已下架')).toEqual(['n1']);
    await index.put(shelf[0]!.document, shelf[0]!.analysis);
    await index.put(newer.document, newer.analysis);
    expect(await found('减重笔 OR 已下架')).toEqual(['n1']);
    expect((await search(null)).total).toBe(6);
  });

  test('the excerpt shows the original text around the first hit, evasive spelling and all', async () => {
    const long = entry({
      id: 'x',
      text: `${'前文。'.repeat(60)}这里加\u200b微\u200b信细说${'后文。'.repeat(60)}`,
      collectedAt: at(0),
    });
    await index.put(long.document, long.analysis);
    const hit = (await search('加微信')).items.find(({ id }) => id === 'x');
    expect(hit?.excerpt).toContain('加\u200b微\u200b信细说');
    expect(hit?.excerpt.length).toBeLessThanOrEqual(142);
  });

  test('relevance puts the page first that speaks of nothing else', async () => {
    const focused = entry({ id: 'focus', title: '胰岛素', text: '胰岛素胰岛素', collectedAt: at(900) });
    await index.put(focused.document, focused.analysis);
    const page = await search('胰岛素', {}, { sort: 'relevance', limit: 1 });
    expect(page).toMatchObject({ total: 2, items: [{ id: 'focus' }] });
    const next = await search('胰岛素', {}, { sort: 'relevance', limit: 1, cursor: page.nextCursor });
    expect(next.items.map(({ id }) => id)).toEqual(['n5']);
    expect(next.nextCursor).toBeNull();
  });

  test('two documents of one moment both stay', async () => {
    const twins = ['t1', 't2', 't3'].map((id) => entry({ id, text: '同时出现', collectedAt: at(10) }));
    await Promise.all(twins.map(({ document, analysis }) => index.put(document, analysis)));
    expect((await found('同时出现')).sort()).toEqual(['t1', 't2', 't3']);
  });

  test('search and rules say the same of random texts and queries', async () => {
    const piece = fc.constantFrom(
      '司',
      '美',
      '格',
      '鲁',
      '肽',
      '司美',
      '格鲁肽',
      '加',
      'v',
      'V',
      'vx',
      '3',
      'ck',
      ' ',
      '。',
      '-',
      '*',
      '私聊',
    );
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    const word = fc.constantFrom(
      '司美',
      '格鲁肽',
      '肽',
      '加v',
      'v',
      'ck3',
      '美格',
      '"司美 格"',
      'title:司美',
      'text:v',
      '3',
      'vx司',
      '私聊加',
      '司*肽',
      '司?格',
      '/v[0-9]?/',
      'text:ck',
      '/司.格/',
      'exact:V',
      '"加 v"',
    );
    const query = fc
      .array(fc.tuple(fc.constantFrom('', '-', ' OR ', ' NEAR/3 '), word), { minLength: 1, maxLength: 3 })
      .map((parts) =>
        parts
          .map(([join, part], place) =>
            place === 0 ? part : join === '' || join === '-' ? ` ${join}${part}` : `${join}${part}`,
          )
          .join(''),
      )
      .filter((typed) => parseQuery(typed).ok);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 }),
        fc.array(query, { minLength: 1, maxLength: 6 }),
        async (texts, queries) => {
          run += 1;
          const cluster = `run-${run}`;
          const entries = texts.map(([title, body], place) =>
            entry({ id: `${cluster}-${place}`, title, text: body }, { cluster }),
          );
          await Promise.all(entries.map(({ document, analysis }) => index.put(document, analysis)));
          for (const typed of queries) {
            const test = queryTest(parsed(typed));
            const expected = entries
              .filter(({ document, analysis }) => test(toMatchInput(document, analysis), suiteStart))
              .map(({ document }) => document.id);
            expect([typed, (await found(typed, { cluster })).sort()]).toEqual([typed, expected.sort()]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
}
