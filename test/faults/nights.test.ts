import { expect } from 'chai';
import type { BookingId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { useDatabase } from '../support/database.ts';
import { startDatabaseProxy } from './database-proxy.ts';
import { openJudge, type Judge } from './judge.ts';
import { EVERY_MAKE, MINUTE, startWorld, type DoorPlan, type World } from './world.ts';

/** What takes hours, under a clock of our own. Every minute the judge presses every code at every door. */
describe('doors through a whole night of trouble', function () {
  this.timeout(300_000);
  const database = useDatabase();
  let world: World;
  let judge: Judge;

  const begin = async (start: Date, plans: readonly DoorPlan[] = EVERY_MAKE, url = database.url): Promise<void> => {
    await database.query('TRUNCATE lock_codes, alarms, door_events CASCADE');
    world = await startWorld({ url }, start, plans);
    judge = openJudge(world);
  };
  afterEach('end the night', () => world.stop());

  const until = async (instant: Date): Promise<void> => {
    while (world.time.now() < instant.getTime()) {
      await world.time.pass(Math.min(MINUTE, instant.getTime() - world.time.now()));
      await judge.look();
    }
  };
  /** Nothing bad was seen, and in the end all is as it should be. */
  const allWell = async (): Promise<void> => {
    expect(judge.findings).to.deep.equal([]);
    expect(await judge.converged()).to.deep.equal([]);
    expect(judge.leaks()).to.deep.equal([]);
  };
  const bookAll = async (period: Period): Promise<void> => {
    for (const { id } of world.doors) await world.book(id, period);
    await judge.look();
  };
  const evening: Period = { start: atLocal('2027-03-03', '19:00'), end: atLocal('2027-03-03', '21:00') };
  const nextMorning: Period = { start: atLocal('2027-03-04', '09:00'), end: atLocal('2027-03-04', '10:00') };
  const held = (): Record<string, number> => Object.fromEntries(world.doors.map(({ id, twin }) => [id, twin.memory.codes.length]));
  const each = (count: (id: string, keepsWindows: boolean) => number): Record<string, number> => Object.fromEntries(world.doors.map(({ id, keepsWindows }) => [id, count(id, keepsWindows)]));
  const alarms = (): Promise<{ kind: string; raised_at: Date; lock_name: string }[]> =>
    database.query('SELECT kind, raised_at, lock_name FROM alarms JOIN locks ON locks.id = lock_id ORDER BY raised_at, kind');

  it('with the line cut for six hours across start and end: codes stay, and each goes at its end', async () => {
    await begin(addMinutes(evening.start, -65));
    await bookAll(evening);
    await bookAll(nextMorning);
    await until(addMinutes(evening.start, -30));
    expect(held()).to.deep.equal(each((_, keeps) => (keeps ? 2 : 1)));
    world.city.cut(`lock-gateway-${world.gateway}`);
    await until(addMinutes(evening.start, 5));
    expect([...new Set((await alarms()).map(({ kind }) => kind))], 'that the gateway is away').to.deep.equal(['gateway-offline']);
    await until(addMinutes(evening.end, 18));
    expect(held(), 'the gateway took them off by itself').to.deep.equal(each((_, keeps) => (keeps ? 1 : 0)));
    await until(addMinutes(evening.start, 330));
    world.city.mend(`lock-gateway-${world.gateway}`);
    await until(addMinutes(evening.start, 345));
    await allWell();
  });

  it('with a lock out of reach all through the window: an alarm in time, and no code of the past when it comes back', async () => {
    await begin(addMinutes(evening.start, -75));
    for (const { twin } of world.doors) await twin.setOffline('offline');
    await bookAll(evening);
    await until(addMinutes(evening.end, 30));
    const raised = await alarms();
    for (const { id } of world.doors) {
      const atRisk = raised.find(({ lock_name: name, kind }) => name === id && kind === 'at-risk');
      expect(atRisk, id).to.not.equal(undefined);
      expect(atRisk!.raised_at.getTime(), id).to.be.at.most(addMinutes(evening.start, -15).getTime());
    }
    for (const { twin } of world.doors) await twin.setOffline('online');
    await until(addMinutes(evening.end, 60));
    expect(held()).to.deep.equal(each(() => 0));
    await allWell();
  });

  it('with every message three times, late and out of order, also answers to what was since moved or cancelled', async () => {
    await begin(addMinutes(evening.start, -75), EVERY_MAKE.filter(({ id }) => id === 'native' || id === 'plain' || id === 'nuki'));
    let turn = 0;
    world.city.setFate(() => [1, 10_000, 30_000].map((delay) => delay + ((turn += 1) % 3) * 10_000));
    const ids = new Map<string, Awaited<ReturnType<World['book']>>>();
    for (const { id } of world.doors) ids.set(id, await world.book(id, evening));
    await until(addMinutes(evening.start, -55));
    const later: Period = { start: addMinutes(evening.start, 30), end: addMinutes(evening.end, 30) };
    for (const [door, id] of ids) await world.moveTo(id, door, later);
    await until(addMinutes(evening.start, -25));
    await world.cancel(ids.get('native')!);
    await until(addMinutes(evening.start, -10));
    expect(held()).to.deep.equal(each((id) => (id === 'native' ? 0 : 1)));
    expect(world.city.raw.filter((line) => line.includes('/native/manifest ')).length, 'manifests do not beget manifests').to.be.below(100);
    world.city.setFate(undefined);
    await until(addMinutes(later.end, 20));
    expect(held()).to.deep.equal(each(() => 0));
    await allWell();
  });

  for (const [what, seconds] of [['five minutes fast', 300], ['26 hours slow', -93_600]] as const) {
    it(`with the clock of a lock ${what}: that is known, and afterwards the code opens as agreed`, async () => {
      await begin(addMinutes(evening.start, -90), EVERY_MAKE.slice(0, 1));
      await world.door('native').twin.setSkew(seconds);
      await bookAll(evening);
      await until(addMinutes(evening.start, -60));
      expect(await database.query("SELECT details->>'skewSeconds' AS skew FROM door_events WHERE kind = 'clock_skew' ORDER BY at DESC LIMIT 1")).to.deep.equal([{ skew: String(seconds) }]);
      await world.door('native').twin.setSkew(0);
      await until(addMinutes(evening.end, 30));
      expect(held()).to.deep.equal({ native: 0 });
      await allWell();
    });
  }

  for (const [night, hours, from, till] of [['2027-03-28', 23, '01:30', '05:00'], ['2027-10-31', 25, '01:00', '04:00']] as const) {
    it(`in the night of ${hours} hours`, async () => {
      const period: Period = { start: atLocal(night, from), end: atLocal(night, till) };
      await begin(addMinutes(period.start, -90));
      await bookAll(period);
      await until(addMinutes(period.end, 25));
      expect(held()).to.deep.equal(each(() => 0));
      await allWell();
    });
  }

  it('in the night of 25 hours, with an end in the first of the two hours that have the same name', async () => {
    const end = new Date('2027-10-31T00:30:00Z');
    await begin(addMinutes(end, -150));
    await bookAll({ start: addMinutes(end, -60), end });
    await until(addMinutes(end, 100));
    expect(held()).to.deep.equal(each(() => 0));
    await allWell();
  });

  it('with every slot taken when a nearer booking comes: an alarm in time, and the code follows when there is room', async () => {
    await begin(addMinutes(evening.start, -130), [{ id: 'native', windows: true, slots: 2 }]);
    const [first] = [await world.book('native', nextMorning), await world.book('native', { start: addMinutes(nextMorning.start, 120), end: addMinutes(nextMorning.end, 120) })];
    await until(addMinutes(evening.start, -100));
    await world.book('native', evening);
    await until(addMinutes(evening.start, -30));
    expect(judge.findings).to.deep.equal([]);
    await world.cancel(first);
    await until(addMinutes(evening.start, 5));
    await allWell();
  });

  it('with the database away for a minute, longer than any patience, while one code ends and another begins', async () => {
    const proxy = await startDatabaseProxy(database.url);
    try {
      await begin(addMinutes(evening.end, -45), EVERY_MAKE.slice(0, 2), proxy.url);
      await bookAll({ start: addMinutes(evening.end, -30), end: addMinutes(evening.end, 30) });
      await until(addMinutes(evening.end, 44));
      expect(held()).to.deep.equal(each(() => 1));
      proxy.cut();
      await world.time.pass(2 * MINUTE);
      expect(held(), 'the gateway needs no database').to.deep.equal(each(() => 0));
      proxy.mend();
      await world.time.pass(MINUTE);
      await bookAll({ start: addMinutes(evening.end, 90), end: addMinutes(evening.end, 150) });
      await until(addMinutes(evening.end, 95));
      expect(held()).to.deep.equal(each(() => 1));
      await allWell();
    } finally {
      await proxy.close();
    }
  });

  it('with the memory of the gateway and of the broker lost at once, people are told of the codes that nobody knows any more', async () => {
    await begin(addMinutes(evening.start, -75), EVERY_MAKE.filter(({ id }) => id === 'zigbee' || id === 'zwave'));
    await bookAll(evening);
    await until(addMinutes(evening.start, -30));
    expect(held()).to.deep.equal(each(() => 1));
    await world.killGateway();
    world.city.down();
    world.city.up('forgets');
    for (const id of await database.query<{ id: BookingId }>('SELECT DISTINCT booking_id AS id FROM grants g JOIN lock_codes c ON c.grant_id = g.id')) await world.cancel(id.id);
    await world.startGateway('lost');
    await until(addMinutes(evening.start, -15));
    expect((await alarms()).filter(({ kind }) => kind === 'codes-changed').map(({ lock_name: name }) => name).toSorted()).to.deep.equal(['zigbee', 'zwave']);
    for (const { twin } of world.doors) for (const { slot } of twin.memory.codes) await twin.clearSlot(slot);
    await until(addMinutes(evening.start, 10));
    await allWell();
  });

  it('with one of two workers gone in the middle, and the other one later', async () => {
    await begin(addMinutes(evening.start, -65));
    await world.startWorker();
    await bookAll(evening);
    await world.stopWorkers();
    await bookAll(nextMorning);
    await world.startWorker();
    await world.startWorker();
    await until(addMinutes(evening.end, 30));
    expect(held()).to.deep.equal(each((_, keeps) => (keeps ? 1 : 0)));
    await allWell();
  });
});
