/** A price or price range in a currency (ISO 4217). */
export interface PriceFound {
  readonly min: number;
  readonly max: number;
  readonly currency: string;
}

const amount = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s*(万)?`;
const range = String.raw`${amount}(?:\s*(?:元|[¥￥$€£])?\s*(?:[-–—~～至]|到)\s*[¥￥$€£]?\s*${amount})?`;
const signed = new RegExp(String.raw`([¥￥$€£]|RMB|CNY|USD|HK\$)\s*${range}`, 'iu');
const worded = new RegExp(String.raw`${range}\s*(?:元|块钱|圆|人民币)`, 'u');
const labelled = new RegExp(
  String.raw`(?:价格|售价|现价|促销价|活动价|优惠价|到手价|券后价|会员价|零售价|单价|特价|秒杀价|拼团价|price)\s*[:：]?\s*(?:[¥￥$€£]|RMB)?\s*${range}`,
  'iu',
);

const currencies: Readonly<Record<string, string>> = {
  '¥': 'CNY',
  '￥': 'CNY',
  RMB: 'CNY',
  CNY: 'CNY',
  $: 'USD',
  USD: 'USD',
  HK$: 'HKD',
  '€': 'EUR',
  '£': 'GBP',
};

/** The first price in a text: `¥12.80`, `12.8元`, `价格：88-128`, `￥1,299.00 ~ 1,599.00`; `null` where there is none. */
export function findPrice(text: string): PriceFound | null {
  const bySign = signed.exec(text);
  if (bySign !== null) {
    const [, sign = '', low, lowTenThousand, high, highTenThousand] = bySign;
    return priceOf([low, lowTenThousand, high, highTenThousand], currencies[sign.toUpperCase()] ?? 'CNY');
  }
  const byWord = labelled.exec(text) ?? worded.exec(text);
  return byWord === null ? null : priceOf(byWord.slice(1), 'CNY');
}

function priceOf(
  [low, lowTenThousand, high, highTenThousand]: (string | undefined)[],
  currency: string,
): PriceFound | null {
  const min = toNumber(low, lowTenThousand);
  if (min === null) return null;
  const max = toNumber(high, highTenThousand) ?? min;
  return { min: Math.min(min, max), max: Math.max(min, max), currency };
}

function toNumber(digits: string | undefined, tenThousand: string | undefined): number | null {
  if (digits === undefined) return null;
  const value = Number(digits.replaceAll(',', '')) * (tenThousand === undefined ? 1 : 10_000);
  return Number.isFinite(value) && value < 1e9 ? Math.round(value * 100) / 100 : null;
}
