import { newId, type ExtraId, type HallId, type VenueId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { indexHalls } from './index-halls.ts';
import type { ExtraRecord, VenueRecord } from './venue-record.ts';

/**
 * Writes what is told of a venue and what can be ordered there, all at once; an extra that is not named stays as it is. What bookings have
 * ordered keeps its price. Every hall of the venue gets a new version. Answers those halls. Refuses `not-found` for a venue or an extra
 * that is not there, and `version-outdated` when somebody changed the venue since.
 */
export async function changeVenue(tx: Transaction, id: VenueId, record: VenueRecord, { expectedVersion, now }: { expectedVersion: number; now: Date }): Promise<HallId[]> {
  const found = await tx<{ id: string; version: number }>('venues').where({ id }).forNoKeyUpdate().first('version');
  if (!found) throw new Refusal('not-found');
  if (found.version !== expectedVersion) throw new Refusal('version-outdated', { facts: { version: found.version } });
  await tx('venues').where({ id }).update({
    name: JSON.stringify(record.name), description: record.description && JSON.stringify(record.description), directions: JSON.stringify(record.directions),
    email: record.email, phone: record.phone, accessibility: [...record.accessibility], door_before_minutes: record.doorBeforeMinutes,
    door_after_minutes: record.doorAfterMinutes, code_shown_hours: record.codeShownHours, version: expectedVersion + 1,
  });
  for (const extra of record.extras) await writeExtra(tx, id, extra, now);
  const halls = (await tx<{ id: HallId; version: number; venue_id: string }>('halls').where({ venue_id: id }).increment('version', 1).returning('id')).map((hall) => hall.id).toSorted();
  await indexHalls(tx, halls);
  return halls;
}

async function writeExtra(tx: Transaction, venueId: VenueId, extra: ExtraRecord, now: Date): Promise<void> {
  const columns = {
    name: JSON.stringify(extra.name), unit: extra.unit, unit_cents: extra.unitCents, vat_rate: extra.vatRate, stock: extra.stock, per_booking_max: extra.perBookingMax,
  };
  if (extra.id === undefined) await tx('extras').insert({ id: newId<'extra'>(now) satisfies ExtraId, venue_id: venueId, ...columns });
  else if ((await tx('extras').where({ id: extra.id, venue_id: venueId }).update(columns)) === 0) throw new Refusal('not-found');
}
