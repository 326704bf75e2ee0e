import { changeVenue } from '../catalogue/change-venue.ts';
import { differences } from '../catalogue/hall-record.ts';
import { managedVenue, MOST_EXTRAS, VAT_RATES, VENUE_BOUNDS, type ExtraRecord, type ManagedVenue, type VenueRecord } from '../catalogue/venue-record.ts';
import { ACCESSIBILITY_NAMES } from '../catalogue/vocabulary.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { hasOneOfAt, roleAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import { announce, type Database, type Transaction } from '../platform/db.ts';

/** A venue that the actor manages. Refuses `not-found` and `not-allowed`. */
export async function venueToManage(db: Database | Transaction, idOrSlug: string, actor: Actor): Promise<ManagedVenue> {
  const found = await managedVenue(db, idOrSlug);
  if (!found) throw new Refusal('not-found');
  if (!hasOneOfAt(actor, VENUE_MANAGERS, found)) throw new Refusal('not-allowed');
  return found;
}

/**
 * Changes what is told of a venue and what can be ordered there; what `change` does not name stays. Door codes that exist keep their
 * hours. Announces `halls-changed`. Refuses `not-found`, `not-allowed`, `version-outdated`, and `invalid-request` naming each field.
 */
export async function changeVenueData(
  tx: Transaction, idOrSlug: string, { change, expectedVersion }: { change: Partial<VenueRecord>; expectedVersion: number }, actor: Actor, now: Date,
): Promise<void> {
  const venue = await venueToManage(tx, idOrSlug, actor);
  const after = { ...venue.record, ...change };
  const faults = faultsInVenue(after);
  if (faults.length > 0) throw invalid(...faults);
  const hallIds = await changeVenue(tx, venue.id, after, { expectedVersion, now });
  const details = { changes: differences(venue.record, after) };
  await audit(tx, { actor, as: roleAt(actor, VENUE_MANAGERS, venue), action: 'change-venue', subjectKind: 'venue', subjectId: venue.id, details });
  await announce(tx, { type: 'halls-changed', hallIds });
}

/** What of a venue cannot be, with the field. */
export function faultsInVenue(record: VenueRecord): Violation[] {
  const within = (value: number, [least, most]: readonly [number, number]): boolean => Number.isInteger(value) && least <= value && value <= most;
  return [
    ...(Object.keys(VENUE_BOUNDS) as (keyof typeof VENUE_BOUNDS)[])
      .filter((field) => !within(record[field], VENUE_BOUNDS[field]))
      .map((field) => fault(`body/${field}`, 'maximum', { limit: VENUE_BOUNDS[field][1] })),
    ...(record.accessibility.every((word) => word in ACCESSIBILITY_NAMES) ? [] : [fault('body/accessibility', 'unknown-value')]),
    ...(record.extras.length > MOST_EXTRAS ? [fault('body/extras', 'most', { limit: MOST_EXTRAS })] : []),
    ...record.extras.flatMap((extra, index) => faultsInExtra(extra).map((field) => fault(`body/extras/${index}/${field}`, 'other'))),
  ];

  function faultsInExtra({ unitCents, vatRate, stock, perBookingMax }: ExtraRecord): string[] {
    return [
      ...(within(unitCents, [0, 10_000_000]) ? [] : ['unitCents']), ...(VAT_RATES.includes(vatRate) ? [] : ['vatRate']),
      ...(stock === null || within(stock, [1, 100_000]) ? [] : ['stock']), ...(within(perBookingMax, [1, 10_000]) ? [] : ['perBookingMax']),
    ];
  }
}
