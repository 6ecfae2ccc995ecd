import type { SearchDocuments, SearchWish } from '../../pipeline/house';
import { searcherOf } from '../../pipeline/search-documents';
import { sampleAnalysis, sampleDocument } from '../sample-nouns';
import { temporaryArchive, type TemporaryArchive } from '../temporary-archive';

let store: TemporaryArchive;
let search: SearchDocuments;

const texts: Readonly<Record<string, [title: string, text: string]>> = {
  one: ['降糖茶', '三天根治糖尿病，加微信私聊。'],
  two: ['健康讲座', '医生提醒：糖尿病不能根治，要按时服药。'],
  three: ['减重笔转让', '闲置减重笔，加V详谈。'],
};

beforeAll(async () => {
  store = await temporaryArchive();
  search = searcherOf(store.archive.documentIndex);
  for (const [name, [title, text]] of Object.entries(texts)) {
    const document = sampleDocument({ id: name, url: `http://sample.invalid/${name}`, title, text });
    const analysis = sampleAnalysis(document, { cluster: name });
    await store.archive.documents.insert(document);
    await store.archive.documentIndex.put(document, analysis);
  }
});
afterAll(() => store.close());

const wish = (q: string | undefined, over: Partial<SearchWish> = {}): SearchWish => ({
  filter: q === undefined ? {} : { q },
  limit: 10,
  sort: 'newest',
  withFacets: false,
  ...over,
});

async function found(q: string | undefined, over: Partial<SearchWish> = {}): Promise<string[]> {
  const answer = await search(wish(q, over));
  if ('faults' in answer) throw new Error(answer.faults.map((fault) => fault.message).join('; '));
  return answer.page.items.map((hit) => hit.id).sort();
}

const queries: [q: string | undefined, ids: string[]][] = [
  [undefined, ['one', 'three', 'two']],
  ['', ['one', 'three', 'two']],
  ['   ', ['one', 'three', 'two']],
  ['根治', ['one', 'two']],
  ['根治 -提醒', ['one']],
  ['私聊 OR 详谈', ['one', 'three']],
  ['title:减重笔', ['three']],
  ['"不能根治"', ['two']],
  ['根治 NEAR/6 糖尿病', ['one', 'two']],
  ['根治 NEARF/3 糖尿病', ['one']],
  ['没有的词', []],
];

test.each(queries)('%s', async (q, ids) => {
  expect(await found(q)).toEqual(ids);
});

const faulty: [sentence: string, q: string, at: number][] = [
  ['a parenthesis that is not closed', '(根治', 0],
  ['a quotation that is not closed', '根治 "不能', 3],
  ['an operator without its second half', '根治 AND', 3],
  ['a query that could only match everything', '-根治', 0],
  ['a field that does not exist', 'colour:red', 0],
];

test.each(faulty)('%s is answered with its place, in two languages', async (_sentence, q, at) => {
  const answer = await search(wish(q));
  expect(answer).toMatchObject({
    faults: [{ at, message: expect.stringMatching(/\p{Script=Han}.* \/ .*[a-z]/u) as string }],
  });
});

test('pages follow each other without a gap', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await search(wish(undefined, { limit: 1, cursor }));
    if ('faults' in answer) throw new Error('faults');
    seen.push(...answer.page.items.map((hit) => hit.id));
    cursor = answer.page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect([...seen].sort()).toEqual(['one', 'three', 'two']);
});

test('facets come where they are asked for', async () => {
  const [without, withFacets] = [await search(wish('根治')), await search(wish('根治', { withFacets: true }))];
  expect('page' in without && without.page.facets).toBeUndefined();
  expect('page' in withFacets && withFacets.page.facets?.codes).toEqual([{ value: 'EFFICACY_GUARANTEE', count: 2 }]);
});
