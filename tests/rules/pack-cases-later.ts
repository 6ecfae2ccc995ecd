import { found, one, repeated } from './pack-case';
import type { PackCase } from './pack-case';

/** The second half of the cases. */
export const laterPackCases: readonly PackCase[] = [
  {
    rule: 'state-organ-endorsement',
    speaks: [one({ text: '机关特供', violations: [found('STATE_ORG_NAME')] })],
    stays: [one({ text: '药监局发布公告', violations: [] })],
  },
  {
    rule: 'minor-targeted-ad',
    speaks: [
      one({
        text: '让孩子快快长高，三个月见效',
        genre: 'advertisement',
        violations: [found('EFFICACY_GUARANTEE', 'S2')],
      }),
      one({ text: '小朋友快叫妈妈买', genre: 'advertisement', violations: [found('MINOR_AD')] }),
    ],
    stays: [
      one({ text: '孩子长高的科学方法', genre: 'science', violations: [] }),
      one({ text: '孩子长高', genre: 'science', violations: [found('EFFICACY_GUARANTEE', 'S2')] }),
    ],
  },
  {
    rule: 'ad-approval-fault',
    speaks: [
      one({ text: '药广审文号已过期', violations: [found('AD_APPROVAL_INVALID')] }),
      one({ text: '无文号', violations: [found('NO_AD_APPROVAL', 'S2'), found('CURE_RATE', 'S2')] }),
    ],
    stays: [
      one({ text: '无文号', violations: [found('NO_AD_APPROVAL', 'S2')] }),
      one({ text: '有文号', violations: [] }),
    ],
  },
  {
    rule: 'adverse-event-gathering',
    speaks: [repeated(5, { text: '用了之后过敏很严重', sentiment: 'neg', drugs: ['某某注射液'] }, 60)],
    stays: [
      repeated(4, { text: '用了之后过敏很严重', sentiment: 'neg', drugs: ['某某注射液'] }, 60),
      repeated(5, { text: '用了之后过敏很严重', sentiment: 'neg', drugs: [] }, 60),
      repeated(5, { text: '不良反应已在说明书列出', sentiment: 'neu', drugs: ['某某注射液'] }, 60),
    ],
  },
  {
    rule: 'negative-surge',
    speaks: [
      [
        ...repeated(3, { text: '某某药业被投诉', sentiment: 'neg', companies: ['某某药业'] }, 240),
        ...repeated(8, { text: '某某药业又被投诉', sentiment: 'neg', companies: ['某某药业'] }, 5).map(
          (event, index) => ({
            ...event,
            id: `s${index}`,
            collectedAt: new Date(Date.parse('2026-03-02T22:00:00+08:00') + index * 300_000).toISOString(),
          }),
        ),
      ],
    ],
    stays: [
      repeated(20, { text: '某某药业被投诉', sentiment: 'neg', companies: ['某某药业'] }, 60),
      repeated(20, { text: '某某药业发布年报', sentiment: 'neu', companies: ['某某药业'] }, 5),
    ],
  },
  {
    rule: 'new-drug-in-private-trade',
    speaks: [one({ text: '有需要的私聊', attributes: ['PRIVATE_TRADE'], drugs: ['某某新药'] })],
    stays: [
      one({ text: '有需要的私聊', attributes: ['PRIVATE_TRADE'], drugs: [] }),
      one({ text: '新药上市', attributes: [], drugs: ['某某新药'] }),
    ],
  },
  {
    rule: 'dumping-price',
    speaks: [one({ title: '诺和泰 正品', text: '', kind: 'listing', seller: '某某店', price: 59 })],
    stays: [
      one({ title: '诺和泰 正品', text: '', kind: 'listing', seller: '某某店', price: 400 }),
      one({ title: '感冒药', text: '', kind: 'listing', price: 9 }),
    ],
  },
  {
    rule: 'same-copy-many-sellers',
    speaks: [
      repeated(6, { text: '同一段违规文案', cluster: 'c1', violations: [found('HF_DISEASE')] }, 5, (index) => ({
        seller: `店${index}`,
      })),
    ],
    stays: [
      repeated(5, { text: '同一段违规文案', cluster: 'c1', violations: [found('HF_DISEASE')] }, 5, (index) => ({
        seller: `店${index}`,
      })),
      repeated(6, { text: '文案', violations: [found('HF_DISEASE')] }, 5, (index) => ({
        seller: `店${index}`,
        cluster: `c${index}`,
      })),
    ],
  },
  {
    rule: 'platform-violation-share',
    speaks: [
      repeated(60, { text: '商品', kind: 'listing', platform: '某某购' }, 5, (index) => ({
        violations: index % 2 === 0 ? [found('HF_DISEASE')] : [],
      })),
    ],
    stays: [
      repeated(60, { text: '商品', kind: 'listing', platform: '某某购' }, 5, (index) => ({
        violations: index % 5 === 0 ? [found('HF_DISEASE')] : [],
      })),
      repeated(20, { text: '商品', kind: 'listing', platform: '某某购', violations: [found('HF_DISEASE')] }),
    ],
  },
  {
    rule: 'quote-then-lure',
    speaks: [
      repeated(2, { seller: '某某店' }, 30, (index) =>
        index === 0
          ? { text: '某某针剂', price: 300, drugs: ['某某针剂'], attributes: [] }
          : { text: '私聊', drugs: [], attributes: ['PRIVATE_TRADE'] },
      ),
    ],
    stays: [
      repeated(2, { seller: '某某店' }, 30, (index) =>
        index === 1
          ? { text: '某某针剂', price: 300, drugs: ['某某针剂'], attributes: [] }
          : { text: '私聊', drugs: [], attributes: ['PRIVATE_TRADE'] },
      ),
      repeated(2, { seller: '某某店' }, 180, (index) =>
        index === 0
          ? { text: '某某针剂', price: 300, drugs: ['某某针剂'], attributes: [] }
          : { text: '私聊', drugs: [], attributes: ['PRIVATE_TRADE'] },
      ),
    ],
  },
  {
    rule: 'source-silent',
    speaks: [[...one({ text: '新闻', source: 'demo-news' }), { at: '2026-03-03T09:30:00+08:00', tick: true }]],
    stays: [
      [...one({ text: '新闻', source: 'demo-news' }), { at: '2026-03-03T08:50:00+08:00', tick: true }],
      [...one({ text: '手工录入' }), { at: '2026-03-04T09:30:00+08:00', tick: true }],
    ],
  },
];
