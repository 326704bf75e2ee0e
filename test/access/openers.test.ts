import { expect } from 'chai';
import { mintDoorSecret } from '../../src/access/door-link.ts';
import { nameOpener } from '../../src/access/name-opener.ts';
import type { OpenerDraft } from '../../src/access/opener.ts';
import { readByDoorLink } from '../../src/access/read-door.ts';
import { readOpeners } from '../../src/access/read-openers.ts';
import { readCodeAloud, revealCode, revealToOpener } from '../../src/access/reveal-code.ts';
import { wipeOpeners } from '../../src/access/wipe-openers.ts';
import { replaceKnownCode, withdrawOpener } from '../../src/access/withdraw-opener.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { ANONYMOUS, type Actor, type SignedIn } from '../../src/kernel/actor.ts';
import type { OpenerId, OrganisationId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact, type Transaction } from '../../src/platform/db.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { anAssociation, aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, keys, tariff, useDoors } from './setting.ts';

describe('who opens the door', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const setting = useDoors(database, 20);
  const period = evening('2027-02-03');
  const shownFrom = addMinutes(period.start, -15 - 24 * 60);
  const NOW = addMinutes(period.start, -60);
  let person: SignedIn;

  before('somebody to book', async () => {
    person = await aPerson(setting.db);
  });

  const booked = async (own: Parameters<typeof aDoorHall>[0] = {}, who = person): Promise<Booking> => {
    const hall = aDoorHall(own);
    await insertDoors(setting.db, [hall]);
    return book(setting.db, hall, period, who);
  };
  const inside = <Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> => transact(setting.db, work);
  const an = (own: Partial<OpenerDraft> = {}): OpenerDraft => ({ name: 'An Peeters', email: 'an@voorbeeld.be', ...own });
  const name = ({ id }: Booking, draft = an(), actor: Actor = person, now = NOW): Promise<OpenerId> => inside((tx) => nameOpener(tx, id, draft, actor, now));
  const withdraw = ({ id }: Booking, openerId: OpenerId, actor: Actor = person): Promise<void> => inside((tx) => withdrawOpener(tx, id, openerId, actor, NOW));
  const linkOf = async (openerId: OpenerId, now = NOW): Promise<string> => (await inside((tx) => mintDoorSecret(tx, openerId, now)))!;
  const open = (secret: string, now = NOW) => inside((tx) => revealToOpener(tx, keys, secret, now));
  const outcome = (doing: Promise<unknown>): Promise<unknown> => doing.then(() => 'done', (thrown: unknown) => (isRefusal(thrown) ? thrown.code : thrown));
  const openersOf = ({ id }: Booking) => readOpeners(setting.db, id, person, NOW);

  it('is named by the booker, up to five at a time, each address once', async () => {
    const booking = await booked();
    await name(booking, an({ name: '  An   Peeters ', phone: '0470 12 34 56' }));
    expect(await outcome(name(booking, an({ email: 'AN@voorbeeld.be' })))).to.equal('already-exists');
    for (const one of [2, 3, 4, 5]) await name(booking, an({ email: `an${one}@voorbeeld.be` }));
    expect(await outcome(name(booking, an({ email: 'an6@voorbeeld.be' })))).to.equal('too-many-openers');
    const { openers } = await openersOf(booking);
    expect(openers).to.have.length(5);
    const first = openers.find(({ email }) => email === 'an@voorbeeld.be');
    expect(first).to.deep.include({ name: 'An Peeters', phone: '+32470123456' });
    await withdraw(booking, first!.id);
    expect(await outcome(name(booking))).to.equal('done');
  });

  it('fills nobody’s mailbox: twenty in all, also when they were withdrawn', async () => {
    const booking = await booked();
    for (let one = 0; one < 20; one += 1) await withdraw(booking, await name(booking, an({ email: `an${one}@voorbeeld.be` })));
    expect(await outcome(name(booking))).to.equal('too-many-openers');
  });

  it('is given a name that is a name, and an address that can be mailed: every field that is wrong is named', async () => {
    const booking = await booked();
    const wrong = await name(booking, { name: 'Win op www.evil.example', email: 'geen adres', phone: 'x' }).catch((thrown: unknown) => thrown);
    expect(isRefusal(wrong, 'invalid-request') && wrong.violations.map(({ field }) => field)).to.deep.equal(['body/name', 'body/email', 'body/phone']);
    for (const good of ['J.P. Peeters', 'Zoë D’Hondt-Ng', '李小龙', 'Scouts 12']) expect(await outcome(name(await booked(), an({ name: good })))).to.equal('done');
    for (const bad of ['', ' ', 'http://x', 'a@b', '<b>', 'x'.repeat(81), 'kom naar evil.com']) expect(await outcome(name(booking, an({ name: bad }))), bad).to.equal('invalid-request');
  });

  it('is for the booker and the members of their organisation to say; to others, and to staff, there is no such booking', async () => {
    const organisation = await anAssociation(setting.db);
    const [member, other] = [await aPerson(setting.db, { organisation }), await aPerson(setting.db, { organisation })];
    const booking = await booked({ tariffs: [...tariff(0), { ...tariff(0)[0]!, bookerKind: 'association' }] }, member);
    const openerId = await name(booking, an(), other);
    const hall = await setting.db('halls').join('venues', 'venues.id', 'halls.venue_id').where('halls.id', booking.hallId).first<{ organisation_id: OrganisationId }>('organisation_id');
    const staff = await Promise.all((['agent', 'manager', 'administrator'] as const).map((role) => aPerson(setting.db, { roles: [{ role, organisationId: hall.organisation_id }] })));
    for (const stranger of [person, ...staff]) {
      expect(await outcome(name(booking, an({ email: 'x@voorbeeld.be' }), stranger))).to.equal('not-found');
      expect(await outcome(withdraw(booking, openerId, stranger))).to.equal('not-found');
      expect(await outcome(readOpeners(setting.db, booking.id, stranger, NOW))).to.equal('not-found');
      expect(await outcome(inside((tx) => replaceKnownCode(tx, keys, booking.id, stranger, NOW)))).to.equal('not-found');
    }
    expect(await outcome(name(booking, an(), ANONYMOUS))).to.equal('not-signed-in');
  });

  it('is named for a confirmed booking that is not over, where one gets in with a code', async () => {
    expect(await outcome(name(await booked({ tariffs: tariff(2_000) })))).to.equal('wrong-state');
    expect(await outcome(name(await booked({ access: 'key' })))).to.equal('no-code-for-this-hall');
    expect(await outcome(name(await booked(), an(), person, period.end))).to.equal('wrong-state');
  });

  it('sees with the link how one gets in, and the digits from the hour of the venue to the end of the window', async () => {
    const booking = await booked();
    const secret = await linkOf(await name(booking));
    const door = await readByDoorLink(setting.db, secret, NOW);
    expect(door).to.deep.include({ name: 'An Peeters', period: booking.period });
    expect(await outcome(open(secret, addMinutes(shownFrom, -1)))).to.equal('code-not-yet-shown');
    const { code } = await open(secret, shownFrom);
    expect(code).to.equal((await inside((tx) => revealCode(tx, keys, booking.id, person, NOW))).code);
    expect(JSON.stringify(door)).to.not.include(code);
    expect(await outcome(open(secret, addMinutes(period.end, 14)))).to.equal('done');
    expect(await outcome(open(secret, addMinutes(period.end, 15)))).to.equal('wrong-state');
    const [audited] = await database.query<{ text: string }>("SELECT a::text AS text FROM audit a WHERE action = 'reveal-code' AND subject_id = $1 AND person_id IS NULL", [booking.id]);
    expect(audited!.text).to.contain('openerId').and.not.contain(code).and.not.contain('Peeters');
  });

  it('keeps the links of all mails alive, and each only for its own door', async () => {
    const booking = await booked();
    const [first, second] = [await name(booking), await name(booking, an({ email: 'bo@voorbeeld.be', name: 'Bo' }))];
    const links = [await linkOf(first), await linkOf(first), await linkOf(second)];
    expect(new Set(links).size).to.equal(3);
    for (const link of links) expect(await outcome(open(link))).to.equal('done');
    expect(await database.query("SELECT FROM opener_links WHERE encode(secret_hash, 'escape') = ANY($1)", [links]), 'a secret is never in the table').to.deep.equal([]);
    await withdraw(booking, first);
    expect(await Promise.all(links.map((link) => outcome(open(link))))).to.deep.equal(['not-found', 'not-found', 'done']);
  });

  it('finds nothing behind a dead link: guessed, withdrawn, of a cancelled booking, or a day after the end', async () => {
    const [booking, cancelled] = [await booked(), await booked()];
    const [openerId, other] = [await name(booking), await name(cancelled)];
    const [secret, dead] = [await linkOf(openerId), await linkOf(other)];
    await inside((tx) => cancelBooking(tx, cancelled.id, {}, person, new Date()));
    for (const [link, now] of [['x'.repeat(43), NOW], [dead, NOW], [secret, addMinutes(period.end, 24 * 60)]] as const) {
      expect(await outcome(readByDoorLink(setting.db, link, now))).to.equal('not-found');
      expect(await outcome(open(link, now))).to.equal('not-found');
    }
    expect(await outcome(readByDoorLink(setting.db, secret, addMinutes(period.end, 23 * 60)))).to.equal('done');
    await withdraw(booking, openerId);
    expect(await outcome(readByDoorLink(setting.db, secret, NOW))).to.equal('not-found');
    expect(await inside((tx) => mintDoorSecret(tx, openerId, NOW)), 'no new one either').to.equal(undefined);
  });

  it('looks twenty times an hour, and keeps nobody else from looking', async () => {
    const booking = await booked();
    const [first, second] = [await linkOf(await name(booking)), await linkOf(await name(booking, an({ email: 'bo@voorbeeld.be' })))];
    const results = await Promise.all(Array.from({ length: 24 }, () => outcome(open(first))));
    expect(results.filter((one) => one === 'done')).to.have.length(20);
    expect(results.filter((one) => one === 'too-many-requests')).to.have.length(4);
    expect(await outcome(open(second))).to.equal('done');
    expect(await outcome(inside((tx) => revealCode(tx, keys, booking.id, person, NOW)))).to.equal('done');
    expect(await outcome(open(first, addMinutes(NOW, 61)))).to.equal('done');
  });

  it('stays with a booking that is moved', async () => {
    const booking = await booked();
    const secret = await linkOf(await name(booking));
    const later = { start: addMinutes(period.start, 60), end: addMinutes(period.end, 60) };
    const known = await loadBooking(setting.db, booking.id);
    await move(setting.db, known, moveTo(known, { period: later }), person);
    expect((await readByDoorLink(setting.db, secret, NOW)).period).to.deep.equal(later);
  });

  describe('and is withdrawn after looking', () => {
    const codeOf = async ({ id }: Booking): Promise<string> => (await inside((tx) => revealCode(tx, keys, id, person, NOW))).code;
    const renew = ({ id }: Booking) => inside((tx) => replaceKnownCode(tx, keys, id, person, NOW));

    it('leaves the booker the choice of another code, once', async () => {
      const booking = await booked();
      const openerId = await name(booking);
      const { code } = await open(await linkOf(openerId));
      expect(await outcome(renew(booking)), 'while they open').to.equal('no-new-code-needed');
      await withdraw(booking, openerId);
      const { knowOutside } = await openersOf(booking);
      expect(knowOutside).to.have.length(1);
      expect(knowOutside[0]).to.deep.include({ withdrawnAt: NOW, sawCodeAt: NOW });
      setting.events.length = 0;
      await renew(booking);
      expect(setting.events.at(-1)).to.deep.include({ type: 'code-changed', why: 'opener-withdrawn' });
      expect(await codeOf(booking)).to.not.equal(code);
      expect((await openersOf(booking)).knowOutside).to.deep.equal([]);
      expect(await outcome(renew(booking))).to.equal('no-new-code-needed');
    });

    it('is no reason when they never looked', async () => {
      const booking = await booked();
      await withdraw(booking, await name(booking));
      expect((await openersOf(booking)).knowOutside).to.deep.equal([]);
      expect(await outcome(renew(booking))).to.equal('no-new-code-needed');
    });

    it('has seen the digits and is known to have, or has not: however both fall together', async () => {
      for (let round = 0; round < 6; round += 1) {
        const booking = await booked();
        const openerId = await name(booking);
        const secret = await linkOf(openerId);
        const [seen] = await Promise.all([outcome(open(secret)), withdraw(booking, openerId)]);
        expect((await openersOf(booking)).knowOutside, String(seen)).to.have.length(seen === 'done' ? 1 : 0);
        expect(seen).to.be.oneOf(['done', 'not-found']);
        expect(await outcome(open(secret))).to.equal('not-found');
      }
    });
  });

  it('is remembered with the digits that they saw, also when those change at that moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const booking = await booked();
      const [first, second] = [await name(booking), await name(booking, an({ email: 'bo@voorbeeld.be' }))];
      await open(await linkOf(first));
      await withdraw(booking, first);
      const secret = await linkOf(second);
      const [seen] = await Promise.all([open(secret), inside((tx) => replaceKnownCode(tx, keys, booking.id, person, NOW))]);
      await withdraw(booking, second);
      const { code } = await inside((tx) => revealCode(tx, keys, booking.id, person, NOW));
      expect((await openersOf(booking)).knowOutside.map(({ id }) => id)).to.deep.equal(seen.code === code ? [second] : []);
    }
  });

  describe('and hears the code read aloud', () => {
    const why = { check: 'call-back' as const, reason: 'Staat aan de deur zonder telefoon met internet' };
    const aloud = ({ id }: Booking, actor: Actor, now = NOW) => inside((tx) => readCodeAloud(tx, keys, id, why, actor, now));
    const anAgent = async (): Promise<SignedIn> => aPerson(setting.db, { roles: [{ role: 'agent', organisationId: (await anAssociation(setting.db)).id }] });

    it('by an agent alone, from the same hour, with how they knew who called', async () => {
      const [booking, agent] = [await booked(), await anAgent()];
      expect(await outcome(aloud(booking, agent, addMinutes(shownFrom, -1)))).to.equal('code-not-yet-shown');
      setting.events.length = 0;
      const { code } = await aloud(booking, agent);
      expect(code).to.equal((await inside((tx) => revealCode(tx, keys, booking.id, person, NOW))).code);
      expect(setting.events.map(({ type }) => type)).to.deep.equal(['code-read-aloud']);
      const [row] = await database.query<Record<string, unknown>>("SELECT person_id, channel, acting_role, reason, details, person_ids FROM audit WHERE action = 'read-code-aloud' AND subject_id = $1", [booking.id]);
      expect(row).to.deep.equal({ person_id: agent.personId, channel: 'phone', acting_role: 'agent', reason: why.reason, details: { check: 'call-back' }, person_ids: [person.personId] });
      const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: (await anAssociation(setting.db)).id }] });
      for (const other of [person, manager]) expect(await outcome(aloud(booking, other))).to.equal('not-allowed');
      expect(await outcome(aloud(booking, ANONYMOUS))).to.equal('not-signed-in');
    });

    it('five times an hour', async () => {
      const [booking, agent] = [await booked(), await anAgent()];
      const results = await Promise.all(Array.from({ length: 7 }, () => outcome(aloud(booking, agent))));
      expect(results.filter((one) => one === 'done')).to.have.length(5);
      expect(await outcome(inside((tx) => revealCode(tx, keys, booking.id, person, NOW)))).to.equal('done');
    });
  });

  it('is forgotten a month after the stay: name, address, links and the addresses of mails; not that somebody looked', async () => {
    const booking = await booked();
    const openerId = await name(booking, an({ phone: '016 27 20 00' }));
    await open(await linkOf(openerId));
    await database.query(`INSERT INTO mails (id, dedupe_key, booking_id, opener_id, template, language, recipient) VALUES (gen_random_uuid(), 'once', $2, $1::uuid, 'opener-named', 'nl', 'an@voorbeeld.be')`, [openerId, booking.id]);
    const month = 30 * 24 * 60;
    await wipeOpeners(setting.db, addMinutes(period.end, month));
    expect((await openersOf(booking)).openers).to.have.length(1);
    await wipeOpeners(setting.db, addMinutes(period.end, month + 1));
    expect((await openersOf(booking)).openers).to.deep.equal([]);
    for (const table of ['openers', 'opener_links', 'mails', 'audit']) {
      const [{ text }] = await database.query<{ text: string }>(`SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [openerId]) as [{ text: string }];
      expect(text, table).to.not.match(/Peeters|voorbeeld|272000/);
    }
    expect(await database.query('SELECT FROM code_reveals WHERE opener_id = $1', [openerId])).to.have.length(1);
  });
});
