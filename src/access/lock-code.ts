import type { AckStatus, CommandFault, Evidence } from '../../lock-gateway/protocol.ts';
import type { GrantId, LockId } from '../kernel/ids.ts';
import { addMinutes, type Period } from '../kernel/period.ts';
import { AHEAD_MINUTES, NEEDED_MINUTES } from './door-window.ts';

/** `needed`: it should be there, but the gateway lacks the digits. */
export type AnswerStatus = AckStatus | 'needed';

/** What a gateway last said about a code. */
export interface Answer {
  rev: number;
  status: AnswerStatus;
  evidence: Evidence;
  error?: CommandFault;
  /** Since when it is so, by the gateway's clock; absent while a newer command is on its way. */
  at?: Date;
}

/** What one lock should hold of one grant, what was asked of it and what it answered. Never the digits. */
export interface LockCode {
  id: string;
  grantId: GrantId;
  lockId: LockId;
  /** Its name in the native profile. */
  ref: string;
  /** Rises with each change of what is desired; answers to an older one no longer count. */
  rev: number;
  desired: 'present' | 'absent';
  windows: readonly Period[];
  /** From when on the lock should have it. */
  sendAt: Date;
  /** How long before a window the lock gets it: three days, or just in time on a lock that keeps no windows. */
  leadMinutes: number;
  /** Since when it should be gone, though its windows are not over. */
  revokedAt?: Date;
  /** Since when it gives way to codes with nearer windows, because the lock is full. */
  heldBackAt?: Date;
  sentRev?: number;
  cmdId?: string;
  sentAt?: Date;
  /** How often it was sent since the last answer that helped. */
  attempts: number;
  answer?: Answer;
}

/** After so many unanswered commands somebody must look; they are still repeated, slowly. */
export const MANY_ATTEMPTS = 8;

/** The answer, when it is about the newest revision. */
export const currentAnswer = ({ answer, rev }: LockCode): Answer | undefined => (answer?.rev === rev ? answer : undefined);

/** True when the lock itself said so or was read: a bridge's word alone proves nothing. */
export const isProof = (evidence: Evidence): boolean => evidence === 'read_back' || evidence === 'device_ack';

export function isConfirmed(code: LockCode): boolean {
  const answer = currentAnswer(code);
  return answer?.status === 'installed' && isProof(answer.evidence);
}

/** True when it cannot be on the lock: it never went there, or the gateway says that it is gone. */
export const isOff = (code: LockCode): boolean => code.sentRev === undefined || saysRemoved(currentAnswer(code));

/** A gateway may say "removed" without evidence of what was never there; only a bridge's word is too little. */
const saysRemoved = (answer: Answer | undefined): boolean => answer?.status === 'removed' && answer.evidence !== 'bridge_ack';

const PASSING: readonly string[] = ['expired', 'decrypt_failed', 'stale_revision', 'internal'];

/** True when the lock will never take this revision, or refused digits after digits. Faults of the message itself may pass with the next one. */
export function isRefused(code: LockCode): boolean {
  const error = currentAnswer(code)?.error;
  if (error?.retry === 'new_pin') return code.attempts >= MANY_ATTEMPTS;
  return error?.retry === 'never' && !PASSING.includes(error.code);
}

export const lastEnd = ({ windows }: LockCode): Date => windows.at(-1)!.end;

/** From when on nothing of it may be on the lock. */
export const goneFrom = (code: LockCode): Date => {
  const end = lastEnd(code);
  return code.revokedAt && code.revokedAt < end ? code.revokedAt : end;
};

/** The window that is open or opens next. */
export const windowAhead = ({ windows }: LockCode, now: Date): Period | undefined => windows.find(({ end }) => end > now);
export const windowBehind = ({ windows }: LockCode, now: Date): Period | undefined => windows.findLast(({ end }) => end <= now);

/** The lock keeps a code shut outside its windows by itself. */
const keepsWindows = ({ leadMinutes }: LockCode): boolean => leadMinutes >= AHEAD_MINUTES;

/** Until when a lock that keeps no windows should not have the code, because its next window is not near yet; `undefined`: it should have it now, or never again. */
export function restsUntil(code: LockCode, now: Date): Date | undefined {
  const next = keepsWindows(code) ? undefined : windowAhead(code, now);
  const until = next && addMinutes(next.start, -code.leadMinutes);
  return until && until > now ? until : undefined;
}

/** When what is so now ends by the clock alone: for a lock that keeps windows only at the last one. */
export const stretchEnd = (code: LockCode, now: Date): Date => (keepsWindows(code) ? lastEnd(code) : (windowAhead(code, now) ?? { end: lastEnd(code) }).end);

/** By what was last heard the lock may hold it. */
export const mayBeOn = (code: LockCode): boolean => ['installed', 'unconfirmed'].includes(currentAnswer(code)?.status ?? 'none');

/** When a code that is not on its lock yet is to get there. One that gives way to others does when it must, at the latest. */
export function putOnLockAt(code: LockCode, now: Date): Date {
  const next = windowAhead(code, now);
  const at = restsUntil(code, now) ?? (code.heldBackAt && next ? addMinutes(next.start, -NEEDED_MINUTES) : code.sendAt);
  return at > now ? at : now;
}
