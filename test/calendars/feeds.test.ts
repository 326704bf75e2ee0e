import { Router } from '@koa/router';
import { expect } from 'chai';
import type { Middleware } from 'koa';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { makeFeed } from '../../src/calendars/make-feed.ts';
import { readFeed } from '../../src/calendars/read-feed.ts';
import { revokeFeed } from '../../src/calendars/revoke-feed.ts';
import { myFeeds } from '../../src/calendars/views.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { OrganisationId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import type { RequestState } from '../../src/contract/request-state.ts';
import { routesOf } from '../../src/http/app.ts';
import { sendFeed } from '../../src/web/visitor/agenda/agenda-routes.tsx';
import { TINY } from '../contract/tiny-contract.ts';
import { startTiny } from '../http/tiny-server.ts';
import { anAsk, evening, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { hourlyForAll } from '../support/tariffs.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson, anAssociation } from '../support/people.ts';

const NOW = new Date();
const DAY = 1_440;

describe('a calendar feed', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const setting = useSetting(database);
  let hall: Hall;

  before(async () => {
    hall = aHall({ tariffs: hourlyForAll(0), noticeMinutes: 0 });
    await insertHalls(setting.db, [hall]);
  });

  let day = 0;
  const book = (who: SignedIn, activity = 'Repetitie', moment = evening(`2027-04-${String((day += 1)).padStart(2, '0')}`)) =>
    transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, moment, { activity, remarks: 'Bel Jef op 0470' }), who, NOW));
  const make = (who: SignedIn, organisationId?: OrganisationId, now = NOW): Promise<string> =>
    transact(setting.db, (tx) => makeFeed(tx, who, organisationId, 'nl', now));
  const read = (secret: string, now = NOW): Promise<string | undefined> => readFeed(setting.db, secret, { now, origin: 'https://zalen.example', names: () => 'Mijn zalen' });
  const refusal = (work: Promise<unknown>): Promise<string | undefined> => work.then(() => undefined, (thrown: unknown) => (isRefusal(thrown) ? thrown.code : String(thrown)));
  const inOrganisation = async (source: 'agent' | 'login' = 'agent'): Promise<{ member: SignedIn; organisation: { id: OrganisationId; name: string } }> => {
    const organisation = await anAssociation(setting.db);
    const member = await aPerson(setting.db, { organisation });
    await setting.db('memberships').insert({ organisation_id: organisation.id, person_id: member.personId, role: 'member', source });
    return { member, organisation };
  };
  const lines = (calendar: string | undefined): string[] => (calendar ?? '').replaceAll('\r\n ', '').split('\r\n');

  it('holds what its person booked, and nothing that is not theirs', async () => {
    const { member, organisation } = await inOrganisation();
    const alone: SignedIn = { ...member, bookerKind: 'resident' };
    delete (alone as { organisation?: unknown }).organisation;
    await book(alone, 'Verjaardag');
    await book(member, 'Concert');
    await book(await aPerson(setting.db), 'Van een ander');
    const own = lines(await read(await make(member)));
    expect(own.filter((line) => line.startsWith('SUMMARY:')).join()).to.contain('Verjaardag').and.not.contain('Concert').and.not.contain('Van een ander');
    const theirs = lines(await read(await make(member, organisation.id)));
    expect(theirs.filter((line) => line.startsWith('SUMMARY:'))).to.have.length(1);
    expect(theirs.join()).to.contain('Concert');
  });

  it('says no more than when, where and what: no door code, no remarks, no persons, and no METHOD', async () => {
    const who = await aPerson(setting.db);
    await book(who);
    const calendar = (await read(await make(who))) ?? '';
    expect(calendar).to.match(/DTSTART:20\d{6}T\d{6}Z/).and.contain('X-WR-CALNAME:Mijn zalen').and.contain('STATUS:CONFIRMED');
    for (const word of ['METHOD', 'Bel Jef', 'Peeters', 'ATTENDEE', 'ORGANIZER', 'DESCRIPTION']) expect(calendar, word).to.not.contain(word);
  });

  it('keeps the UID, lets SEQUENCE grow and says CANCELLED of what was cancelled', async () => {
    const who = await aPerson(setting.db);
    const { id } = await book(who);
    const secret = await make(who);
    const before = lines(await read(secret));
    await transact(setting.db, (tx) => cancelBooking(tx, id, { expectedVersion: 1 }, who, NOW));
    const after = lines(await read(secret));
    const field = (all: string[], name: string): string | undefined => all.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
    expect([field(before, 'UID'), field(after, 'UID')]).to.deep.equal([`${id}@openzaal`, `${id}@openzaal`]);
    expect(Number(field(after, 'SEQUENCE'))).to.be.greaterThan(Number(field(before, 'SEQUENCE')));
    expect([field(before, 'STATUS'), field(after, 'STATUS')]).to.deep.equal(['CONFIRMED', 'CANCELLED']);
    expect(await read(secret), 'the same when nothing changed').to.equal(await read(secret, addMinutes(NOW, 600)));
  });

  it('goes ninety days back', async () => {
    const who = await aPerson(setting.db);
    const { id } = await book(who, 'Lang geleden');
    const secret = await make(who);
    const end = evening('2027-04-01').end;
    await setting.db.raw('UPDATE bookings SET period = tstzrange(?, ?) WHERE id = ?', [addMinutes(end, -60), end, id]);
    expect(await read(secret, addMinutes(end, 89 * DAY))).to.contain('Lang geleden');
    expect(await read(secret, addMinutes(end, 91 * DAY))).to.not.contain('Lang geleden');
  });

  it('opens with its newest secret only, and with none once it is revoked', async () => {
    const who = await aPerson(setting.db);
    const [first, second] = [await make(who), await make(who)];
    expect([typeof (await read(first)), typeof (await read(second))]).to.deep.equal(['undefined', 'string']);
    await transact(setting.db, (tx) => revokeFeed(tx, who, undefined));
    expect(await read(second)).to.equal(undefined);
    expect(await refusal(transact(setting.db, (tx) => revokeFeed(tx, who, undefined)))).to.equal('not-found');
  });

  it('keeps of its secret a hash only', async () => {
    const who = await aPerson(setting.db);
    const secret = await make(who);
    const [row] = await database.query<{ text: string }>(`SELECT row_to_json(f)::text AS text FROM calendar_feeds f WHERE person_id = $1`, [who.personId]);
    expect(row?.text).to.not.contain(secret);
    expect(await myFeeds(setting.db, who.personId)).to.have.length(1);
  });

  it('of an organisation is for its members, and ends when one is no longer', async () => {
    const { member, organisation } = await inOrganisation();
    expect(await refusal(make(await aPerson(setting.db), organisation.id))).to.equal('not-a-member');
    const secret = await make(member, organisation.id);
    expect(await read(secret)).to.be.a('string');
    await setting.db('memberships').where({ person_id: member.personId }).update({ ended_at: NOW });
    expect(await read(secret)).to.equal(undefined);
  });

  it('for which only the login vouched asks for a new link after half a year', async () => {
    const { member, organisation } = await inOrganisation('login');
    const secret = await make(member, organisation.id);
    expect(await read(secret, addMinutes(NOW, 179 * DAY))).to.be.a('string');
    expect(await read(secret, addMinutes(NOW, 181 * DAY))).to.equal(undefined);
  });

  it('stays out of the log, and is asked for no more often than anything else', async () => {
    const secret = await make(await aPerson(setting.db));
    const router = new Router<RequestState>();
    router.get('/agenda/:file', sendFeed({ db: setting.db, clock: () => NOW, origin: 'https://zalen.example' }) as unknown as Middleware<RequestState>);
    const tiny = await startTiny(database.url, {}, { contract: { ...TINY, operations: [] }, pages: routesOf(router), requestsPerMinute: 3 });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await fetch(`${tiny.url}/agenda/${secret}.ics`)).status);
    expect(statuses).to.deep.equal([200, 200, 200, 429]);
    await tiny.close();
    expect(tiny.logged.join('')).to.contain('/agenda/:file').and.not.contain(secret);
  });

  it('is one per person and organisation, also for two who ask at once', async () => {
    const who = await aPerson(setting.db);
    const secrets = await Promise.all(Array.from({ length: 8 }, () => make(who)));
    const opened = await Promise.all(secrets.map((secret) => read(secret)));
    expect(opened.filter(Boolean)).to.have.length(1);
  });
});
