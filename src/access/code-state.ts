import { addMinutes, includes } from '../kernel/period.ts';
import { isInHand } from './next-step.ts';
import { currentAnswer, goneFrom, isConfirmed, isOff, isRefused, lastEnd, MANY_ATTEMPTS, mayBeOn, restsUntil, windowAhead, windowBehind, type LockCode } from './lock-code.ts';

/** Where a code is in its life. The first ones need most attention. */
export const CODE_STATES = [
  'fallback', 'at-risk', 'failed', 'removal-overdue', 'revoking', 'unconfirmed', 'sending', 'scheduled', 'confirmed', 'active', 'ended', 'removed',
] as const;
export type CodeState = (typeof CODE_STATES)[number];

/** It is not known to be on the lock, and somebody is about to need it. */
export const IN_DANGER: ReadonlySet<CodeState> = new Set(['at-risk', 'fallback']);

const AT_RISK_MINUTES = 30;
const FALLBACK_MINUTES = 15;
/** A booking made shortly before it begins gets this long to reach the lock before anybody is alarmed. */
const GRACE_MINUTES = { atRisk: 1, fallback: 2 };
const OVERDUE_MINUTES = 10;

/** The state of a code, computed from what is desired, what its lock says, and the clock: nothing of it is kept by hand. */
export function codeState(code: LockCode, now: Date): CodeState {
  if (code.desired === 'absent' || lastEnd(code) <= now) return endingState(code, now);
  if (code.heldBackAt) return danger(code, now) ?? 'scheduled';
  const resting = restingState(code, now);
  if (resting) return resting;
  if (isConfirmed(code)) return code.windows.some((window) => includes(window, now)) ? 'active' : 'confirmed';
  return danger(code, now) ?? journey(code, now);
}

function endingState(code: LockCode, now: Date): CodeState {
  if (isOff(code)) return 'removed';
  if (addMinutes(goneFrom(code), OVERDUE_MINUTES) <= now) return 'removal-overdue';
  return code.desired === 'absent' ? 'revoking' : 'ended';
}

/** Between two windows a lock that keeps none should not have it: there it opens at any time. */
function restingState(code: LockCode, now: Date): CodeState | undefined {
  if (!restsUntil(code, now)) return undefined;
  const behind = windowBehind(code, now);
  if (mayBeOn(code)) return behind && (addMinutes(behind.end, OVERDUE_MINUTES) <= now ? 'removal-overdue' : 'scheduled');
  const answer = currentAnswer(code);
  return answer && isInHand(answer) ? 'scheduled' : undefined;
}

/** Not on the lock, and its time comes near. */
function danger(code: LockCode, now: Date): CodeState | undefined {
  const opens = windowAhead(code, now)!.start;
  const isLate = (minutesBefore: number, grace: number): boolean =>
    addMinutes(opens, -minutesBefore) <= now && addMinutes(code.sendAt, grace) <= now;
  if (isLate(FALLBACK_MINUTES, GRACE_MINUTES.fallback)) return 'fallback';
  if (isLate(AT_RISK_MINUTES, GRACE_MINUTES.atRisk)) return 'at-risk';
  return isRefused(code) || code.attempts >= MANY_ATTEMPTS ? 'failed' : undefined;
}

function journey(code: LockCode, now: Date): CodeState {
  const answer = currentAnswer(code);
  if (now < code.sendAt) return 'scheduled';
  const doubtful = answer?.status === 'unconfirmed' || answer?.status === 'failed' || answer?.status === 'installed';
  return doubtful ? 'unconfirmed' : 'sending';
}

/** Of several locks the state that needs most attention. */
export const mostPressing = (states: readonly CodeState[]): CodeState | undefined => CODE_STATES.find((state) => states.includes(state));
