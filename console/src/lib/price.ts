/** `¥81.60`, `USD 9.90`; null where there is no price. Without a currency it is yuan. */
export function priceWords(amount: number | null | undefined, currency?: string | null): string | null {
  if (amount === null || amount === undefined) return null;
  const unit = !currency || currency === 'CNY' ? '¥' : `${currency} `;
  return `${unit}${amount.toFixed(2)}`;
}
