import { randomUUID } from 'node:crypto';
import type { GrantId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { saveCodes, type SavedCode } from './code-store.ts';
import type { LockCode } from './lock-code.ts';
import { claimLocks, dueCodes, LOOKED_AT_PER_LOCK, markInFlight, type DueCode, type DueLock } from './lock-store.ts';
import { actAt, nextStep, retryDelayMs } from './next-step.ts';
import { fitOnLocks } from './slot-store.ts';
import type { SealedCode } from './seal-code.ts';

/** One command that is to be sent now: the intent is in the database. */
export interface Work {
  lock: DueLock;
  code: LockCode & { cmdId: string };
  order: { op: 'put'; sealed: SealedCode } | { op: 'remove' };
}

export interface Claimed {
  work: Work[];
  /** Grants whose digits a lock refuses. */
  toRenew: GrantId[];
  /** More may be due at this moment. */
  more: boolean;
  /** So is a lock that somebody else had in hand. */
  missed: boolean;
}

const LOCKS_AT_ONCE = 50;
const ANSWER_WITHIN_MS = 10_000;
const RENEW_AGAIN_MS = 60_000;

/**
 * Takes the next step of up to fifty locks in hand, one for each: revocations first, then by start. What it answers is to be sent after the
 * transaction; when that fails it is due again by itself.
 */
export async function claimWork(tx: Transaction, gateways: readonly string[], now: Date): Promise<Claimed> {
  const { locks, missed } = await claimLocks(tx, gateways, now, LOCKS_AT_ONCE);
  if (locks.length === 0) return { work: [], toRenew: [], more: false, missed };
  await fitOnLocks(tx, locks.map(({ id }) => id), now);
  const due = await dueCodes(tx, locks.map(({ id }) => id), now);
  const claimed: Claimed = { work: [], toRenew: [], more: locks.length === LOCKS_AT_ONCE, missed };
  const saved: SavedCode[] = [];
  for (const lock of locks) {
    const own = due.filter(({ code }) => code.lockId === lock.id);
    const work = firstWork(lock, own, now, saved, claimed.toRenew);
    if (work) claimed.work.push(work);
    else if (own.length === LOOKED_AT_PER_LOCK) claimed.more = true;
  }
  await saveCodes(tx, saved);
  await markInFlight(tx, claimed.work.map(({ lock, code }) => ({ lockId: lock.id, cmdId: code.cmdId })), new Date(now.getTime() + ANSWER_WITHIN_MS));
  return claimed;
}

/** Takes the steps of one lock up to the first that is a command. */
function firstWork(lock: DueLock, due: readonly DueCode[], now: Date, saved: SavedCode[], toRenew: GrantId[]): Work | undefined {
  for (const one of due) {
    const work = takeStep(lock, one, now, saved, toRenew);
    if (work) return work;
  }
  return undefined;
}

function takeStep(lock: DueLock, { code, sealed }: DueCode, now: Date, saved: SavedCode[], toRenew: GrantId[]): Work | undefined {
  const step = nextStep(code, now);
  if (step.do === 'renew') {
    toRenew.push(code.grantId);
    saved.push({ code, actAt: new Date(now.getTime() + RENEW_AGAIN_MS) });
    return undefined;
  }
  const order = step.do === 'remove' ? { op: 'remove' } as const : sealed && { op: 'put', sealed } as const;
  if (step.do === 'settle' || step.do === 'wait' || !order) {
    saved.push({ code, actAt: actAt(code, now, Math.random()) });
    return undefined;
  }
  const sent = asSent(code, now);
  saved.push({ code: sent, actAt: new Date(now.getTime() + retryDelayMs(sent.attempts, Math.random())) });
  return { lock, code: sent, order };
}

/** From now on only what is said after this counts as its answer, even by a clock that was set back. */
function asSent({ answer, ...code }: LockCode, now: Date): LockCode & { cmdId: string } {
  const sent = { ...code, sentRev: code.rev, cmdId: randomUUID(), sentAt: now, attempts: code.attempts + 1 };
  if (!answer) return sent;
  const { at: _at, ...known } = answer;
  return { ...sent, answer: known };
}
