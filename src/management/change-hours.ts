import { changeSchedule, giveOwnSchedule } from '../catalogue/change-schedule.ts';
import { faultsIn, type Hours, type HoursFault } from '../catalogue/hours.ts';
import { scheduleOfHall, type ManagedSchedule } from '../catalogue/schedule-of-hall.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { hasOneOfAt, roleAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import { announce, type Database, type Transaction } from '../platform/db.ts';

/** For which halls: everyone that keeps these hours, or this one alone, which then has hours of its own. */
export type HoursScope = 'all-halls' | 'this-hall';

/** The opening hours of a hall whose venue the actor manages. Refuses `not-found` and `not-allowed`. */
export async function hoursToManage(db: Database | Transaction, hall: string, actor: Actor, now: Date): Promise<ManagedSchedule> {
  const found = await scheduleOfHall(db, hall, localDate(now));
  if (!found) throw new Refusal('not-found');
  if (!hasOneOfAt(actor, VENUE_MANAGERS, found.venue)) throw new Refusal('not-allowed');
  return found;
}

/**
 * Changes the opening hours of a hall, and with them those of the halls that share them unless `scope` says otherwise. Bookings stay as
 * they are. Announces `halls-changed`. Refuses `not-found`, `not-allowed`, `version-outdated`, and `invalid-request` naming each stretch.
 */
export async function changeHours(
  tx: Transaction, hall: string, { hours, scope, expectedVersion }: { hours: Hours; scope: HoursScope; expectedVersion: number }, actor: Actor, now: Date,
): Promise<void> {
  const today = localDate(now);
  const { schedule, halls, venue, ...found } = await hoursToManage(tx, hall, actor, now);
  const faults = faultsIn(hours, today);
  if (faults.length > 0) throw invalid(...faults.map(sayFault));
  const alone = scope === 'this-hall' && halls.length > 1;
  const hallIds = alone
    ? await giveOwnSchedule(tx, { hallId: found.hall.id, scheduleId: schedule.id, name: found.hall.name.nl, hours }, { expectedVersion, today, now })
    : await changeSchedule(tx, schedule.id, hours, { expectedVersion, today });
  const details = { halls: hallIds, scope: alone ? 'this-hall' : 'all-halls', from: { ...schedule, id: undefined }, to: hours };
  await audit(tx, { actor, as: roleAt(actor, VENUE_MANAGERS, venue), action: 'change-opening-hours', subjectKind: 'schedule', subjectId: schedule.id, details });
  await announce(tx, { type: 'halls-changed', hallIds });
}

const sayFault = ({ list, index, fault: what }: HoursFault) => {
  const at = `body/${list}/${index}`;
  if (what === 'order') return fault(`${at}/closes`, 'later-than', { other: 'opens' });
  if (what === 'half') return fault(`${at}/closes`, 'needs', { other: 'opens' });
  return fault(at, what === 'past' ? 'unknown-value' : 'repeated');
};
