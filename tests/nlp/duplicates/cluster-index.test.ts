import fc from 'fast-check';
import {
  bandsOf,
  clusterId,
  createClusterIndex,
  maxHammingDistance,
  shortTextLength,
} from '../../../nlp/duplicates/cluster-index';
import { createMemoryClusterStore } from '../../../nlp/duplicates/memory-cluster-store';
import { hammingDistance, simhash } from '../../../nlp/duplicates/simhash';
import { normalise } from '../../../text/normalise';

const report =
  '近日，云杉县市场监管部门在日常检查中发现，一家位于城东街道的小店通过社交平台向外地顾客出售未取得批准证明文件的减重产品。执法人员赶到时，店内仍有十余盒待发货的成品，外包装仅有外文标签。' +
  '店主表示货物来自境外网站，自己并不清楚需要何种手续。执法人员依法对相关物品采取了强制措施，并提醒消费者不要轻信所谓特效产品，购买药品应当选择正规渠道，保留购物凭证。目前案件正在进一步调查之中。';

const advertisement = (product: string, complaint: string, price: string, account: string): string =>
  `${product}正品保证，${complaint}的朋友看过来，厂家直供，全国包邮，支持货到付款。每盒${price}元，三盒一个疗程，按疗程购买更优惠。` +
  `${product}采用现代工艺精制而成，服用方便，适合上班族。想了解更多请联系客服，微信${account}，二十四小时在线，老顾客回购享折扣，数量有限先到先得。`;

function document(documentId: string, text: string, features: string[] = []) {
  const normalised = normalise(text).text;
  const weighted = features.map((feature) => ({ text: feature, weight: Math.ceil(normalised.length / 10) }));
  return {
    documentId,
    simhash: simhash(normalised, weighted),
    length: normalised.length,
    at: '2025-06-01T08:00:00+08:00',
  };
}

async function clustersOf(...documents: ReturnType<typeof document>[]): Promise<string[]> {
  const index = createClusterIndex(createMemoryClusterStore());
  const clusters: string[] = [];
  for (const one of documents) clusters.push((await index.assign(one)).cluster);
  return clusters;
}

