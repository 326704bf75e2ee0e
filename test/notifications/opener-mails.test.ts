import { expect } from 'chai';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { nameOpener } from '../../src/access/name-opener.ts';
import { readByDoorLink } from '../../src/access/read-door.ts';
import { readOpeners } from '../../src/access/read-openers.ts';
import { replaceCode } from '../../src/access/replace-code.ts';
import { readCodeAloud, revealCode, revealToOpener } from '../../src/access/reveal-code.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import { withdrawOpener } from '../../src/access/withdraw-opener.ts';
import type { Booking } from '../../src/bookings/booking.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { loadBooking } from '../../src/bookings/load-booking.ts';
import { placeBooking, type BookingAsk } from '../../src/bookings/place-booking.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { GrantId, OpenerId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { addDays, atLocal, localDate } from '../../src/kernel/time.ts';
import { mailOpenerAgain } from '../../src/notifications/mail-opener-again.ts';
import { remindOpeners } from '../../src/notifications/remind.ts';
import { resendMail } from '../../src/notifications/resend-mail.ts';
import { transact } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { createReactions } from '../../src/reactions.ts';
import { aDoorHall, insertDoors } from '../access/setting.ts';
import { move, moveTo } from '../bookings/moving.ts';
import { anAsk, evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { anAssociation, aPerson } from '../support/people.ts';
import { ORIGIN, usePostOffice, type CaughtMail } from './post-office.ts';

const NOW = new Date();
const DAY = addDays(localDate(NOW), 10);
const keys = parseDoorKeys(`test:${Buffer.alloc(32, 7).toString('base64')}`);
const LINK = new RegExp(`${ORIGIN}/deur/([A-Za-z0-9_-]{43})`);

describe('mails to whoever opens a door', function () {
  this.timeout(20_000);
  const database = useDatabase();
  const office = usePostOffice(database, createReactions({ keys, clock: () => NOW }));
  let els: SignedIn;
  let count = 0;

  beforeEach(async () => {
    await database.query('DELETE FROM alarms; DELETE FROM lock_codes');
    els = await aPerson(office.db);
  });

  interface Named {
    booking: Booking;
    openerId: OpenerId;
    address: string;
  }

  const named = async (own: Partial<BookingAsk> = {}): Promise<Named> => {
    const hall = aDoorHall({ name: { nl: 'Gele zaal', en: 'Yellow hall', fr: 'Salle jaune' } });
    await insertDoors(office.db, [hall]);
    const booking = await transact(office.db, (tx) => placeBooking(tx, anAsk(hall, evening(DAY), own), els, NOW));
    const address = `opener${count += 1}@voorbeeld.be`;
    return { booking, address, openerId: await transact(office.db, (tx) => nameOpener(tx, booking.id, { name: 'An Peeters', email: address }, els, NOW)) };
  };
  const grantOf = async ({ id }: Booking): Promise<GrantId> => (await database.query<{ id: GrantId }>('SELECT id FROM grants WHERE booking_id = $1', [id]))[0]!.id;
  const arrived = async ({ address }: Named, now = NOW): Promise<CaughtMail[]> => {
    await office.deliver(now);
    return office.mailsTo(address);
  };
  const secretIn = ({ text }: CaughtMail): string => LINK.exec(text)?.[1] ?? '';
  const statesOf = async ({ openerId }: Named, template: string): Promise<string[]> =>
    (await database.query<{ status: string }>('SELECT status FROM mails WHERE opener_id = $1 AND template = $2 ORDER BY created_at', [openerId, template])).map(({ status }) => status);
  const inside = <Result>(work: Parameters<typeof transact<Result>>[1]): Promise<Result> => transact(office.db, work);

  it('bring a link of their own, to them by name and to nobody else, and the secret is in the mail alone', async () => {
    const one = await named();
    const [mail] = await arrived(one);
    expect(mail!.subject).to.contain('U opent de deur: Gele zaal');
    expect(mail!.text).to.contain('An Peeters').and.contain('016 27 20 00');
    const secret = secretIn(mail!);
    expect((await readByDoorLink(office.db, secret, NOW)).name).to.equal('An Peeters');
    for (const { tablename } of await database.query<{ tablename: string }>("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      expect(await database.query(`SELECT FROM ${tablename} t WHERE t::text LIKE '%' || $1 || '%'`, [secret]), tablename).to.deep.equal([]);
    }
  });

  for (const [language, subject] of [['en', 'You open the door: Yellow hall'], ['fr', 'Vous ouvrez la porte : Salle jaune']] as const) {
    it(`speak the language of the booking: ${language}`, async () => {
      expect((await arrived(await named({ language })))[0]!.subject).to.contain(subject);
    });
  }

  it('remind them the day before, once, and nobody who was withdrawn', async () => {
    const [one, withdrawn] = [await named(), await named()];
    await office.deliver(NOW);
    await inside((tx) => withdrawOpener(tx, withdrawn.booking.id, withdrawn.openerId, els, NOW));
    const dayBefore = atLocal(addDays(DAY, -1), '11:00');
    const round = { now: dayBefore, log: createLog('test', 'silent') };
    await remindOpeners(office.db, round);
    expect(await remindOpeners(office.db, round)).to.equal(0);
    const [mail] = await arrived(one, dayBefore);
    expect(mail!.subject).to.contain('Morgen opent u de deur');
    expect(secretIn(mail!)).to.have.length(43);
    expect([await statesOf(one, 'opener-reminder'), await statesOf(withdrawn, 'opener-reminder')]).to.deep.equal([['sent'], []]);
  });

  it('tell of another time, and leave the earlier link alive', async () => {
    const one = await named();
    const first = secretIn((await arrived(one))[0]!);
    const known = await loadBooking(office.db, one.booking.id);
    await move(office.db, known, moveTo(known, { period: evening(addDays(DAY, 1)) }), els);
    const [mail] = await arrived(one);
    expect(mail!.subject).to.contain('Gewijzigd: u opent de deur');
    for (const secret of [first, secretIn(mail!)]) expect((await readByDoorLink(office.db, secret, NOW)).period).to.deep.equal(evening(addDays(DAY, 1)));
  });

  it('say that it is over when the booking is cancelled or they are withdrawn, without a link', async () => {
    const [cancelled, withdrawn] = [await named(), await named()];
    await office.deliver(NOW);
    await inside((tx) => cancelBooking(tx, cancelled.booking.id, {}, els, NOW));
    await inside((tx) => withdrawOpener(tx, withdrawn.booking.id, withdrawn.openerId, els, NOW));
    const [[first], [second]] = [await arrived(cancelled), await arrived(withdrawn)];
    expect(first!.subject).to.contain('Geannuleerd: Gele zaal');
    expect(second!.subject).to.contain('U hoeft de deur niet te openen');
    for (const mail of [first!, second!]) expect(secretIn(mail)).to.equal('');
  });

  it('are none at all for somebody who was withdrawn before the first was sent', async () => {
    const one = await named();
    await inside((tx) => withdrawOpener(tx, one.booking.id, one.openerId, els, NOW));
    expect(await arrived(one)).to.deep.equal([]);
    expect([await statesOf(one, 'opener-named'), await statesOf(one, 'opener-ended')]).to.deep.equal([['no-longer-true'], ['no-longer-true']]);
  });

  it('tell of other digits once somebody saw the old ones, with no digits in them', async () => {
    const [seen, unseen] = [await named(), await named()];
    const secret = secretIn((await arrived(seen))[0]!);
    const { code } = await inside((tx) => revealToOpener(tx, keys, secret, addMinutes(seen.booking.period.start, -120)));
    for (const { booking } of [seen, unseen]) {
      const grantId = await grantOf(booking);
      await inside((tx) => replaceCode(tx, keys, grantId, 'by-staff', NOW));
    }
    const [mail] = await arrived(seen);
    expect(mail!.subject).to.contain('Nieuwe toegangscode');
    const { code: fresh } = await inside((tx) => revealCode(tx, keys, seen.booking.id, els, addMinutes(seen.booking.period.start, -60)));
    for (const digits of [code, fresh]) expect(mail!.text + mail!.html + mail!.subject).to.not.contain(digits);
    expect(await statesOf(unseen, 'opener-code-changed')).to.deep.equal([]);
    expect(await database.query("SELECT FROM mails WHERE booking_id = $1 AND template = 'code-changed'", [seen.booking.id]), 'the booker saw nothing').to.deep.equal([]);
  });

  it('tell in time that the door may stay shut, and what to do', async () => {
    const one = await named();
    const at = (minutes: number) => addMinutes(one.booking.period.start, -minutes);
    await inside((tx) => watchDoors(tx, at(40)));
    const [risk] = await arrived(one, at(40));
    expect(risk!.subject).to.contain('misschien werkt de code niet');
    await inside((tx) => watchDoors(tx, at(30)));
    const [fallback] = await arrived(one, at(30));
    expect(fallback!.subject).to.contain('Reken niet op de code');
    expect(fallback!.text).to.contain('016 27 20 00');
  });

  it('go to the opener again when staff send one once more, never to the booker', async () => {
    const one = await named();
    await office.deliver(NOW);
    const agent = await aPerson(office.db, { roles: [{ role: 'agent', organisationId: (await anAssociation(office.db)).id }] });
    const [sent] = await database.query<{ id: string }>("SELECT id FROM mails WHERE opener_id = $1 AND template = 'opener-named'", [one.openerId]);
    await inside((tx) => resendMail(tx, { mailId: sent!.id }, agent, NOW));
    expect(await arrived(one)).to.have.length(2);
    await inside((tx) => withdrawOpener(tx, one.booking.id, one.openerId, els, NOW));
    await database.query("UPDATE mails SET created_at = created_at - interval '2 hours' WHERE opener_id = $1", [one.openerId]);
    await inside((tx) => resendMail(tx, { mailId: sent!.id }, agent, NOW));
    await office.deliver(NOW);
    expect((await statesOf(one, 'opener-named')).toSorted(), 'a dead link is sent to nobody').to.deep.equal(['no-longer-true', 'sent', 'sent']);
  });

  it('come again when the booker asks, three in an hour, and say what became of them', async () => {
    const one = await named();
    const again = (actor: SignedIn = els, now = NOW): Promise<unknown> => inside((tx) => mailOpenerAgain(tx, one.booking.id, one.openerId, actor, now))
      .then(() => 'sent', (thrown: unknown) => (isRefusal(thrown) ? thrown.code : thrown));
    expect(await again(), 'while the first is on its way').to.equal('mail-not-resendable');
    await office.deliver(NOW);
    expect(await again(await aPerson(office.db))).to.equal('not-found');
    for (const _ of [2, 3]) {
      expect(await again()).to.equal('sent');
      await office.deliver(NOW);
    }
    expect(await again()).to.equal('too-many-requests');
    expect(new Set((await arrived(one)).map(secretIn)).size).to.equal(3);
    expect((await readOpeners(office.db, one.booking.id, els, NOW)).openers[0]).to.include({ mail: 'sent' });
    await database.query("UPDATE mails SET status = 'failed', created_at = created_at - interval '2 hours' WHERE opener_id = $1", [one.openerId]);
    expect((await readOpeners(office.db, one.booking.id, els, NOW)).openers[0]).to.include({ mail: 'failed' });
    expect(await again(els, one.booking.period.end)).to.equal('wrong-state');
    expect(await again()).to.equal('sent');
    await inside((tx) => withdrawOpener(tx, one.booking.id, one.openerId, els, NOW));
    expect(await again()).to.equal('not-found');
  });

  it('let the booker know that an agent read the code aloud', async () => {
    const { booking } = await named();
    const agent = await aPerson(office.db, { roles: [{ role: 'agent', organisationId: (await anAssociation(office.db)).id }] });
    const { code } = await inside((tx) => readCodeAloud(tx, keys, booking.id, { check: 'known-contact', reason: 'Geen internet' }, agent, addMinutes(booking.period.start, -60)));
    await office.deliver(NOW);
    const [person] = await database.query<{ email: string }>('SELECT email FROM persons WHERE id = $1', [els.personId]);
    const mail = (await office.mailsTo(person!.email)).find(({ subject }) => subject.includes('voorgelezen'));
    expect(mail!.text).to.contain('Bel meteen 016 27 20 00').and.not.contain(code).and.not.contain('Geen internet');
  });
});
