import { VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { HallId, OrganisationId, SpaceId, VenueId } from '../kernel/ids.ts';
import { LANGUAGES, type Language, type Translated } from '../kernel/text.ts';
import { localDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import type { AccessKind, HallType } from './hall.ts';
import { ACCESS_IN_FORCE } from './store.ts';
import { IN_SCOPE, venueScope } from './venue-scope.ts';

/** A hall as its manager finds it in a list. */
export interface ManagedHall {
  id: HallId;
  slug: string;
  name: Translated;
  type: HallType;
  bookable: boolean;
  capacity: number;
  access: AccessKind;
  spaceIds: readonly SpaceId[];
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated };
  /** What a visitor would miss. */
  gaps: readonly Gap[];
}

/** Something that is not filled in; a language where a text lacks one. */
export type Gap = { what: 'layouts' | 'features' | 'tariffs' | 'accessibility' | 'locks' } | { what: 'name' | 'description' | 'directions'; language: Language };

const MOST_HALLS = 500;

/** The halls that the actor manages, whether or not they can be booked, by venue and name; at most 500. */
export async function managedHalls(db: Database, actor: Actor, now: Date): Promise<ManagedHall[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(MANAGED_HALLS, { day: localDate(now), limit: MOST_HALLS, ...venueScope(actor, VENUE_MANAGERS) });
  return rows.map(({ description, directions, features, accessibility, tariffs, locks, ...hall }) => ({
    ...hall,
    gaps: [
      ...([['layouts', hall.capacity > 0], ['features', features > 0], ['tariffs', tariffs > 0], ['accessibility', accessibility > 0],
        ['locks', hall.access !== 'door-code' || locks > 0]] as const).flatMap(([what, there]) => (there ? [] : [{ what }])),
      ...lacking('name', hall.name), ...lacking('description', description), ...lacking('directions', directions),
    ],
  }));
}

const lacking = (what: 'name' | 'description' | 'directions', text: Translated): Gap[] =>
  LANGUAGES.filter((language) => !text[language]?.trim()).map((language) => ({ what, language }));

interface Row extends Omit<ManagedHall, 'gaps'> {
  description: Translated;
  directions: Translated;
  features: number;
  accessibility: number;
  tariffs: number;
  locks: number;
}

const MANAGED_HALLS = `
SELECT h.id, h.slug, h.name, h.type, h.bookable, h.description, v.directions,
  cardinality(h.features) AS features, cardinality(v.accessibility) AS accessibility,
  (SELECT count(*) FROM tariff_versions t WHERE t.regulation_id = h.regulation_id AND t.published_at IS NOT NULL AND jsonb_exists(t.rules -> 'halls', h.slug)) AS tariffs,
  (SELECT count(*) FROM hall_locks WHERE hall_id = h.id) AS locks,
  (SELECT coalesce(max(greatest(seated, standing)), 0) FROM layouts WHERE hall_id = h.id) AS capacity,
  ${ACCESS_IN_FORCE.replace('?::date', ':day::date')} AS access,
  ARRAY(SELECT space_id FROM hall_spaces WHERE hall_id = h.id ORDER BY space_id) AS "spaceIds",
  jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'slug', v.slug, 'name', v.name) AS venue
FROM halls h JOIN venues v ON v.id = h.venue_id
WHERE ${IN_SCOPE}
ORDER BY v.name ->> 'nl', v.id, h.name ->> 'nl', h.slug LIMIT :limit`;
