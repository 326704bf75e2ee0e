import { VENUE_MANAGERS } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import { COOL_DOWN_MINUTES, OF_LOCK } from '../access/alarm-kinds.ts';
import { watchOver } from '../watch/views.ts';
import type { Transaction } from '../platform/db.ts';
import { tellBooker } from './booking-mails.ts';
import { queueMail } from './queue-mail.ts';
import { managersOf, toldOfAlarm, venueOfAlarm, type Recipient } from './views.ts';

/**
 * Tells of a door that needs somebody now: whoever has the watch in this hour, else the managers of the venue. What is not urgent is for the managers
 * alone: nobody's night is broken for it.
 */
export async function mailAlarm(tx: Transaction, alarmId: string, now: Date): Promise<void> {
  const alarm = await venueOfAlarm(tx, alarmId);
  if (!alarm?.venueId) return;
  const watch = alarm.urgent ? (await watchOver(tx, alarm.venueId, now)).flatMap(({ email, personId }) =>
    (email === undefined ? [] : [{ email, personId: personId ?? null, outside: personId === undefined }])) : [];
  const recipients = watch.length > 0 ? watch : (await managersOf(tx, alarm.venueId)).map((one) => ({ ...one, outside: false }));
  for (const one of recipients) {
    await queueMail(tx, { template: 'alarm', facts: { alarmId, to: one.outside ? 'outside' : 'staff' }, ...toStaff(one, `alarm:${alarmId}`, alarm.bookingId) });
  }
}

/** Nobody took it up in time: the managers of the venue and the administrators above them hear of it too. */
export async function mailAlarmEscalated(tx: Transaction, alarmId: string): Promise<void> {
  const alarm = await venueOfAlarm(tx, alarmId);
  for (const one of alarm?.venueId ? await managersOf(tx, alarm.venueId, VENUE_MANAGERS) : []) {
    await queueMail(tx, { template: 'alarm-escalated', facts: { alarmId, to: 'staff' }, ...toStaff(one, `alarm-escalated:${alarmId}`, alarm!.bookingId) });
  }
}

/** Tells whoever was told that it is over, once. A lock that comes and goes gets time to go again: then nothing is said. */
export async function mailAlarmCleared(tx: Transaction, alarmId: string, now: Date): Promise<void> {
  const alarm = await venueOfAlarm(tx, alarmId);
  if (!alarm) return;
  const wait = OF_LOCK.includes(alarm.kind) && alarm.bookingId === null ? COOL_DOWN_MINUTES : 0;
  for (const one of await toldOfAlarm(tx, alarmId)) {
    await queueMail(tx, {
      template: 'alarm-cleared', facts: { alarmId, to: one.outside ? 'outside' : 'staff' }, runAt: addMinutes(now, wait), ...toStaff(one, `alarm-cleared:${alarmId}`, alarm.bookingId),
    });
  }
}

const toStaff = ({ email, personId }: Recipient, key: string, bookingId: BookingId | null) => ({
  dedupeKey: `${key}:${email}`, recipient: email, language: 'nl' as const, ...(bookingId ? { bookingId } : {}), ...(personId === null ? {} : { personId }),
});

const TOLD_BEFORE_MINUTES = 24 * 60;

/** Tells the booker the day before, or at once when it begins sooner, that no code could be drawn for them and how they get in: once per booking and start. */
export async function mailDoorWithoutCode(tx: Transaction, alarmId: string, now: Date): Promise<void> {
  const alarm = await venueOfAlarm(tx, alarmId);
  if (!alarm?.bookingId || !alarm.startsAt || alarm.kind !== 'failed' || alarm.reason !== 'no-code-left') return;
  const start = alarm.startsAt.toISOString();
  const before = addMinutes(alarm.startsAt, -TOLD_BEFORE_MINUTES);
  await tellBooker(tx, alarm.bookingId, 'door-without-code', { facts: { start }, once: `${alarm.bookingId}:${start}`, ...(before > now ? { runAt: before } : {}) });
}
