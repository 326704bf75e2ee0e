import { codeState } from './code-state.ts';
import type { Trial } from './commission-store.ts';
import { isConfirmed, isOff, lastEnd } from './lock-code.ts';

/** How far the test of a new lock is. `going`: it opened, and its code is not gone yet; `missed`: it ended without anybody opening. */
export const TRIAL_STEPS = ['none', 'sending', 'trouble', 'press', 'going', 'passed', 'missed'] as const;
export type TrialStep = (typeof TRIAL_STEPS)[number];

export function trialStep(trial: Trial | undefined, now: Date): TrialStep {
  if (!trial) return 'none';
  const { code, openedAt } = trial;
  if (openedAt) return isOff(code) ? 'passed' : 'going';
  if (code.desired === 'absent' || lastEnd(code) <= now) return 'missed';
  if (isConfirmed(code)) return 'press';
  return ['failed', 'fallback', 'at-risk'].includes(codeState(code, now)) ? 'trouble' : 'sending';
}
