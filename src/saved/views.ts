import type { BookerKind } from '../kernel/actor.ts';
import type { HallId, PersonId } from '../kernel/ids.ts';
import type { Database } from '../platform/db.ts';
import { nextFree } from '../search/next-free.ts';
import { MOST_SAVED, type SavedHall } from './saved-hall.ts';

interface Row {
  id: HallId;
  slug: string;
  savedAt: Date;
}

const savedBy = async (db: Database, personId: PersonId): Promise<Row[]> => (await db.raw<{ rows: Row[] }>(
  `SELECT h.id, h.slug, s.saved_at AS "savedAt" FROM saved_halls s JOIN halls h ON h.id = s.hall_id
   WHERE s.person_id = ? ORDER BY s.saved_at DESC, h.id LIMIT ${MOST_SAVED}`, [personId])).rows;

/** The slugs of the halls that somebody saved, newest first: enough to mark them in a list. */
export const savedSlugs = async (db: Database, personId: PersonId): Promise<string[]> => (await savedBy(db, personId)).map(({ slug }) => slug);

/** The halls that somebody saved, newest first, each with the first moment at which it can be had and what that costs this kind of booker. */
export async function savedHalls(db: Database, personId: PersonId, bookerKind: BookerKind, now: Date): Promise<SavedHall[]> {
  const rows = await savedBy(db, personId);
  const savedAt = new Map(rows.map((row) => [row.id, row.savedAt]));
  return (await nextFree(db, rows.map(({ id }) => id), { bookerKind }, now)).map((hit) => ({ ...hit, savedAt: savedAt.get(hit.hall.id)! }));
}
