import type { EventOf } from '../kernel/events.ts';
import type { BookingId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { tellBooker } from './booking-mails.ts';
import { tellOpeners } from './opener-mails.ts';
import { doorAlarm, lastReveal } from './views.ts';

/**
 * Tells the booker that the digits they saw no longer count, and every opener when somebody saw them; nobody is told of digits that nobody saw.
 * Once per showing: a lock that refuses one draw after another makes one mail, until the newest digits were looked at and changed again.
 */
export async function mailCodeChanged(tx: Transaction, { bookingId, grantId, why }: EventOf<'code-changed'>): Promise<void> {
  const [byBooker, byAnybody] = [await lastReveal(tx, grantId, 'booker'), await lastReveal(tx, grantId, 'anybody')];
  if (byBooker) await tellBooker(tx, bookingId, 'code-changed', { facts: { why }, once: `${grantId}:${byBooker.id}` });
  if (byAnybody) await tellOpeners(tx, bookingId, 'opener-code-changed', { facts: {}, once: `${grantId}:${byAnybody.id}` });
}

/** Tells the booker and the openers in time that the door may stay shut, and then what to do: once per booking, start and state, however many of its locks are in it. */
export async function mailDoorAtRisk(tx: Transaction, alarmId: string): Promise<void> {
  const alarm = await doorAlarm(tx, alarmId);
  if (!alarm) return;
  const { bookingId, state, start } = alarm;
  const at = start.toISOString();
  await tellBooker(tx, bookingId, 'door-at-risk', { facts: { state, start: at }, once: `${bookingId}:${at}:${state}` });
  await tellOpeners(tx, bookingId, 'opener-at-risk', { facts: { state, start: at }, once: `${at}:${state}` });
}

/** Tells the booker that the digits were read aloud to somebody who called in their name. */
export const mailCodeReadAloud = (tx: Transaction, bookingId: BookingId, revealId: string): Promise<void> =>
  tellBooker(tx, bookingId, 'code-read-aloud', { facts: { revealId }, once: revealId });
