import { isId, type HallId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Schedule } from './hall.ts';

/** Opening hours as a manager sees them: with the halls that keep them and the version that a change must name. */
export interface ManagedSchedule {
  schedule: Schedule;
  name: string;
  version: number;
  hall: { id: HallId; slug: string; name: Translated };
  venue: { id: VenueId; organisationId: OrganisationId; slug: string; name: Translated };
  /** Every hall with these hours, this one included, by name. */
  halls: { id: HallId; slug: string; name: Translated }[];
}

/** The opening hours of a hall, by its id or slug, with the exceptions from the day `today` on; `undefined` when there is no such hall. */
export async function scheduleOfHall(db: Database | Transaction, idOrSlug: string, today: string): Promise<ManagedSchedule | undefined> {
  const { rows } = await db.raw<{ rows: ManagedSchedule[] }>(`
    SELECT s.name, s.version,
      jsonb_build_object('id', h.id, 'slug', h.slug, 'name', h.name) AS hall,
      jsonb_build_object('id', v.id, 'organisationId', v.organisation_id, 'slug', v.slug, 'name', v.name) AS venue,
      (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name) ORDER BY o.name ->> 'nl', o.slug)
        FROM halls o WHERE o.schedule_id = s.id) AS halls,
      jsonb_build_object('id', s.id, 'openOnHolidays', s.open_on_holidays,
        'weekly', (SELECT coalesce(jsonb_agg(jsonb_build_object('weekday', weekday, 'opens', opens, 'closes', closes) ORDER BY weekday, opens), '[]')
          FROM opening_hours WHERE schedule_id = s.id),
        'exceptions', (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('day', day, 'opens', opens, 'closes', closes, 'reason', reason)) ORDER BY day), '[]')
          FROM opening_exceptions WHERE schedule_id = s.id AND day >= :today::date)) AS schedule
    FROM halls h JOIN venues v ON v.id = h.venue_id JOIN schedules s ON s.id = h.schedule_id
    WHERE ${isId(idOrSlug) ? 'h.id' : 'h.slug'} = :idOrSlug`, { idOrSlug, today });
  return rows[0];
}
