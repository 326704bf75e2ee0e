import { newId, type BookingId, type HallId, type PersonId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { Feedback, FeedbackCategory, PhotoLine } from './feedback.ts';
import type { Photo } from './photo.ts';

interface FeedbackRow {
  booking_id: BookingId;
  hall_id: HallId;
  stars: number;
  category: FeedbackCategory;
  text: string;
  given_by: PersonId;
  given_at: Date;
  changed_at: Date;
  handled_at: Date | null;
  handled_by: PersonId | null;
  note: string | null;
  version: number;
}

interface PhotoRow {
  id: string;
  booking_id: BookingId;
  position: number;
  kind: Photo['kind'];
  width: number;
  height: number;
  content: Buffer;
}

/** What is said of a booking, with its photos but not their contents; `undefined` when nothing is. */
export async function findFeedback(db: Database | Transaction, bookingId: BookingId): Promise<Feedback | undefined> {
  const row = await db<FeedbackRow>('feedback').where({ booking_id: bookingId }).first();
  if (!row) return undefined;
  return { ...toFeedback(row), photos: await db<PhotoRow>('feedback_photos').where({ booking_id: bookingId }).orderBy('position').select('id', 'width', 'height') };
}

/** The same, locked until the transaction ends. */
export async function lockFeedback(tx: Transaction, bookingId: BookingId): Promise<Feedback | undefined> {
  await tx<FeedbackRow>('feedback').where({ booking_id: bookingId }).forUpdate().first('booking_id');
  return findFeedback(tx, bookingId);
}

const toFeedback = (row: FeedbackRow): Omit<Feedback, 'photos'> => ({
  bookingId: row.booking_id, stars: row.stars, category: row.category, text: row.text, givenBy: row.given_by, givenAt: row.given_at,
  changedAt: row.changed_at, version: row.version, ...(row.handled_at ? { handledAt: row.handled_at } : {}), ...(row.note === null ? {} : { note: row.note }),
});

export type Said = Pick<Feedback, 'stars' | 'category' | 'text'>;

/** Writes what is said for the first time. `already`: somebody else of the same organisation was first. */
export async function insertFeedback(tx: Transaction, booking: { id: BookingId; hallId: HallId }, said: Said, by: PersonId, now: Date): Promise<'written' | 'already'> {
  const inserted = await tx('feedback')
    .insert({ booking_id: booking.id, hall_id: booking.hallId, ...said, given_by: by, given_at: now, changed_at: now })
    .onConflict('booking_id').ignore().returning('booking_id');
  return inserted.length > 0 ? 'written' : 'already';
}

/** Writes it anew: it waits for a manager again. */
export async function updateFeedback(tx: Transaction, bookingId: BookingId, said: Said, now: Date): Promise<void> {
  await tx<FeedbackRow>('feedback').where({ booking_id: bookingId }).update({ ...said, changed_at: now, handled_at: null, handled_by: null, version: tx.raw('version + 1') });
}

export async function saveHandling(tx: Transaction, bookingId: BookingId, { note, by, at }: { note: string | undefined; by: PersonId; at: Date }): Promise<void> {
  await tx<FeedbackRow>('feedback').where({ booking_id: bookingId }).update({ handled_at: at, handled_by: by, note: note ?? null, version: tx.raw('version + 1') });
}

/** Takes photos away and puts others in the places that are free. */
export async function changePhotos(tx: Transaction, bookingId: BookingId, change: { removed: readonly string[]; added: readonly Photo[] }): Promise<void> {
  if (change.removed.length > 0) await tx<PhotoRow>('feedback_photos').where({ booking_id: bookingId }).whereIn('id', [...change.removed]).delete();
  const taken = new Set((await tx<PhotoRow>('feedback_photos').where({ booking_id: bookingId }).select('position')).map(({ position }) => position));
  for (const photo of change.added) {
    let position = 1;
    while (taken.has(position)) position += 1;
    taken.add(position);
    await tx('feedback_photos').insert({ id: newId<'photo'>(), booking_id: bookingId, position, ...photo });
  }
}

export async function findPhoto(db: Database, bookingId: BookingId, id: string): Promise<(Pick<Photo, 'kind' | 'content'> & PhotoLine) | undefined> {
  return db<PhotoRow>('feedback_photos').where({ booking_id: bookingId, id }).first('id', 'kind', 'content', 'width', 'height');
}

/**
 * Notes that we ask the bookers of what has ended how it was, at most `limit` of them, and answers which bookings: used, long enough ago
 * to have slept, not so long that it is strange, nothing said of yet, and never asked before.
 */
export async function markAsked(tx: Transaction, ended: { after: Date; before: Date }, now: Date, limit: number): Promise<BookingId[]> {
  const { rows } = await tx.raw<{ rows: { booking_id: BookingId }[] }>(`
    INSERT INTO feedback_asked (booking_id, asked_at)
    SELECT b.id, :now FROM bookings b
     WHERE b.status = 'confirmed' AND upper(b.period) > :after AND upper(b.period) <= :before
       AND NOT EXISTS (SELECT FROM feedback f WHERE f.booking_id = b.id) AND NOT EXISTS (SELECT FROM feedback_asked a WHERE a.booking_id = b.id)
     ORDER BY upper(b.period), b.id LIMIT :limit
    ON CONFLICT DO NOTHING RETURNING booking_id`, { ...ended, now, limit });
  return rows.map((row) => row.booking_id);
}
