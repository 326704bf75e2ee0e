import type { EventOf } from '../kernel/events.ts';
import type { Transaction } from '../platform/db.ts';
import { tellBooker } from './booking-mails.ts';
import { doorAlarm, lastReveal } from './views.ts';

/**
 * Tells the booker that the digits somebody saw no longer count; nobody is told of digits that nobody saw. Once per showing: a lock that refuses
 * one draw after another makes one mail, until the newest digits were looked at and changed again.
 */
export async function mailCodeChanged(tx: Transaction, { bookingId, grantId, why }: EventOf<'code-changed'>): Promise<void> {
  const seen = await lastReveal(tx, grantId);
  if (seen) await tellBooker(tx, bookingId, 'code-changed', { facts: { why }, once: `${grantId}:${seen.id}` });
}

/** Tells the booker in time that the door may stay shut, and then what to do: once per booking, start and state, however many of its locks are in it. */
export async function mailDoorAtRisk(tx: Transaction, alarmId: string): Promise<void> {
  const alarm = await doorAlarm(tx, alarmId);
  if (!alarm) return;
  const { bookingId, state, start } = alarm;
  const at = start.toISOString();
  await tellBooker(tx, bookingId, 'door-at-risk', { facts: { state, start: at }, once: `${bookingId}:${at}:${state}` });
}
