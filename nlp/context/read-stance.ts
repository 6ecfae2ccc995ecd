import type { SentimentLabel, Stance } from '../../contracts/analysis';
import type { Finding } from '../../contracts/violation';
import type { PreparedText } from '../prepared-text';
import type { TextContext } from './read-context';
import type { PhraseMatch } from './read-phrases';
import { scopeMask } from './read-scopes';

/** Score beyond which a text takes sides. */
const negativeFrom = -1.4;
const positiveFrom = 1.2;
const leastPromotion = 1.5;
const claimGroups = [
  'disease-claim',
  'efficacy-guarantee',
  'health-function',
  'praise',
  'aesthetic-claim',
  'cosmetic-efficacy',
  'endorsement',
];

/**
 * Stance towards the regulated object (reference.md f): sellers who praise are positive, plain trade and labels neutral; exposure,
 * penalty, complaint, harm and warning negative; notices, teaching and statutes neutral.
 */
export function readStance(prepared: PreparedText, context: TextContext, findings: readonly Finding[]): Stance {
  return context.asserts ? sellerStance(prepared, context, findings) : tellerStance(context);
}

function sellerStance(prepared: PreparedText, context: TextContext, findings: readonly Finding[]): Stance {
  const labels = scopeMask(context.text.length, context.scopes, new Set(['label']));
  const praise = claimGroups.flatMap((group) =>
    context.phrases.group(group).filter((match) => labels[match.start] !== 1),
  );
  const promotes = context.genre === 'advertisement' && context.promotion >= leastPromotion;
  const isPost = context.genre === 'forum' || prepared.input.kind === 'forum';
  const sells = !isPost && (findings.length > 0 || promotes);
  const isShelf = prepared.input.kind === 'listing' && findings.length === 0 && praise.length < 2;
  const compliant = findings.length === 0 && context.phrases.group('label-heading').length > 0 && praise.length < 2;
  const isReviewedAd = context.phrases.concept('ad-number').length > 0 && context.phrases.concept('ailment').length > 0;
  const plain = !isReviewedAd && (compliant || isShelf || (!sells && praise.length === 0));
  const words = wordsOf(context, praise);
  if (plain) return { label: 'neu', score: 0.1, confidence: 0.6, words };
  const score = Math.min(1, 0.4 + praise.length * 0.1);
  return { label: 'pos', score, confidence: Math.min(0.95, 0.6 + praise.length * 0.05), words };
}

function tellerStance(context: TextContext): Stance {
  const matches = context.phrases.group('stance');
  const seen = new Map<string, number>();
  let sum = 0;
  for (const match of matches) {
    const count = seen.get(match.entry.id) ?? 0;
    seen.set(match.entry.id, count + 1);
    const consumer = context.speaker === 'consumer';
    if (match.entry.id === 'good-review' && !consumer) continue;
    if (count < 3) sum += match.entry.weight * (count === 0 ? 1 : 0.35);
  }
  const label: SentimentLabel =
    sum <= negativeFrom ? 'neg' : sum >= positiveFrom && hasPraise(matches, context) ? 'pos' : 'neu';
  const decided = matches.filter((match) => label === 'neu' || match.entry.weight < 0 === (label === 'neg'));
  const distance = label === 'neu' ? 1 - Math.abs(sum) / 2 : Math.abs(sum) / 4;
  return {
    label,
    score: Math.round(Math.max(-1, Math.min(1, label === 'neu' ? sum / 6 : sum / 4)) * 100) / 100,
    confidence: Math.round(Math.max(0.35, Math.min(0.95, 0.5 + distance * 0.4)) * 100) / 100,
    words: wordsOf(context, decided),
  };
}

function hasPraise(matches: readonly PhraseMatch[], context: TextContext): boolean {
  return matches.some(
    (match) => match.entry.tag === 'pos' && (match.entry.id !== 'good-review' || context.speaker === 'consumer'),
  );
}

function wordsOf(context: TextContext, matches: readonly PhraseMatch[]): string[] {
  return [...new Set(matches.slice(0, 8).map((match) => context.text.slice(match.start, match.end)))].slice(0, 5);
}
