import type { AlertState } from '@contracts/alert';
import type { LeadState } from '@contracts/lead';
import type { SourceHealth } from '@contracts/source';

export type StateTone = 'plain' | 'accent' | 'good' | 'warn' | 'bad' | 'quiet';

export const alertTone: Record<AlertState, StateTone> = {
  new: 'accent',
  acknowledged: 'warn',
  confirmed: 'bad',
  'false-positive': 'quiet',
  converted: 'good',
  closed: 'plain',
};

export const leadTone: Record<LeadState, StateTone> = {
  registered: 'accent',
  'handed-over': 'warn',
  verifying: 'warn',
  filed: 'good',
  'not-filed': 'plain',
};

export const healthTone: Record<SourceHealth['state'], StateTone> = {
  waiting: 'plain',
  healthy: 'good',
  degraded: 'warn',
  failing: 'bad',
  disabled: 'quiet',
};
