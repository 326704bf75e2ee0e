import { expect } from 'chai';
import { closeSpaces } from '../../src/availability/close-spaces.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { endSession } from '../../src/identity/log-out.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import type { SignedIn, StaffRole } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, evening, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson, anAssociation } from '../support/people.ts';
import { startLive, type Heard, type LiveServer } from './setting.ts';

describe('live streams over two servers and one database', function () {
  this.timeout(30_000);
  const database = useDatabase();
  const setting = useSetting(database);
  let one: LiveServer;
  let other: LiveServer;
  let hall: Hall;
  let els: SignedIn;

  before(async () => {
    [one, other] = await Promise.all([startLive(database.url), startLive(database.url)]);
    hall = aHall();
    await insertHalls(setting.db, [hall]);
    els = await aPerson(setting.db);
    await new Promise((resolve) => setTimeout(resolve, 700)); // what happened before they listened they cannot know
  });
  after(() => Promise.all([one.close(), other.close()]));

  let day = 1;
  const aMoment = () => evening(`2027-03-${String((day += 1)).padStart(2, '0')}`);
  const book = (who: SignedIn, where: Hall = hall) => transact(setting.db, (tx) => placeBooking(tx, anAsk(where, aMoment()), who, new Date()));
  const cookieOf = async (who: SignedIn): Promise<string> =>
    `session=${(await transact(setting.db, (tx) => insertSession(tx, { personId: who.personId }, new Date()))).token}`;
  const names = (topic: string) => (data: string): boolean => (JSON.parse(data) as { topics: string[] }).topics.includes(topic);
  const staff = async (role: StaffRole, organisationId: string): Promise<SignedIn> => {
    const person = await aPerson(setting.db);
    await setting.db('staff_roles').insert({ person_id: person.personId, role, organisation_id: organisationId, source: 'given' });
    return person;
  };

  it('tells on every server that a hall changed, in the moment that somebody books it', async () => {
    const topic = `hall:${hall.id}`;
    const [here, there] = await Promise.all([one.listen(topic), other.listen(topic)]);
    expect(here.headers.get('content-type')).to.contain('text/event-stream');
    expect(here.headers.get('cache-control')).to.equal('no-store');
    await book(els);
    const said = await Promise.all([here.until('changed'), there.until('changed')]);
    said.forEach((data) => expect(JSON.parse(data)).to.have.all.keys('topics', 'withinMs').and.deep.include({ topics: [topic] }));
    [here, there].forEach((heard) => heard.stop());
  });

  it('tells its booker, its organisation, its venue and its own page, and says each once', async () => {
    const organisation = await anAssociation(setting.db);
    const chair = await aPerson(setting.db, { organisation });
    await setting.db('memberships').insert({ organisation_id: organisation.id, person_id: chair.personId, role: 'member', source: 'agent' });
    const manager = await staff('manager', hall.venue.organisationId);
    const mine = await one.listen(`person:${chair.personId} organisation:${organisation.id}`, { cookie: await cookieOf(chair) });
    const theirs = await other.listen(`venue:${hall.venue.id}`, { cookie: await cookieOf(manager) });
    const { id } = await book(chair);
    expect(JSON.parse(await mine.until('changed', names(`person:${chair.personId}`)))).to.have.property('topics').with.members([`person:${chair.personId}`, `organisation:${organisation.id}`]);
    expect(JSON.parse(await theirs.until('changed', names(`venue:${hall.venue.id}`)))).to.have.property('topics').with.members([`venue:${hall.venue.id}`]);
    const page = await other.listen(`booking:${id}`, { cookie: await cookieOf(chair) });
    await transact(setting.db, (tx) => cancelBooking(tx, id, { expectedVersion: 1 }, chair, new Date()));
    await page.until('changed', names(`booking:${id}`));
    expect(page.events.filter(({ event }) => event === 'changed')).to.have.length(1);
    [mine, theirs, page].forEach((heard) => heard.stop());
  });

  it('tells nothing of what is rolled back', async () => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    const heard = await one.listen(`hall:${hall.id}`);
    await setting.db.transaction(async (tx) => {
      await placeBooking(tx, anAsk(hall, aMoment()), els, new Date());
      throw new Error('changed my mind');
    }).catch(() => {});
    const marker = aHall();
    await insertHalls(setting.db, [marker]);
    const after = await one.listen(`hall:${marker.id}`, { age: 5_000 });
    await after.until('changed');
    expect(heard.events.map(({ event }) => event)).to.deep.equal(['heard']);
    [heard, after].forEach((stream) => stream.stop());
  });

  it('tells of closures, also where they find nothing free, and of opening hours', async () => {
    const heard = await other.listen(`hall:${hall.id}`);
    const count = (): number => heard.events.filter(({ event }) => event === 'changed').length;
    const toldOf = async (change: () => Promise<unknown>): Promise<void> => {
      const before = count();
      await change();
      while (count() === before) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const closing = { spaceIds: hall.spaceIds, period: evening('2027-06-01'), reason: { nl: 'Werken' } };
    await toldOf(() => transact(setting.db, (tx) => closeSpaces(tx, closing, new Date())));
    await toldOf(() => transact(setting.db, (tx) => closeSpaces(tx, closing, new Date())));
    await toldOf(() => setting.db('opening_exceptions').insert({ schedule_id: hall.schedule.id, day: '2027-07-21', opens: null, closes: null }));
    heard.stop();
  });

  it('says at the opening what changed since the page was made, and nothing when nothing did', async () => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    const fresh = await one.listen(`hall:${hall.id}`, { age: 0 });
    await book(els);
    await fresh.until('changed');
    const late = await other.listen(`hall:${hall.id}`, { age: 100 });
    await late.until('changed', names(`hall:${hall.id}`));
    const older = await other.listen(`hall:${newId()}`, { age: 3_600_000 });
    expect(await older.until('changed')).to.contain('"*"');
    [fresh, late, older].forEach((heard) => heard.stop());
  });

  it('makes its connection again when it is killed, and has every stream look again', async () => {
    const topic = `hall:${newId()}`;
    const heard = await one.listen(topic);
    const killed = await database.query<{ done: boolean }>(`SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE application_name = 'live' AND datname = current_database()`);
    expect(killed.length).to.equal(2);
    expect(await heard.until('changed')).to.contain('"*"');
    const again = await one.listen(`hall:${hall.id}`);
    await book(els);
    await again.until('changed', names(`hall:${hall.id}`));
    [heard, again].forEach((stream) => stream.stop());
  });

  describe('who may hear', () => {
    const heardBy = async (topics: string, who?: SignedIn): Promise<{ status: number; topics: string[] }> => {
      const heard = await one.listen(topics, who ? { cookie: await cookieOf(who) } : {});
      const answer = heard.status === 200 ? (JSON.parse(await heard.until('heard')) as { topics: string[] }).topics : [];
      heard.stop();
      return { status: heard.status, topics: answer };
    };

    it('of a hall: everybody', async () => {
      expect(await heardBy(`hall:${hall.id}`)).to.deep.equal({ status: 200, topics: [`hall:${hall.id}`] });
    });

    it('of a booking: its booker, the contact centre and who works for the venue; to others it does not exist', async () => {
      const topic = `booking:${(await book(els)).id}`;
      const elsewhere = aHall({ venue: aVenue() });
      await insertHalls(setting.db, [elsewhere]);
      for (const role of ['manager', 'administrator', 'finance', 'reader'] as const) {
        expect(await heardBy(topic, await staff(role, hall.venue.organisationId)), role).to.deep.equal({ status: 200, topics: [topic] });
        expect(await heardBy(topic, await staff(role, elsewhere.venue.organisationId)), `${role} elsewhere`).to.include({ status: 403 });
      }
      expect(await heardBy(topic, await staff('agent', elsewhere.venue.organisationId))).to.include({ status: 200 });
      expect(await heardBy(topic, els)).to.include({ status: 200 });
      expect(await heardBy(topic, await aPerson(setting.db))).to.include({ status: 403 });
      expect(await heardBy(topic)).to.include({ status: 401 });
      expect(await heardBy(`booking:${newId()}`, els)).to.include({ status: 403 });
    });

    it('of a venue: who works for it; of a person and an organisation: oneself and members', async () => {
      const organisation = await anAssociation(setting.db);
      const member = await aPerson(setting.db, { organisation });
      await setting.db('memberships').insert({ organisation_id: organisation.id, person_id: member.personId, role: 'member', source: 'agent' });
      const asked = [`venue:${hall.venue.id}`, `person:${member.personId}`, `organisation:${organisation.id}`];
      expect((await heardBy(asked.join(' '), member)).topics).to.have.members(asked.slice(1));
      expect((await heardBy(asked.join(' '), await staff('reader', hall.venue.organisationId))).topics).to.have.members(asked.slice(0, 1));
      expect(await heardBy(asked.join(' '), els)).to.include({ status: 403 });
      expect((await heardBy([...asked, `hall:${hall.id}`].join(' '), els)).topics, 'what is left').to.deep.equal([`hall:${hall.id}`]);
    });

    it('no longer, on any server, once one has logged out', async () => {
      const cookie = await cookieOf(els);
      const streams = await Promise.all([one, other].map((server) => server.listen(`person:${els.personId}`, { cookie })));
      await endSession(setting.db, cookie.slice('session='.length));
      await Promise.all(streams.map(({ ended }) => ended));
      expect((await one.listen(`person:${els.personId}`, { cookie })).status).to.equal(401);
    });
  });

  it('answers what is wrong with the topics, and opens nothing for HEAD', async () => {
    const many = Array.from({ length: 101 }, () => `hall:${newId()}`).join(' ');
    for (const topics of ['', 'hall:', 'hall:1', `zaal:${newId()}`, `hall:${newId()}:x`, many]) expect((await one.listen(topics)).status, topics.slice(0, 40)).to.equal(400);
    expect((await fetch(`${one.url}/live?topics=hall:${hall.id}&age=-1`)).status).to.equal(400);
    const size = one.hub.size;
    expect((await fetch(`${one.url}/live?topics=hall:${hall.id}`, { method: 'HEAD' })).status).to.equal(200);
    expect(one.hub.size).to.equal(size);
  });

  it('gives a session six streams and no more, and takes one back when it is closed', async () => {
    const cookie = await cookieOf(els);
    const streams: Heard[] = [];
    for (let count = 0; count < 6; count += 1) streams.push(await one.listen(`hall:${hall.id}`, { cookie }));
    expect(streams.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200, 200]);
    const seventh = await one.listen(`hall:${hall.id}`, { cookie });
    expect([seventh.status, seventh.headers.get('retry-after')]).to.deep.equal([429, '60']);
    streams[0]!.stop();
    let again = await one.listen(`hall:${hall.id}`, { cookie });
    while (again.status !== 200) again = await one.listen(`hall:${hall.id}`, { cookie });
    [...streams, again].forEach((heard) => heard.stop());
  });
});
