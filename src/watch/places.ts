import type { Actor, StaffRole } from '../kernel/actor.ts';
import type { OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import { venueScope } from '../catalogue/venue-scope.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { RotaPlace } from './rota.ts';

/** Where the actor holds one of these roles: each organisation, and each of its venues. */
export interface WatchPlace {
  organisationId: OrganisationId;
  organisation: string;
  /** False for somebody whose role counts at some of its venues only. */
  whole: boolean;
  venues: { id: VenueId; name: Translated }[];
}

const MOST_PLACES = 200;

export async function watchPlaces(db: Database | Transaction, actor: Actor, roles: readonly StaffRole[]): Promise<WatchPlace[]> {
  const { rows } = await db.raw<{ rows: WatchPlace[] }>(
    `SELECT o.id AS "organisationId", o.name AS organisation, bool_or(own.venue_id IS NULL) AS whole,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) ORDER BY v.name ->> 'nl', v.id) FROM venues v
         WHERE v.organisation_id = o.id AND (bool_or(own.venue_id IS NULL) OR v.id = ANY(array_agg(own.venue_id)))), '[]') AS venues
     FROM unnest(CAST(:organisations AS uuid[]), CAST(:venues AS uuid[])) AS own (organisation_id, venue_id) JOIN organisations o ON o.id = own.organisation_id
     GROUP BY o.id ORDER BY o.part_of IS NULL, fold(o.name), o.id LIMIT ${MOST_PLACES}`, { ...venueScope(actor, roles) });
  return rows;
}

/** True when it is one of these places. */
export const isAmong = (places: readonly WatchPlace[], { organisationId, venueId }: RotaPlace): boolean =>
  places.some((one) => one.organisationId === organisationId && (venueId === undefined ? one.whole : one.venues.some(({ id }) => id === venueId)));

export interface Colleague {
  id: PersonId;
  name: string;
}

/** Who has a role right at this place, and so can be chosen for the watch there: a hundred at most. Those of the whole city are chosen in its own rota. */
export async function colleaguesAt(db: Database | Transaction, { organisationId, venueId }: RotaPlace): Promise<Colleague[]> {
  const { rows } = await db.raw<{ rows: Colleague[] }>(
    `SELECT DISTINCT p.id, trim(p.given_name || ' ' || p.family_name) AS name FROM staff_roles f JOIN persons p ON p.id = f.person_id
     WHERE f.organisation_id = :organisationId AND f.role <> 'agent' AND (f.ends_at IS NULL OR f.ends_at > clock_timestamp()) AND (f.venue_id IS NULL OR CAST(:venueId AS uuid) IS NULL OR f.venue_id = :venueId) ORDER BY name, id LIMIT 100`,
    { organisationId, venueId: venueId ?? null });
  return rows;
}
