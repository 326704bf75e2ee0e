import type { BookingId, OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import { VENUE_READERS, type Actor } from '../kernel/actor.ts';
import { IN_SCOPE, venueScope } from '../catalogue/venue-scope.ts';
import type { Database } from '../platform/db.ts';
import { MOST_TOPICS } from './topic.ts';

interface VenueKeys {
  id: VenueId;
  organisationId: OrganisationId;
}

/** Only what decides who may look. */
interface BookingKeys {
  id: BookingId;
  personId: PersonId;
  organisationId?: OrganisationId;
  venue: VenueKeys;
}

interface BookingKeysRow {
  id: BookingId;
  person_id: PersonId;
  organisation_id: OrganisationId | null;
  venue_id: VenueId;
  venue_organisation_id: OrganisationId;
}

/** Whose these bookings are, and of which venue. */
export async function bookingKeys(db: Database, ids: readonly string[]): Promise<BookingKeys[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.raw<{ rows: BookingKeysRow[] }>(`
    SELECT b.id, b.person_id, b.organisation_id, v.id AS venue_id, v.organisation_id AS venue_organisation_id
    FROM bookings b JOIN halls h ON h.id = b.hall_id JOIN venues v ON v.id = h.venue_id WHERE b.id = ANY(?)`, [[...ids]]);
  return rows.map((row) => ({
    id: row.id, personId: row.person_id, ...(row.organisation_id ? { organisationId: row.organisation_id } : {}),
    venue: { id: row.venue_id, organisationId: row.venue_organisation_id },
  }));
}

export async function venueKeys(db: Database, ids: readonly string[]): Promise<VenueKeys[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.raw<{ rows: { id: VenueId; organisation_id: OrganisationId }[] }>('SELECT id, organisation_id FROM venues WHERE id = ANY(?)', [[...ids]]);
  return rows.map((row) => ({ id: row.id, organisationId: row.organisation_id }));
}

/** The venues whose changes somebody who works for them hears, as topics: a hundred at most, which is all that a page can follow. */
export async function venueTopics(db: Database, actor: Actor): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: VenueId }[] }>(`SELECT v.id FROM venues v WHERE ${IN_SCOPE} ORDER BY v.id LIMIT ${MOST_TOPICS}`, { ...venueScope(actor, VENUE_READERS) });
  return rows.map(({ id }) => `venue:${id}`);
}
