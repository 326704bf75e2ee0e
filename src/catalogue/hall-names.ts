import type { HallId, VenueId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database } from '../platform/db.ts';

/** A hall to choose by its name. */
export interface HallName {
  id: HallId;
  slug: string;
  name: Translated;
  venue: { id: VenueId; name: Translated };
}

const MOST_HALLS = 500;

/** Every hall that can be booked, by venue and name; at most 500. */
export async function hallNames(db: Database): Promise<HallName[]> {
  const { rows } = await db.raw<{ rows: HallName[] }>(
    `SELECT h.id, h.slug, h.name, jsonb_build_object('id', v.id, 'name', v.name) AS venue FROM halls h JOIN venues v ON v.id = h.venue_id
     WHERE h.bookable ORDER BY v.name ->> 'nl', v.id, h.name ->> 'nl', h.slug LIMIT ?`, [MOST_HALLS]);
  return rows;
}
