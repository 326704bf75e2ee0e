import { hourlyForAll, reprice } from '../support/tariffs.ts';
import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import pg from 'pg';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

describe('what the database tells', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const setting = useSetting(database);
  let ear: pg.Client;
  let heard: string[] = [];
  let marked: ((word: string) => void) | undefined;
  let hall: Hall;
  let half: Hall;
  let els: SignedIn;
  let booking: string;

  before(async () => {
    ear = new pg.Client(database.url);
    await ear.connect();
    await ear.query('LISTEN live');
    ear.on('notification', ({ payload = '' }) => (payload.startsWith('marker') ? marked?.(payload) : heard.push(payload)));
    const venue = aVenue();
    half = aHall({ venue });
    hall = aHall({ venue, spaceIds: [...half.spaceIds, newId()] });
    await insertHalls(setting.db, [half, hall]);
    els = await aPerson(setting.db);
  });
  after(() => ear.end());

  /** The words of this change, in any order, each as often as it was said. */
  async function told(change: () => PromiseLike<unknown>): Promise<string[]> {
    await allHeard();
    heard = [];
    await change();
    await allHeard();
    return heard.toSorted();
  }
  /** Waits for a word of our own: what was said before it has then arrived. */
  async function allHeard(): Promise<void> {
    const marker = `marker:${randomBytes(4).toString('hex')}`;
    const all = new Promise<void>((resolve) => (marked = (word) => word === marker && resolve()));
    await database.query('SELECT pg_notify($1, $2)', ['live', marker]);
    await all;
  }
  const aboutBooking = (): string[] => [`booking:${booking}`, `person:${els.personId}`, `venue:${hall.venue.id}`];

  it('of a booking: each topic once, its hall and every hall that shares a space with it', async () => {
    const words = await told(async () => {
      booking = (await transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, evening('2027-05-03')), els, new Date()))).id;
    });
    expect(words).to.have.members([...aboutBooking(), `hall:${hall.id}`, `hall:${half.id}`]);
  });

  it('of its payment what can be seen, but not that it was looked at', async () => {
    const id = newId();
    const payments = () => setting.db('payments').where({ id });
    expect(await told(() => setting.db('payments').insert({ id, booking_id: booking, status: 'open', amount_cents: 100 }))).to.have.members(aboutBooking());
    expect(await told(() => payments().update({ checked_at: new Date() }))).to.deep.equal([]);
    expect(await told(() => payments().update({ status: 'paid' }))).to.have.members(aboutBooking());
    expect(await told(() => setting.db('refunds').insert({ id: newId(), payment_id: id, amount_cents: 100, reason: 'cancelled', status: 'due' }))).to.have.members(aboutBooking());
  });

  it('of its door what can be seen, but not when the reconciler looks again nor what a lock reports of itself', async () => {
    const [grant, code, lock] = [newId(), newId(), newId()];
    const windows = '{["2027-05-03 17:00+00","2027-05-03 20:00+00")}';
    await setting.db('locks').insert({ id: lock, venue_id: hall.venue.id, name: JSON.stringify({ nl: 'Voordeur' }), gateway: 'leuven', lock_name: 'voordeur' });
    expect(await told(() => setting.db('grants').insert({ id: grant, booking_id: booking, windows, code_sealed: Buffer.from('x'), code_key: 'k' }))).to.have.members(aboutBooking());
    await setting.db('lock_codes').insert({ id: code, grant_id: grant, lock_id: lock, ref: 'r1', rev: 1, desired: 'present', windows, send_at: new Date() });
    const codes = () => setting.db('lock_codes').where({ id: code });
    expect(await told(() => codes().update({ act_at: new Date(), attempts: 1 }))).to.deep.equal([]);
    expect(await told(() => codes().update({ answer_status: 'installed', answer_rev: 1 }))).to.have.members(aboutBooking());
    const locks = () => setting.db('locks').where({ id: lock });
    expect(await told(() => locks().update({ reported_at: new Date(), gateway_status_at: new Date(), boot_id: 'b' }))).to.deep.equal([]);
    expect(await told(() => locks().update({ lock_status: 'offline' }))).to.deep.equal([`venue:${hall.venue.id}`]);
    expect(await told(() => setting.db('alarms').insert({ id: newId(), kind: 'at-risk', lock_id: lock, booking_id: booking, raised_at: new Date() })))
      .to.have.members(aboutBooking());
  });

  it('of its mails that they were sent, to whoever looks at the booking', async () => {
    const id = newId();
    const mail = { id, dedupe_key: id, booking_id: booking, template: 'x', language: 'nl', recipient: 'els@leuven.example' };
    expect(await told(() => setting.db('mails').insert(mail))).to.deep.equal([`booking:${booking}`]);
    expect(await told(() => setting.db('mails').where({ id }).update({ attempts: 1 }))).to.deep.equal([]);
    expect(await told(() => setting.db('mails').where({ id }).update({ status: 'sent' }))).to.deep.equal([`booking:${booking}`]);
  });

  it('of a hall: its facts, prices and hours', async () => {
    const both = [`hall:${hall.id}`, `venue:${hall.venue.id}`];
    expect(await told(() => setting.db('halls').where({ id: hall.id }).update({ bookable: true }))).to.have.members(both);
    expect(await told(() => reprice(setting.db, hall, hourlyForAll(900)))).to.have.members(both);
    expect(await told(() => setting.db('opening_hours').where({ schedule_id: hall.schedule.id, weekday: 1 }).delete())).to.have.members(both);
    expect(await told(() => setting.db('venues').where({ id: hall.venue.id }).update({ phone: '+32 16 11 11 11' }))).to.have.members([...both, `hall:${half.id}`]);
  });

  it('nothing of a change that changes no row, and one word of very many', async () => {
    expect(await told(() => setting.db('bookings').where({ id: newId() }).update({ activity: 'x' }))).to.deep.equal([]);
    expect(await told(() => database.query('SELECT tell_topics(array_agg($1 || n)) FROM generate_series(1, 1001) AS n', ['hall:']))).to.deep.equal(['*']);
  });

  it('in words that hold no more than a kind and an id', () => {
    const words = [...aboutBooking(), `hall:${hall.id}`];
    words.forEach((word) => expect(word).to.match(/^(hall|venue|booking|person|organisation):[0-9a-f-]{36}$/));
  });
});
