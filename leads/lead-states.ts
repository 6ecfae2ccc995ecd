import type { LeadHistory, LeadState } from '../contracts/lead';

type LeadAction = Exclude<LeadHistory['action'], 'create' | 'comment' | 'extend' | 'evidence'>;

/** 线索登记 → 待接收 → 核查中 → 立案 | 不予立案; a returned hand-over goes back to where it was registered. */
const transitions: Record<LeadAction, Partial<Record<LeadState, LeadState>>> = {
  'hand-over': { registered: 'handed-over', verifying: 'handed-over' },
  receive: { 'handed-over': 'verifying' },
  return: { 'handed-over': 'registered' },
  start: { registered: 'verifying' },
  file: { verifying: 'filed' },
  'not-file': { verifying: 'not-filed' },
};

/** State after `action`, or undefined when it is not allowed there. */
export function nextLeadState(state: LeadState, action: LeadAction): LeadState | undefined {
  return transitions[action][state];
}

/** True while the verification clock runs. */
export function isRunning(state: LeadState): boolean {
  return state !== 'filed' && state !== 'not-filed';
}
