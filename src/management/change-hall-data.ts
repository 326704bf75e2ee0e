import { lockSpaces } from '../availability/claim-spaces.ts';
import { changeHall } from '../catalogue/change-hall.ts';
import { differences, faultsInHall, HALL_BOUNDS, type HallFault, type HallNumber, type HallRecord } from '../catalogue/hall-record.ts';
import { managedHall, type ManagedHallDetail } from '../catalogue/managed-hall.ts';
import { FEATURE_NAMES } from '../catalogue/vocabulary.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { hasOneOfAt, roleAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { announce, type Database, type Transaction } from '../platform/db.ts';

/** A hall whose venue the actor manages. Refuses `not-found` and `not-allowed`. */
export async function hallToManage(db: Database | Transaction, idOrSlug: string, actor: Actor, now: Date): Promise<ManagedHallDetail> {
  const found = await managedHall(db, idOrSlug, localDate(now));
  if (!found) throw new Refusal('not-found');
  if (!hasOneOfAt(actor, VENUE_MANAGERS, found.venue)) throw new Refusal('not-allowed');
  return found;
}

/**
 * Changes what is told of a hall and how it is let; what `change` does not name stays. Bookings stay as they are; when one gets in by a
 * door code from some day on, those that lack one get it. Announces `halls-changed`. Refuses `not-found`, `not-allowed`,
 * `version-outdated`, and `invalid-request` naming each field.
 */
export async function changeHallData(
  tx: Transaction, idOrSlug: string, { change, expectedVersion }: { change: Partial<HallRecord>; expectedVersion: number }, actor: Actor, now: Date,
): Promise<void> {
  const today = localDate(now);
  const { id, record, venue, venueExtras, spaceIds } = await hallToManage(tx, idOrSlug, actor, now);
  const after: HallRecord = { ...record, ...change };
  const faults = [...faultsInHall(after, today).map((one) => sayFault(one)), ...unknownWords(after, venueExtras)];
  if (faults.length > 0) throw invalid(...faults);
  const changes = differences(record, after);
  const access = changes.some(({ field }) => field === 'access');
  if (access) await lockSpaces(tx, spaceIds);
  await changeHall(tx, id, after, { expectedVersion, today });
  await audit(tx, { actor, as: roleAt(actor, VENUE_MANAGERS, venue), action: 'change-hall', subjectKind: 'hall', subjectId: id, details: { changes } });
  if (access) await announce(tx, { type: 'hall-access-changed', hallId: id });
  await announce(tx, { type: 'halls-changed', hallIds: [id] });
}

function sayFault({ field, fault: what }: HallFault) {
  if (what === 'order') return fault(`body/${field}`, 'minimum', { limit: 'shortestMinutes' });
  if (what !== 'bounds') return fault(`body/${field}`, 'other');
  const [least] = HALL_BOUNDS[field as HallNumber];
  return fault(`body/${field}`, 'minimum', { limit: least });
}

/** Only features that we know how to name, and extras of the venue itself. */
function unknownWords({ features, extraIds }: HallRecord, venueExtras: ManagedHallDetail['venueExtras']) {
  return [
    ...(features.every((word) => word in FEATURE_NAMES) && new Set(features).size === features.length ? [] : [fault('body/features', 'unknown-value')]),
    ...(extraIds.every((id) => venueExtras.some((extra) => extra.id === id)) && new Set(extraIds).size === extraIds.length ? [] : [fault('body/extraIds', 'unknown-value')]),
  ];
}
