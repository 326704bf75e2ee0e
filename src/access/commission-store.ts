import type { Info, Reported } from '../../lock-gateway/protocol.ts';
import type { BookingId, GrantId, HallId, LockId, OrganisationId, PersonId, SpaceId, VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { LOCK_CODE, toLockCode, type LockCodeRow } from './code-store.ts';
import type { LockCode } from './lock-code.ts';
import type { SealedCode } from './seal-code.ts';

/** The SQL of locks that are not in service yet. */

export interface NewLock {
  id: LockId;
  venueId: VenueId;
  name: Translated;
  gateway: string;
  lockName: string;
  info: Partial<Info>;
  reported: Partial<Reported>;
}

/** What a report says, within what a column holds; null when it says nothing of it. */
const reportedNumber = (name: 'battery' | 'skewSeconds', most: number): string =>
  `(SELECT greatest(-${most}, least(${most}, round(CAST(said AS numeric)))) FROM (SELECT CAST(:reported AS jsonb) ->> '${name}' AS said) AS report WHERE said IS NOT NULL)`;

/** False when there is a lock of that name by now. */
export async function insertLock(tx: Transaction, { id, venueId, name, gateway, lockName, info, reported }: NewLock): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: object[] }>(
    `INSERT INTO locks (id, venue_id, name, gateway, lock_name, info, reported, reported_at, battery_percent, clock_skew_seconds, lock_status, gateway_status, state)
     VALUES (:id, :venueId, :name, :gateway, :lockName, :info, :reported, CAST(CAST(:reported AS jsonb) ->> 'at' AS timestamptz), ${reportedNumber('battery', 100)},
       ${reportedNumber('skewSeconds', 2_147_483_647)}, CASE CAST(:reported AS jsonb) ->> 'online' WHEN 'true' THEN 'online' WHEN 'false' THEN 'offline' ELSE 'unknown' END,
       coalesce((SELECT max(gateway_status) FROM locks WHERE gateway = :gateway), 'unknown'), 'commissioning')
     ON CONFLICT (gateway, lock_name) DO NOTHING RETURNING id`,
    { id, venueId, name: JSON.stringify(name), gateway, lockName, info: JSON.stringify(info), reported: JSON.stringify(reported) });
  return rows.length > 0;
}

export interface ChosenHall {
  id: HallId;
  name: Translated;
  spaceIds: SpaceId[];
  venue: { id: VenueId; organisationId: OrganisationId; name: Translated };
}

export async function chosenHalls(db: Database | Transaction, hallIds: readonly HallId[]): Promise<ChosenHall[]> {
  const { rows } = await db.raw<{ rows: ChosenHall[] }>(
    `SELECT h.id, h.name, ARRAY(SELECT space_id FROM hall_spaces WHERE hall_id = h.id) AS "spaceIds", jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'name', v.name) AS venue
     FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.id = ANY(?::uuid[]) ORDER BY h.name ->> 'nl', h.id`, [[...hallIds]]);
  return rows;
}

export interface CommissioningRow {
  id: LockId;
  name: Translated;
  gateway: string;
  lock_name: string;
  state: 'commissioning' | 'in-service';
  gateway_status: 'unknown' | 'online' | 'offline';
  lock_status: 'unknown' | 'online' | 'offline';
  info: Partial<Info>;
  battery_percent: number | null;
  clock_skew_seconds: number | null;
  hall_ids: HallId[];
  grant_id: GrantId | null;
  tested_by: PersonId | null;
}

const COMMISSIONINGS = `SELECT l.id, l.name, l.gateway, l.lock_name, l.state, l.gateway_status, l.lock_status, l.info, l.battery_percent, l.clock_skew_seconds, m.hall_ids, m.grant_id, m.tested_by
  FROM commissionings m JOIN locks l ON l.id = m.lock_id`;

export async function commissioningById(db: Database | Transaction, id: LockId): Promise<CommissioningRow | undefined> {
  const { rows: [row] } = await db.raw<{ rows: CommissioningRow[] }>(`${COMMISSIONINGS} WHERE l.id = ?`, [id]);
  return row;
}

/** The locks of these venues that nobody has finished commissioning; at most 100. */
export async function unfinished(db: Database, venueIds: readonly VenueId[]): Promise<CommissioningRow[]> {
  const { rows } = await db.raw<{ rows: CommissioningRow[] }>(
    `${COMMISSIONINGS} WHERE l.venue_id = ANY(?::uuid[]) AND l.state = 'commissioning' ORDER BY l.name ->> 'nl', l.id LIMIT 100`, [[...venueIds]]);
  return rows;
}

export interface Trial {
  code: LockCode;
  sealed?: SealedCode;
  /** When the lock said that somebody opened with it. */
  openedAt?: Date;
}

/** A test code as it stands on its lock. */
export async function trialOf(db: Database | Transaction, grantId: GrantId): Promise<Trial | undefined> {
  const { rows: [row] } = await db.raw<{ rows: (LockCodeRow & { code_sealed: Buffer | null; code_key: string; opened_at: Date | null })[] }>(
    `SELECT ${LOCK_CODE}, g.code_sealed, g.code_key, (SELECT min(at) FROM door_events e WHERE e.lock_id = c.lock_id AND e.ref = c.ref AND e.kind = 'entry') AS opened_at
     FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE c.grant_id = ?`, [grantId]);
  return row && {
    code: toLockCode(row), ...(row.code_sealed ? { sealed: { bytes: row.code_sealed, keyId: row.code_key } } : {}), ...(row.opened_at ? { openedAt: row.opened_at } : {}),
  };
}

/** Test codes that opened their lock, and are still to be there. */
export async function trialsOpened(tx: Transaction, refs: readonly string[]): Promise<GrantId[]> {
  const { rows } = await tx.raw<{ rows: { id: GrantId }[] }>(
    `SELECT g.id FROM lock_codes c JOIN grants g ON g.id = c.grant_id JOIN commissionings m ON m.grant_id = g.id
     WHERE c.ref = ANY(?::text[]) AND g.revoked_at IS NULL ORDER BY g.id`, [[...refs]]);
  return rows.map(({ id }) => id);
}

/** The confirmed bookings of these halls that are still to come. */
export async function comingBookings(tx: Transaction, hallIds: readonly HallId[], now: Date): Promise<BookingId[]> {
  const { rows } = await tx.raw<{ rows: { id: BookingId }[] }>(
    `SELECT id FROM bookings WHERE hall_id = ANY(?::uuid[]) AND status = 'confirmed' AND upper(period) > ? ORDER BY id`, [[...hallIds], now]);
  return rows.map(({ id }) => id);
}
