import { hasOneOfAt, roleAt, VENUE_CONTACTS, VENUE_MANAGERS, VENUE_READERS, type Actor } from '../kernel/actor.ts';
import { venueScope } from '../catalogue/venue-scope.ts';
import type { TimePosition } from '../contract/paging.ts';
import { auditLook } from '../identity/audit.ts';
import { transact, type Database } from '../platform/db.ts';
import { alarmById, alarmsCleared, alarmsOpen, type AlarmDetail, type AlarmId, type AlarmPage } from './alarm-list.ts';

/** Open alarms at the venues where the actor works. Names are not for readers, telephone numbers for managers alone; that somebody read them is logged. */
export async function readOpenAlarms(db: Database, actor: Actor): Promise<AlarmDetail[]> {
  return seen(db, actor, await alarmsOpen(db, venueScope(actor, VENUE_READERS)));
}

/** The same of those that are over, a page at a time. */
export async function readClearedAlarms(db: Database, actor: Actor, ask: { limit: number; after?: TimePosition }, now: Date): Promise<AlarmPage> {
  const page = await alarmsCleared(db, venueScope(actor, VENUE_READERS), ask, now);
  return { ...page, items: await seen(db, actor, page.items) };
}

/** One of them, by whoever works at its venue. */
export async function readAlarm(db: Database, id: AlarmId, actor: Actor): Promise<AlarmDetail | undefined> {
  const alarm = await alarmById(db, id);
  return alarm && hasOneOfAt(actor, VENUE_READERS, alarm.venue) ? (await seen(db, actor, [alarm]))[0] : undefined;
}

async function seen(db: Database, actor: Actor, alarms: AlarmDetail[]): Promise<AlarmDetail[]> {
  const withNames = alarms.filter(({ venue }) => hasOneOfAt(actor, VENUE_CONTACTS, venue));
  const persons = withNames.flatMap(({ booking, acknowledged, told }) => [...(booking ? [booking.personId] : []), ...(acknowledged ? [acknowledged.by] : []), ...told.flatMap(({ personId }) => personId ?? [])]);
  const [first] = withNames;
  if (first && persons.length > 0) {
    await transact(db, (tx) => auditLook(tx, { actor, as: roleAt(actor, VENUE_READERS, first.venue), action: 'read-alarms', subjectKind: 'alarm', persons: [...new Set(persons)] }));
  }
  return alarms.map((alarm) => asSeenBy(actor, alarm));
}

function asSeenBy(actor: Actor, alarm: AlarmDetail): AlarmDetail {
  const { venue, booking, acknowledged } = alarm;
  if (hasOneOfAt(actor, VENUE_MANAGERS, venue)) return alarm;
  const silent = booking && (({ phone: _phone, ...rest }) => rest)(booking);
  if (hasOneOfAt(actor, VENUE_CONTACTS, venue)) return { ...alarm, ...(silent ? { booking: silent } : {}) };
  const { settledBy: _settledBy, ...rest } = alarm;
  return {
    ...rest, told: alarm.told.map(({ personId: _personId, ...one }) => ({ ...one, name: '' })),
    ...(silent ? { booking: { ...silent, booker: '' } } : {}), ...(acknowledged ? { acknowledged: { ...acknowledged, name: '' } } : {}),
  };
}
