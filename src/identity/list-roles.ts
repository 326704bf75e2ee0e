import type { Actor, SignedIn, StaffRole } from '../kernel/actor.ts';
import { isId, type OrganisationId, type PersonId, type VenueId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import { addDays, localDate } from '../kernel/time.ts';
import type { Transaction } from '../platform/db.ts';
import { administratorRole } from './administer.ts';
import { auditRead } from './audit.ts';
import type { RoleHeld, StaffRoleId } from './role.ts';

/** The last role of the page before. */
export interface RolePosition {
  name: string;
  id: string;
}

export const isRolePosition = (value: unknown): value is RolePosition =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && 'id' in value && typeof value.id === 'string' && isId(value.id);

export interface RolePage {
  items: RoleHeld[];
  next?: RolePosition;
}

/**
 * Who has which role in all that an administrator administers, by family name; one page of at most `limit`. That somebody read it is logged.
 * Refuses `not-signed-in` and `not-allowed`.
 */
export async function listRoles(tx: Transaction, ask: { limit: number; after?: RolePosition }, actor: Actor): Promise<RolePage> {
  const administrator = mustBeAdministrator(actor);
  const rows = await page(tx, administrator, '', ask);
  const items = rows.slice(0, ask.limit);
  await auditRead(tx, {
    actor: administrator, as: await administratorRole(tx, administrator), action: 'read-roles', subjectKind: 'staff-role',
    persons: items.map(({ person_id: id }) => id),
  });
  const last = items.at(-1);
  return { items: items.map(toRole), ...(rows.length > ask.limit && last ? { next: { name: last.sort_name, id: last.id } } : {}) };
}

/** One role as it was given, for whoever administers where it counts. Refuses `not-found`. */
export async function roleHeld(tx: Transaction, id: StaffRoleId, actor: Actor): Promise<RoleHeld> {
  const [row] = await page(tx, mustBeAdministrator(actor), 'AND r.id = :id', { limit: 1 }, { id });
  if (!row) throw new Refusal('not-found');
  return toRole(row);
}

/** Refuses `not-signed-in`, and `not-allowed` to whoever administers nothing. */
export function mustBeAdministrator(actor: Actor): SignedIn {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  if (!actor.roles.some(({ role }) => role === 'administrator')) throw new Refusal('not-allowed');
  return actor;
}

interface Row {
  id: StaffRoleId; person_id: PersonId; name: string; sort_name: string; email: string | null; role: StaffRole; organisation: RoleHeld['organisation'];
  venue: { id: VenueId; name: Translated } | null; source: RoleHeld['source']; since: Date; given_by: string | null; ends_at: Date | null;
}

async function page(tx: Transaction, { personId }: SignedIn, which: string, { limit, after }: { limit: number; after?: RolePosition }, more: object = {}): Promise<Row[]> {
  const position = after ? 'AND (p.family_name || p.given_name, r.id) > (:name, CAST(:after AS uuid))' : '';
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `${ROLES} ${which} ${position} ORDER BY sort_name, r.id LIMIT :limit`,
    { administrator: personId, limit: limit + 1, ...more, ...(after ? { name: after.name, after: after.id } : {}) });
  return rows;
}

const ROLES = `
SELECT r.id, r.person_id, trim(p.given_name || ' ' || p.family_name) AS name, p.family_name || p.given_name AS sort_name, p.email, r.role,
  jsonb_build_object('id', o.id, 'name', o.name) AS organisation,
  CASE WHEN v.id IS NOT NULL THEN jsonb_build_object('id', v.id, 'name', v.name) END AS venue,
  r.source, r.since, trim(g.given_name || ' ' || g.family_name) AS given_by, r.ends_at
FROM staff_roles r JOIN persons p ON p.id = r.person_id JOIN organisations o ON o.id = r.organisation_id
LEFT JOIN venues v ON v.id = r.venue_id LEFT JOIN persons g ON g.id = r.given_by
WHERE (r.ends_at IS NULL OR r.ends_at > clock_timestamp()) AND EXISTS (SELECT FROM roles_in_force own
  WHERE own.person_id = :administrator AND own.role = 'administrator' AND own.organisation_id = r.organisation_id
    AND (own.venue_id IS NULL OR own.venue_id = r.venue_id))`;

const toRole = (row: Row): RoleHeld => ({
  id: row.id, personId: row.person_id, name: row.name, role: row.role, organisation: row.organisation, source: row.source, since: row.since,
  ...(row.email === null ? {} : { email: row.email }), ...(row.venue ? { venue: row.venue } : {}), ...(row.given_by === null ? {} : { givenBy: row.given_by }),
  ...(row.ends_at === null ? {} : { lastDay: addDays(localDate(row.ends_at), -1) }),
});

/** Where an administrator may give a role: each organisation, and each of its venues. */
export interface RolePlace {
  organisationId: OrganisationId;
  organisation: string;
  /** False for somebody who administers only some of its venues. */
  whole: boolean;
  /** The city itself, where agents are appointed. */
  city: boolean;
  venues: { id: VenueId; name: Translated }[];
}

const MOST_PLACES = 200;

/** Every place where the actor may give a role, the whole before its parts. Refuses as `listRoles` does. */
export async function rolePlaces(tx: Transaction, actor: Actor): Promise<RolePlace[]> {
  const { personId } = mustBeAdministrator(actor);
  const { rows } = await tx.raw<{ rows: RolePlace[] }>(`
    SELECT o.id AS "organisationId", o.name AS organisation, bool_or(own.venue_id IS NULL) AS whole, o.part_of IS NULL AND o.kind = 'directorate' AS city,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) ORDER BY v.name ->> 'nl', v.id) FROM venues v
        WHERE v.organisation_id = o.id AND (bool_or(own.venue_id IS NULL) OR v.id = ANY(array_agg(own.venue_id)))), '[]') AS venues
    FROM roles_in_force own JOIN organisations o ON o.id = own.organisation_id
    WHERE own.person_id = ? AND own.role = 'administrator'
    GROUP BY o.id ORDER BY o.part_of IS NOT NULL, fold(o.name), o.id LIMIT ${MOST_PLACES}`, [personId]);
  return rows;
}
