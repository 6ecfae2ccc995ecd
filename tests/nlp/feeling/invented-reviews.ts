import type { LabelledReview } from '../../../nlp/feeling/fit-feeling';

const things = ['面膜', '耳机', '雨伞', '台灯', '枕头', '水壶', '书包', '奶茶', '拖鞋', '被子'];
const praise = [
  '很好用，推荐购买',
  '质量不错，非常满意',
  '收到后很喜欢，下次还来',
  '物美价廉，值得买',
  '做工精细，好评',
];
const blame = ['太差了，退货', '质量很差，非常失望', '用了一天就坏了', '不值这个价，后悔买了', '客服态度恶劣，差评'];

/** Self-written reviews for training in tests: every thing with every praise and every blame. */
export const inventedReviews: LabelledReview[] = things.flatMap((thing) => [
  ...praise.map((words): LabelledReview => ({ text: `这个${thing}${words}`, label: 'pos' })),
  ...blame.map((words): LabelledReview => ({ text: `这个${thing}${words}`, label: 'neg' })),
]);