describe('near-duplicate clusters', () => {
  const copies: [string, string, string][] = [
    ['the same text', report, report],
    ['white space and full-width forms', report, report.replaceAll('，', ' , ')],
    ['a source line in front', report, `来源：云杉晚报 ${report}`],
    ['an editor line behind', report, `${report} 责任编辑：李某`],
    ['two words changed', report, report.replace('近日', '昨日').replace('十余盒', '12盒')],
    ['traditional characters', report, report.replace('检查', '檢查').replace('减重', '減重')],
    ['evasive spellings', report, report.replace('减重产品', '减·重产品').replace('特效', '特\u200b效')],
  ];
  test.each(copies)('joins %s', async (_, first, second) => {
    const [a, b] = await clustersOf(document('a', first), document('b', second));
    expect(b).toBe(a);
  });

  const others: [string, ReturnType<typeof document>, ReturnType<typeof document>][] = [
    [
      'advertisements of one template for different products',
      document('a', advertisement('青禾通络丸', '腰腿不适', '198', 'qinghe_001'), ['青禾通络丸', 'qinghe_001']),
      document('b', advertisement('云岭清脂茶', '肚子大', '98', 'yunling_888'), ['云岭清脂茶', 'yunling_888']),
    ],
    ['two reports', document('a', report), document('b', advertisement('青禾通络丸', '腰腿不适', '198', 'qinghe_001'))],
    ['half of the text', document('a', report), document('b', report.slice(0, report.length / 2))],
    ['short texts that differ', document('a', '减重产品现货'), document('b', '减重产品到货')],
    ['texts without words', document('a', '。'), document('b', '！？')],
    ['empty texts', document('a', ''), document('b', '')],
  ];
  test.each(others)('keeps apart %s', async (_, first, second) => {
    const [a, b] = await clustersOf(first, second);
    expect(b).not.toBe(a);
  });

  test('short texts that are the same are one', async () => {
    const [a, b] = await clustersOf(document('a', '减重产品，现货'), document('b', '减重产品 现货'));
    expect(b).toBe(a);
  });

  test('a cluster is named after its first document for ever', async () => {
    const index = createClusterIndex(createMemoryClusterStore());
    expect(await index.assign(document('first', report))).toEqual({ cluster: clusterId('first'), isNew: true });
    expect(await index.assign(document('second', report))).toEqual({ cluster: clusterId('first'), isNew: false });
    expect(await index.assign(document('first', report))).toEqual({ cluster: clusterId('first'), isNew: false });
  });

  test('a new version that says nearly the same stays, one that says something else leaves', async () => {
    const index = createClusterIndex(createMemoryClusterStore());
    await index.assign(document('first', report));
    await index.assign(document('second', report));
    expect((await index.assign(document('second', `${report}更新`))).cluster).toBe(clusterId('first'));
    expect(
      (await index.assign(document('second', advertisement('青禾通络丸', '腰腿不适', '198', 'q_000001')))).cluster,
    ).toBe(clusterId('second'));
  });

  test('ten thousand copies leave few candidates', async () => {
    const store = createMemoryClusterStore();
    const index = createClusterIndex(store);
    for (let copy = 0; copy < 2_000; copy++) await index.assign(document(`d${copy}`, report));
    expect(await store.candidates(bandsOf(document('x', report).simhash))).toHaveLength(1);
  });

  test('every document within the distance is found, none beyond it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(15), { minLength: 16, maxLength: 16 }),
        fc.uniqueArray(fc.nat(63), { maxLength: 12 }),
        async (digits, flips) => {
          const first = digits.map((digit) => digit.toString(16)).join('');
          fc.pre(/[1-9a-f]/.test(first));
          const bits = Array.from(BigInt(`0x${first}`).toString(2).padStart(64, '0'));
          for (const flip of flips) bits[flip] = bits[flip] === '0' ? '1' : '0';
          const second = BigInt(`0b${bits.join('')}`)
            .toString(16)
            .padStart(16, '0');
          fc.pre(/[1-9a-f]/.test(second));
          expect(hammingDistance(first, second)).toBe(flips.length);
          const index = createClusterIndex(createMemoryClusterStore());
          const common = { length: shortTextLength, at: '2025-06-01T08:00:00+08:00' };
          const a = await index.assign({ documentId: 'a', simhash: first, ...common });
          const b = await index.assign({ documentId: 'b', simhash: second, ...common });
          expect(a.cluster === b.cluster).toBe(flips.length <= maxHammingDistance);
        },
      ),
    );
  });

  test('of several near ones the nearest counts', async () => {
    const index = createClusterIndex(createMemoryClusterStore());
    const common = { length: 500, at: '2025-06-01T08:00:00+08:00' };
    const far = await index.assign({ documentId: 'far', simhash: 'a0000000000000ff', ...common });
    const near = await index.assign({ documentId: 'near', simhash: 'a000000000000000', ...common });
    expect(far.cluster).not.toBe(near.cluster);
    expect((await index.assign({ documentId: 'x', simhash: 'a000000000000007', ...common })).cluster).toBe(
      near.cluster,
    );
    expect((await index.assign({ documentId: 'y', simhash: 'a00000000000003f', ...common })).cluster).toBe(far.cluster);
  });
});

describe('simhash', () => {
  test('is 16 hexadecimal digits for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => expect(simhash(text)).toMatch(/^[0-9a-f]{16}$/)));
  });

  test('a repeated phrase votes once', () => {
    expect(simhash('减重产品'.repeat(50))).toBe(simhash('减重产品'.repeat(60)));
  });

  test('punctuation does not matter', () => {
    expect(simhash('减重,产品。现货!')).toBe(simhash('减重产品现货'));
  });
});
