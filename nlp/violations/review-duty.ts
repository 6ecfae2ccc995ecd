import type { Subject } from './subject';

/** Whether the advertisement must be reviewed before it is published (广告法第四十六条): treatment, drugs, devices, health food, special medical food. */
export function needsReview(subject: Subject): boolean {
  return !subject.is('food', 'cosmetic', 'disinfectant', 'goods');
}
