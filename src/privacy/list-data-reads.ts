import type { Actor, Channel, StaffRole } from '../kernel/actor.ts';
import type { Database } from '../platform/db.ts';
import { mustBeSomebody } from './my-data.ts';

/** That somebody of the staff read a person's data or changed their rights: when, in which function, what and why. Not their name. */
export interface DataRead {
  id: number;
  at: Date;
  /** As `audit` names it: `read`, `find-persons`, `give-role` … */
  action: string;
  role?: StaffRole;
  organisation?: string;
  channel: Channel;
  /** The code of the booking that was read, where it was one. */
  booking?: string;
  reason?: string;
}

export interface DataReadPosition {
  before: number;
}

export const isDataReadPosition = (value: unknown): value is DataReadPosition =>
  typeof value === 'object' && value !== null && 'before' in value && Number.isSafeInteger(value.before);

export interface DataReadPage {
  items: DataRead[];
  next?: DataReadPosition;
}

/** Who of the staff looked at the data of the person who asks, the latest first; what they did themselves is not among it. Refuses `not-signed-in`. */
export async function listMyDataReads(db: Database, actor: Actor, { limit, after }: { limit: number; after?: DataReadPosition }): Promise<DataReadPage> {
  const { personId } = mustBeSomebody(actor);
  const { rows } = await db.raw<{ rows: Row[] }>(`${READS} ${after ? 'AND a.id < :before' : ''} ORDER BY a.id DESC LIMIT :limit`,
    { person: personId, limit: limit + 1, ...(after ? { before: after.before } : {}) });
  const items = rows.slice(0, limit).map(toRead);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, next: { before: last.id } } : { items };
}

interface Row {
  id: number; at: Date; action: string; role: StaffRole | null; organisation: string | null; channel: Channel; booking: string | null; reason: string | null;
}

/**
 * The entries of this person are gathered first, through the index that knows them: read from the newest on, a person whose last entry is old
 * would have all entries of everybody looked at. An agent works for the whole city, wherever among its parts their role was found first.
 */
const READS = `
WITH mine AS MATERIALIZED (
  SELECT id, at, action, acting_role, acting_organisation_id, channel, reason, subject_kind, subject_id, person_id FROM audit
  WHERE person_ids && (ARRAY[CAST(:person AS uuid)] || ARRAY(SELECT id FROM persons WHERE merged_into = :person))
)
SELECT a.id, a.at, a.action, a.acting_role AS role, CASE WHEN a.acting_role = 'agent' THEN coalesce(whole.name, o.name) ELSE o.name END AS organisation,
  a.channel, b.code AS booking, a.reason
FROM mine a LEFT JOIN organisations o ON o.id = a.acting_organisation_id LEFT JOIN organisations whole ON whole.id = o.part_of
LEFT JOIN bookings b ON b.id = a.subject_id AND a.subject_kind = 'booking' AND b.person_id = :person
WHERE a.person_id IS DISTINCT FROM :person`;

const toRead = ({ id, at, action, role, organisation, channel, booking, reason }: Row): DataRead => ({
  id, at, action, channel, ...(role ? { role } : {}), ...(organisation ? { organisation } : {}), ...(booking ? { booking } : {}), ...(reason ? { reason } : {}),
});
