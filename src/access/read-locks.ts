import { hasOneOfAt, roleAt, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import type { LockId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { venueScope } from '../catalogue/venue-scope.ts';
import { auditLook } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { codesAhead, type CodeAhead } from './lock-codes-ahead.ts';
import { listLocks, LOCKS, summariesOf, type LockAsk, type LockPage, type LockRow, type LockSummary } from './lock-list.ts';
import { readSpares, type LockSpares } from './lock-spares.ts';
import { lockTimeline, type MomentPage, type MomentPosition } from './lock-timeline.ts';

/** The locks at the venues where the actor works. Nothing of persons is in it. */
export const readLocks = (db: Database, actor: Actor, ask: LockAsk, now: Date): Promise<LockPage> => listLocks(db, venueScope(actor, VENUE_READERS), ask, now);

export interface LockDetail extends LockSummary {
  halls: { slug: string; name: Translated }[];
  /** Of today and the six days after it. */
  coming: CodeAhead[];
  spares: LockSpares;
}

/** One lock with the halls it opens and its codes, by whoever works at its venue. Refuses `not-found`. */
export async function readLock(db: Database, id: LockId, actor: Actor, now: Date): Promise<LockDetail> {
  const lock = await summaryFor(db, id, actor, now);
  const [{ rows: halls }, coming, spares] = await Promise.all([
    db.raw<{ rows: LockDetail['halls'] }>("SELECT h.slug, h.name FROM hall_locks hl JOIN halls h ON h.id = hl.hall_id WHERE hl.lock_id = ? ORDER BY h.name ->> 'nl', h.id", [id]),
    codesAhead(db, id, now),
    readSpares(db, id, now),
  ]);
  return { ...lock, halls, coming, spares };
}

/** What happened at a lock. Who came when is theirs: that somebody of the staff read it is logged. Refuses `not-found`. */
export async function readLockTimeline(db: Database, id: LockId, actor: Actor, period: Period, ask: { limit: number; after?: MomentPosition }): Promise<MomentPage> {
  const venue = await venueOf(db, id, actor);
  const page = await lockTimeline(db, id, period, ask);
  const persons = [...new Set(page.items.flatMap(({ booking }) => (booking ? [booking.personId] : [])))];
  if (persons.length > 0) {
    await transact(db, (tx) => auditLook(tx, { actor, as: roleAt(actor, VENUE_READERS, venue), action: 'read-lock', subjectKind: 'lock', subjectId: id, persons }));
  }
  return page;
}

async function rowFor(db: Database, id: LockId, actor: Actor): Promise<LockRow> {
  const { rows: [row] } = await db.raw<{ rows: LockRow[] }>(`${LOCKS} WHERE l.id = ?`, [id]);
  if (!row || !hasOneOfAt(actor, VENUE_READERS, row.venue)) throw new Refusal('not-found');
  return row;
}

const summaryFor = async (db: Database, id: LockId, actor: Actor, now: Date): Promise<LockSummary> => (await summariesOf(db, [await rowFor(db, id, actor)], now))[0]!;
const venueOf = async (db: Database, id: LockId, actor: Actor): Promise<LockSummary['venue']> => (await rowFor(db, id, actor)).venue;
