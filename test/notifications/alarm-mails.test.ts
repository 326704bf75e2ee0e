import { expect } from 'chai';
import { clearOthers, escalateAlarms, raiseAlarms, type Alarm } from '../../src/access/alarm-store.ts';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { StaffRole } from '../../src/kernel/actor.ts';
import type { LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { addDays, localDate } from '../../src/kernel/time.ts';
import { transact } from '../../src/platform/db.ts';
import { createReactions } from '../../src/reactions.ts';
import { saveRota } from '../../src/watch/store.ts';
import { aDoorHall, insertDoors } from '../access/setting.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { ORIGIN, usePostOffice } from './post-office.ts';

let now = new Date();
const later = (minutes: number): Date => addMinutes(now, minutes);
const keys = parseDoorKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;

describe('mails about alarms', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const office = usePostOffice(database, createReactions({ keys, clock: () => now }));
  let hall: Hall;
  let lockId: LockId;

  beforeEach(async () => {
    now = new Date();
    hall = aDoorHall({ name: { nl: 'Gele zaal' } });
    lockId = (await insertDoors(office.db, [hall]))[0]!.id;
  });

  const staff = async (role: StaffRole): Promise<string> => {
    const { personId } = await aPerson(office.db);
    await office.db('staff_roles').insert({ person_id: personId, role, organisation_id: hall.venue.organisationId, venue_id: null, source: 'given' });
    return (await office.db('persons').where({ id: personId }).first<{ email: string }>('email'))!.email;
  };
  const firmHasWatch = () => transact(office.db, (tx) => saveRota(tx, { organisationId: hall.venue.organisationId }, {
    watchers: [{ name: 'Nachtwacht bv', email: `wacht-${hall.slug}@firma.be`, phone: '+3216999999', counts: true }], turns: [{ weekdays: WEEK, from: '00:00', until: '24:00', watcher: 0 }], replacements: [],
  }, 0));
  const round = (alarms: Alarm[]) => transact(office.db, async (tx) => {
    await raiseAlarms(tx, alarms, now);
    await clearOthers(tx, alarms, now);
    await escalateAlarms(tx, now);
  });
  /** Which templates went to whom, and what became of them. */
  const mails = async (): Promise<string[]> => (await database.query<{ line: string }>(
    `SELECT m.template || ' ' || m.recipient || ' ' || m.status AS line FROM mails m JOIN alarms a ON a.id::text = m.facts ->> 'alarmId' WHERE a.lock_id = $1 ORDER BY m.created_at, m.id`, [lockId])).map(({ line }) => line);

  it('go to whoever has the watch, and to managers and administrators when nobody takes it up; then each hears once that it is over', async () => {
    const [manager, administrator, firm] = [await staff('manager'), await staff('administrator'), `wacht-${hall.slug}@firma.be`];
    await firmHasWatch();
    const alarm: Alarm = { kind: 'clock-wrong', lockId };
    await round([alarm]);
    await office.deliver(now);
    expect(await mails()).to.deep.equal([`alarm ${firm} sent`]);
    now = later(15);
    await round([alarm]);
    await office.deliver(now);
    expect((await mails()).slice(1)).to.have.members([`alarm-escalated ${manager} sent`, `alarm-escalated ${administrator} sent`]);
    await round([]);
    await round([]);
    await office.deliver(now);
    expect((await mails()).slice(3)).to.have.members([firm, manager, administrator].map((to) => `alarm-cleared ${to} sent`));
    expect((await office.mailsTo(manager)).map(({ subject }) => subject.split(':')[0])).to.have.members(['Voorbij', 'Nog niemand nam dit op']);
    expect((await office.mailsTo(manager))[0]!.text).to.contain(`${ORIGIN}/beheer/alarmen`);
  });

  it('go to the managers where nobody has the watch, and about what can wait to them alone', async () => {
    const manager = await staff('manager');
    await round([{ kind: 'stuck', lockId }]);
    await firmHasWatch();
    await round([{ kind: 'stuck', lockId }, { kind: 'battery-low', lockId }]);
    expect(await mails()).to.deep.equal([`alarm ${manager} waiting`, `alarm ${manager} waiting`]);
    now = later(60 * 24);
    await round([]);
    expect((await mails()).filter((line) => line.startsWith('alarm-cleared')), 'nobody got anything yet').to.deep.equal([]);
    await office.deliver(now);
    expect(await mails(), 'over before they were sent').to.deep.equal([`alarm ${manager} no-longer-true`, `alarm ${manager} no-longer-true`]);
  });

  it('say nothing of the end while it has come back', async () => {
    await staff('manager');
    const alarm: Alarm = { kind: 'gateway-offline', lockId };
    await round([alarm]);
    await office.deliver(now);
    await round([]);
    await round([alarm]);
    await office.deliver(later(31));
    expect((await mails()).map((line) => line.replace(/ \S+@\S+/, ''))).to.deep.equal(['alarm sent', 'alarm-cleared no-longer-true']);
  });

  it('tell a firm where and when, not who booked', async () => {
    await firmHasWatch();
    const els = await aPerson(office.db);
    const booking = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening(addDays(localDate(now), 3)), { activity: 'Geheime vergadering' }), els, now));
    now = addMinutes(booking.period.start, -40);
    await round([{ kind: 'at-risk', lockId, bookingId: booking.id }]);
    await office.deliver(now);
    const [mail] = await office.mailsTo(`wacht-${hall.slug}@firma.be`);
    expect(mail!.text).to.contain('Gele zaal').and.contain(booking.code).and.contain('Rijschoolstraat 4').and.not.contain('Geheime vergadering').and.not.contain('Els Peeters');
  });

  it('tell a booker for whom no code could be drawn how to get in, the day before', async () => {
    const els = await aPerson(office.db);
    const booking = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening(addDays(localDate(now), 3))), els, now));
    await database.query('DELETE FROM lock_codes WHERE lock_id = $1', [lockId]);
    await database.query('DELETE FROM grants WHERE booking_id = $1', [booking.id]);
    await firmHasWatch();
    await transact(office.db, (tx) => raiseAlarms(tx, [{ kind: 'failed', bookingId: booking.id, details: { reason: 'no-code-left' } }], now));
    const [job] = await database.query<{ run_at: Date }>(`SELECT j.run_at FROM graphile_worker.jobs j JOIN mails m ON j.key = 'mail:' || m.id WHERE m.template = 'door-without-code' AND m.booking_id = $1`, [booking.id]);
    expect(job!.run_at).to.deep.equal(addMinutes(booking.period.start, -24 * 60));
    await office.deliver(job!.run_at);
    const [{ email }] = await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [els.personId]) as [{ email: string }];
    expect((await office.mailsTo(email)).find(({ subject }) => subject.includes('geen code'))?.text).to.contain('Bel +3216999999. Neemt daar niemand op, bel dan 016 27 20 00.').and.contain(booking.code);
  });
});
