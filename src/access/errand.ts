import type { ErrorCode, Evidence } from '../../lock-gateway/protocol.ts';
import type { BookingId, Id, LockId } from '../kernel/ids.ts';
import { isProof } from './lock-code.ts';

export type ErrandId = Id<'errand'>;
export type ErrandKind = 'unlock' | 'read';

/** What staff asked of a lock at once, and what came of it. */
export interface Errand {
  id: ErrandId;
  kind: ErrandKind;
  lockId: LockId;
  /** For whom, when somebody stands at the door. */
  bookingId?: BookingId;
  askedAt: Date;
  expiresAt: Date;
  sentAt?: Date;
  answer?: { status: 'accepted' | 'rejected' | 'failed'; evidence: Evidence; error?: ErrorCode };
}

/**
 * `waiting`: nothing is known yet. `unconfirmed`: it may have been done. `unreachable` and `refused`: it was not done, because the lock was not
 * reached in time or does not do it.
 */
export type ErrandOutcome = 'waiting' | 'done' | 'unconfirmed' | 'unreachable' | 'refused';

/** An errand is worth nothing later: whoever stood at the door may be gone, and somebody else may stand there. */
export const GOOD_FOR_MS = 20_000;
/** An answer that is on its way when the errand lapses still counts. */
const ANSWER_MS = 10_000;

const NOT_REACHED: readonly ErrorCode[] = ['device_offline', 'device_busy', 'expired'];
const IN_DOUBT: readonly ErrorCode[] = ['timeout', 'internal'];

/** What can truthfully be said of an errand now. */
export function errandOutcome({ answer, expiresAt, sentAt }: Pick<Errand, 'answer' | 'expiresAt' | 'sentAt'>, now: Date): ErrandOutcome {
  const isOver = expiresAt.getTime() + ANSWER_MS <= now.getTime();
  if (!answer) {
    if (!sentAt) return expiresAt <= now ? 'unreachable' : 'waiting';
    return isOver ? 'unconfirmed' : 'waiting';
  }
  if (answer.status === 'accepted') {
    if (isProof(answer.evidence)) return 'done';
    return answer.evidence === 'bridge_ack' || isOver ? 'unconfirmed' : 'waiting';
  }
  if (answer.error && NOT_REACHED.includes(answer.error)) return 'unreachable';
  return answer.error && IN_DOUBT.includes(answer.error) ? 'unconfirmed' : 'refused';
}
