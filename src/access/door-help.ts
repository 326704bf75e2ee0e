import type { Actor } from '../kernel/actor.ts';
import type { BookingId, LockId } from '../kernel/ids.ts';
import { includes, type Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { mustHelpAtDoor, mustManageLock, type Helper } from './door-staff.ts';
import { errandOutcome, type ErrandOutcome } from './errand.ts';
import { ERRAND, locksOfBooking, toErrand, type ErrandRow } from './errand-store.ts';

/** What staff did at a door, when, why, and what came of it. */
export interface DoorAct {
  at: Date;
  action: 'unlock-door' | 'reissue-code' | 'repair-door';
  by: string;
  reason: string;
  lock?: Translated;
  /** Of a door that was to open from afar. */
  outcome?: ErrandOutcome;
}

/** A door that can be opened from afar, or why it cannot now. */
export interface HelpLock {
  id: LockId;
  name: Translated;
  unlock: 'possible' | 'not-openable' | 'not-reachable';
}

/** What staff can do at a door, and what was done before. */
export interface DoorHelp {
  as: Helper['as'];
  locks: HelpLock[];
  /** An agent opens the door only while the window of the booking is open. */
  isOpenNow: boolean;
  acts: DoorAct[];
}

/** For the door of a booking. Refuses `not-signed-in`, and `not-found` to whoever does not help at doors. */
export async function readDoorHelp(tx: Transaction, bookingId: BookingId, windows: readonly Period[], actor: Actor, now: Date): Promise<DoorHelp> {
  const { as } = await mustHelpAtDoor(tx, bookingId, actor, now);
  const locks = await helpLocks(tx, await locksOfBooking(tx, bookingId));
  return { as, locks, isOpenNow: windows.some((window) => includes(window, now)), acts: await actsAt(tx, { kind: 'booking', id: bookingId }, now) };
}

/** The same at a lock, for managers of its venue, with what was done there for bookings. */
export async function readLockHelp(tx: Transaction, lockId: LockId, actor: Actor, now: Date): Promise<DoorHelp> {
  await mustManageLock(tx, lockId, actor);
  return { as: 'manager', locks: await helpLocks(tx, [lockId]), isOpenNow: true, acts: await actsAt(tx, { kind: 'lock', id: lockId }, now) };
}

interface LockStateRow {
  id: LockId; name: Translated; gateway_status: string; knows: boolean;
}

async function helpLocks(db: Database | Transaction, lockIds: readonly LockId[]): Promise<HelpLock[]> {
  const { rows } = await db.raw<{ rows: LockStateRow[] }>(
    "SELECT id, name, gateway_status, info -> 'capabilities' IS NOT NULL AS knows FROM locks WHERE id = ANY(?::uuid[]) ORDER BY name ->> 'nl', id", [[...lockIds]]);
  return rows.map(({ id, name, gateway_status: status, knows }) =>
    ({ id, name, unlock: !knows ? 'not-openable' : status === 'offline' ? 'not-reachable' : 'possible' }));
}

type ActRow = Pick<DoorAct, 'action' | 'by'> & { at: Date; reason: string | null; lock: Translated | null; errand: ErrandRow | null };

const MOST = 20;

async function actsAt(db: Database | Transaction, subject: { kind: 'booking' | 'lock'; id: string }, now: Date): Promise<DoorAct[]> {
  const { rows } = await db.raw<{ rows: ActRow[] }>(
    `SELECT a.at, a.action, a.reason, coalesce(trim(p.given_name || ' ' || p.family_name), '') AS by, l.name AS lock, CASE WHEN e.id IS NULL THEN NULL ELSE to_jsonb(e) END AS errand
     FROM audit a LEFT JOIN persons p ON p.id = a.person_id LEFT JOIN locks l ON l.id::text = a.details ->> 'lock'
     LEFT JOIN LATERAL (SELECT ${ERRAND} FROM errands e WHERE e.id::text = a.details ->> 'errand') AS e ON true
     WHERE a.action IN ('unlock-door', 'reissue-code', 'repair-door')
       AND ((a.subject_kind = :kind AND a.subject_id = :id) OR (:kind = 'lock' AND a.subject_kind = 'booking' AND a.details ->> 'lock' = CAST(:id AS text)
         AND a.subject_id IN (SELECT booking_id FROM errands WHERE lock_id = CAST(:id AS uuid)))) ORDER BY a.at DESC LIMIT ${MOST}`, { kind: subject.kind, id: subject.id });
  return rows.map(({ at, action, by, reason, lock, errand }) => ({
    at, action, by, reason: reason ?? '', ...(lock ? { lock } : {}), ...(errand ? { outcome: errandOutcome(toErrand(revived(errand)), now) } : {}),
  }));
}

/** JSON has no instants. */
const revived = (row: ErrandRow): ErrandRow =>
  ({ ...row, asked_at: new Date(row.asked_at), expires_at: new Date(row.expires_at), sent_at: row.sent_at && new Date(row.sent_at) });
