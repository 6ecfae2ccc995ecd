import type { TokenCost } from './compiled';
import type { TokenTable } from './token-table';

/** Share of documents that hold a literal, where somebody has counted; undefined where nobody has. */
export type FrequencyOf = (literal: string) => number | undefined;

// Rough shares of documents by length of a literal, for literals nobody has counted: one Han character is in most long texts.
const hanShares = [1, 0.3, 0.02, 0.006, 0.003, 0.002];
const latinShares = [1, 0.3, 0.05, 0.02, 0.008, 0.004];
const factShare = 0.15;

/**
 * Expected share of documents that hold a token. Counted shares come first; without them short literals are taken as common,
 * and so are those that many rules name, because officers write what they see.
 */
export function tokenCost(table: TokenTable, frequencyOf: FrequencyOf = () => undefined): TokenCost {
  return (number) => {
    const { kind, text, uses } = table.token(number);
    if (kind === 'fact') return factShare;
    const counted = frequencyOf(text);
    if (counted !== undefined) return counted;
    const shares = /[\u3040-\u9fff]/.test(text) ? hanShares : latinShares;
    const share = shares[Math.min(text.length, shares.length - 1)] ?? 0.002;
    return Math.min(1, share * (1 + Math.log2(uses)));
  };
}
