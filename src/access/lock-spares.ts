import { addMinutes } from '../kernel/period.ts';
import type { Actor } from '../kernel/actor.ts';
import type { LockId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { audit } from '../identity/audit.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { mustManageLock } from './door-staff.ts';
import { sparesWanted, WINDOW_MINUTES, whyNoSpares, type WhyNoSpares } from './keep-spares.ts';
import { isConfirmed } from './lock-code.ts';
import { spareLock, sparesOn } from './spare-store.ts';

/** No lock holds more of them. */
export const MOST_SPARES = 4;

/** The spare codes of a lock: what its managers asked for, and what came of it. */
export interface LockSpares {
  asked: number;
  /** The lock confirms them, and nobody has them. */
  ready: number;
  /** Why it gets none, or fewer than asked: `full` passes by itself. */
  why?: WhyNoSpares | 'full';
}

export async function readSpares(db: Database | Transaction, id: LockId, now: Date): Promise<LockSpares> {
  const lock = await spareLock(db, id, addMinutes(now, WINDOW_MINUTES));
  if (!lock) throw new Refusal('not-found');
  const ready = (await sparesOn(db, [id], now)).filter(({ code, standsInFor }) => !standsInFor && isConfirmed(code)).length;
  const why = whyNoSpares(lock.info) ?? (sparesWanted(lock) < lock.spares ? 'full' : undefined);
  return { asked: lock.spares, ready, ...(why ? { why } : {}) };
}

/**
 * From now on a lock is to hold so many spare codes; the worker sees to it. By a manager of its venue. That it can have none now is no fault: it has them once it can.
 * Refuses `not-signed-in`, `not-found` and `invalid-request`.
 */
export async function setSpares(tx: Transaction, id: LockId, spares: number, actor: Actor): Promise<void> {
  const { person, role } = await mustManageLock(tx, id, actor);
  if (!Number.isInteger(spares) || spares < 0 || spares > MOST_SPARES) throw new Refusal('invalid-request');
  const { rows: [before] } = await tx.raw<{ rows: { spares: number }[] }>('SELECT spares FROM locks WHERE id = ?', [id]);
  if (before!.spares === spares) return;
  await tx.raw('UPDATE locks SET spares = ? WHERE id = ?', [spares, id]);
  await audit(tx, { actor: person, as: role, action: 'set-spares', subjectKind: 'lock', subjectId: id, details: { lock: id, from: before!.spares, to: spares } });
}
