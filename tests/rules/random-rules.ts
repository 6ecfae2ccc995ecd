/** Repeatable random rules and documents from small vocabularies, so that words meet often. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e37_79b9) >>> 0;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b_79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / (4_294_967_296 / limit));
  }

  chance(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const hanWords = [
  '药',
  '减重',
  '减重笔',
  '重笔',
  '私聊',
  '加',
  '包邮',
  '根治',
  '糖尿病',
  '处方',
  '无需处方',
  '现货',
  '疫苗',
  '价格',
  '某某堂',
  '医院',
];
const latinWords = ['pen', 'v', 'wx', 'glp', 'pens', 'open', 'vx'];
const numbers = ['1', '12', '128', '1.5', '2026'];
const joints = ['', '', '', '', ' ', '，', '。', '、', '；', '！', '\n', '-'];
const sellers = ['甲药房', '乙 store', '丙店 12'];
const codes = ['RX_MASS_AD', 'PRIVATE_TRADE', 'UNLICENSED_SALE'];
const regions = ['330000', '330106', '320100', '000000'];

function word(dice: Dice): string {
  const kind = dice.below(10);
  return kind < 6
    ? dice.pick(hanWords)
    : kind < 8
      ? dice.pick(latinWords)
      : kind < 9
        ? dice.pick(numbers)
        : dice.pick(hanWords) + dice.pick(latinWords);
}

function passage(dice: Dice, words: number): string {
  let text = '';
  for (let count = dice.below(words + 1); count > 0; count--) text += word(dice) + dice.pick(joints);
  return text;
}

export function randomEvent(dice: Dice, id: number): Record<string, unknown> {
  return {
    id: `d${id}`,
    title: passage(dice, 4),
    text: passage(dice, 25),
    imageText: dice.chance(0.3) ? passage(dice, 6) : '',
    url: `https://shop${dice.below(3)}.example.com/item/${dice.below(5)}`,
    seller: dice.chance(0.8) ? dice.pick(sellers) : null,
    platform: dice.pick(['甲网', '乙网', null]),
    region: dice.pick(regions),
    kind: dice.pick(['listing', 'news', 'forum', undefined]),
    price: dice.chance(0.7) ? dice.below(300) : undefined,
    drugs: dice.chance(0.5) ? [dice.pick(['某某肽', '减重针'])] : [],
    violations: dice.chance(0.5)
      ? [{ code: dice.pick(codes), severity: dice.pick(['S1', 'S2', 'S3']), confidence: dice.below(11) / 10 }]
      : [],
    sentiment: dice.pick(['neg', 'neu', 'pos']),
    genre: dice.pick(['advertisement', 'news', 'listing']),
    collectedAt: `2026-03-0${1 + dice.below(9)}T10:00:00+08:00`,
  };
}

function leaf(dice: Dice): string {
  switch (dice.below(14)) {
    case 0:
      return `"${word(dice)}${dice.pick(['', ' '])}${word(dice)}"`;
    case 1:
      return `${dice.pick(['title', 'text'])}:${word(dice)}`;
    case 2:
      return `${word(dice)}*${word(dice)}`;
    case 3:
      return `${dice.pick(['', '*'])}${word(dice)}${dice.pick(['?', '*', '?*'])}${dice.chance(0.5) ? word(dice) : ''}`;
    case 4:
      return dice.pick(['/减重笔?/', '/加[vw]/', '/\\d{3}/', '/处方|现货/', '/根治.{0,3}糖尿病/', '/p?ens/']);
    case 5:
      return dice.pick([
        'seller:药房',
        'seller:store',
        'seller:12',
        'platform:甲网',
        'host:example.com',
        'host:shop1.example.com',
        'url:item/3',
        'kind:listing',
        'code:private_trade',
        'region:330000',
        'region:330100',
        'drug:某某肽',
      ]);
    case 6:
      return dice.pick([
        'price:[10 TO 100]',
        'price:{50 TO *]',
        'collectedAt:[now-3d TO now]',
        'collectedAt:[2026-03-03 TO 2026-03-06}',
      ]);
    case 7:
      return `exact:${dice.pick(['减重', 'v', '药，', '12'])}`;
    default:
      return word(dice);
  }
}

function nearSide(dice: Dice, depth: number): string {
  const kind = dice.below(10);
  if (kind < 5 || depth <= 0) return word(dice);
  if (kind < 6) return `"${word(dice)}${word(dice)}"`;
  if (kind < 7) return `${word(dice)}*${word(dice)}`;
  if (kind < 8) return `(${word(dice)} OR ${word(dice)} OR title:${word(dice)})`;
  return `(${near(dice, depth - 1)})`;
}

function near(dice: Dice, depth: number): string {
  return `${nearSide(dice, depth)} ${dice.pick(['NEAR', 'NEARF'])}/${dice.below(8)} ${nearSide(dice, depth)}`;
}

/** A query as an officer might type it; may be one that is refused (a negation alone). */
export function randomQuery(dice: Dice, depth = 3): string {
  const kind = dice.below(10);
  if (depth <= 0 || kind < 2) return leaf(dice);
  if (kind < 4) return near(dice, 2);
  if (kind < 7)
    return `${randomQuery(dice, depth - 1)} ${dice.pick(['', 'AND '])}${dice.chance(0.3) ? '-' : ''}(${randomQuery(dice, depth - 1)})`;
  if (kind < 9) return `(${randomQuery(dice, depth - 1)} OR ${randomQuery(dice, depth - 1)})`;
  return `${leaf(dice)} NOT ${leaf(dice)}`;
}
