import { capacityIn } from '../catalogue/hall.ts';
import { differences, type Difference, type HallField, type HallRecord } from '../catalogue/hall-record.ts';
import type { ManagedHallDetail } from '../catalogue/managed-hall.ts';
import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { localDate } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { comingBookings, logged, MOST_AFFECTED, type AffectedBooking } from './affected-bookings.ts';

export interface HallPreview {
  changes: Difference<HallField>[];
  /** Coming bookings with more persons than their layout would hold, or whose layout would be gone. */
  tooMany: AffectedBooking[];
  /** Coming bookings with somebody else so close that the longer setup or teardown no longer fits between them. They keep what they hold. */
  tooClose: AffectedBooking[];
  /** Coming bookings that get in otherwise than their booker was told. */
  otherAccess: AffectedBooking[];
  /** How many bookings are still to come: they stay when the hall can no longer be booked. */
  coming: number;
}

/** What other facts of a hall would change and whom it touches, before it is done. That somebody read whose bookings they are is logged. */
export async function previewHall(db: Database, hall: ManagedHallDetail, after: HallRecord, actor: Actor, now: Date): Promise<HallPreview> {
  const bookings = await comingBookings(db, [hall.id], now);
  const close = await tooCloseWith(db, hall, after, bookings);
  const preview = {
    changes: differences(hall.record, after),
    tooMany: bookings.filter(({ layout, attendance }) => attendance > capacityIn(after, layout) && attendance <= capacityIn(hall.record, layout)).slice(0, MOST_AFFECTED),
    tooClose: bookings.filter(({ id }) => close.has(id)).slice(0, MOST_AFFECTED),
    otherAccess: bookings.filter(({ period }) => accessOn(hall, after, localDate(period.start)) !== accessOn(hall, hall.record, localDate(period.start))).slice(0, MOST_AFFECTED),
    coming: bookings.length,
  };
  await logged(db, actor, [...new Map([...preview.tooMany, ...preview.tooClose, ...preview.otherAccess].map((booking) => [booking.id, booking])).values()]);
  return preview;
}

/** How one gets in on a day, by the rules of a record that start today or later and what counts now. */
const accessOn = (hall: ManagedHallDetail, { access }: HallRecord, day: string): string =>
  access.toSorted((a, b) => b.fromOn.localeCompare(a.fromOn)).find(({ fromOn }) => fromOn <= day)?.kind ?? hall.accessBefore;

async function tooCloseWith(db: Database, { spaceIds, record }: ManagedHallDetail, after: HallRecord, bookings: readonly AffectedBooking[]): Promise<Set<BookingId>> {
  if (after.setupMinutes <= record.setupMinutes && after.teardownMinutes <= record.teardownMinutes) return new Set();
  const { rows } = await db.raw<{ rows: { id: BookingId }[] }>(`
    SELECT b.id FROM bookings b WHERE b.id = ANY(:ids::uuid[]) AND EXISTS (
      SELECT FROM claims k WHERE k.space_id = ANY(:spaces::uuid[]) AND k.holder_id <> b.id AND k.holder_kind <> 'closure'
        AND (k.held_until IS NULL OR k.held_until > clock_timestamp())
        AND k.period && tstzrange(lower(b.period) - make_interval(mins => :setup), upper(b.period) + make_interval(mins => :teardown)))`,
    { ids: bookings.map(({ id }) => id), spaces: [...spaceIds], setup: after.setupMinutes, teardown: after.teardownMinutes });
  return new Set(rows.map(({ id }) => id));
}
