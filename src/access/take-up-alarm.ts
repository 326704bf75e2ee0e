import { hasOneOfAt, roleAt, VENUE_MANAGERS, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { signedIn } from '../bookings/policy.ts';
import { audit } from '../identity/audit.ts';
import { watchOver } from '../watch/views.ts';
import type { Transaction } from '../platform/db.ts';
import { SETTLED_BY_HAND } from './alarm-kinds.ts';
import { alarmById, type AlarmDetail, type AlarmId } from './alarm-list.ts';

/**
 * Somebody is on it: others see who, and nobody else is woken. Whoever takes it up later takes it over. For managers of the venue, and colleagues who have
 * the watch there now. Refuses `not-signed-in`, `not-found` (not theirs), `not-allowed` and `wrong-state` once it is over.
 */
export async function takeUpAlarm(tx: Transaction, id: AlarmId, actor: Actor, now: Date): Promise<void> {
  const { alarm, personId } = await toActOn(tx, id, actor, now);
  await tx('alarms').where({ id }).update({ acknowledged_at: now, acknowledged_by: personId });
  await audit(tx, { actor, as: roleAt(actor, VENUE_READERS, alarm.venue), action: 'take-up-alarm', subjectKind: 'alarm', subjectId: id, details: { kind: alarm.kind } });
}

/**
 * Somebody looked, and it is over or in order: for the alarms that no lock can end. Codes on a lock that are not ours are known of from then on. Refuses as
 * `takeUpAlarm` does, and `wrong-state` for an alarm that ends by itself.
 */
export async function settleAlarm(tx: Transaction, id: AlarmId, actor: Actor, now: Date): Promise<void> {
  const { alarm, personId } = await toActOn(tx, id, actor, now);
  if (!SETTLED_BY_HAND.includes(alarm.kind)) throw new Refusal('wrong-state', { facts: { status: 'open' } });
  await tx('alarms').where({ id }).update({ cleared_at: now, settled_by: personId });
  if (alarm.kind === 'codes-changed') {
    await tx.raw(`UPDATE locks SET foreign_known = coalesce((reported #>> '{slots,foreign}')::integer, 0) WHERE id = (SELECT lock_id FROM alarms WHERE id = ?)`, [id]);
  }
  await audit(tx, { actor, as: roleAt(actor, VENUE_READERS, alarm.venue), action: 'settle-alarm', subjectKind: 'alarm', subjectId: id, details: { kind: alarm.kind } });
}

/** Locked, so that one who takes it up and one who settles it take turns. */
async function toActOn(tx: Transaction, id: AlarmId, actor: Actor, now: Date): Promise<{ alarm: AlarmDetail; personId: string }> {
  const person = signedIn(actor);
  await tx('alarms').where({ id }).forUpdate().first('id');
  const alarm = await alarmById(tx, id);
  if (!alarm || !hasOneOfAt(person, VENUE_READERS, alarm.venue)) throw new Refusal('not-found');
  const hasWatch = async (): Promise<boolean> => (await watchOver(tx, alarm.venue.id, now)).some(({ personId }) => personId === person.personId);
  if (!hasOneOfAt(person, VENUE_MANAGERS, alarm.venue) && !(await hasWatch())) throw new Refusal('not-allowed');
  if (alarm.clearedAt) throw new Refusal('wrong-state', { facts: { status: 'cleared' } });
  return { alarm, personId: person.personId };
}
