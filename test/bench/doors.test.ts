import { expect } from 'chai';
import { startDoorCity, type DoorCity } from '../../bench/support/door-city.ts';
import { bringCodes, everyCommand, until } from '../../bench/support/bring-codes.ts';
import { alarmLead, bareBroker, bringMany, judged, killBroker } from '../../bench/support/door-figures.ts';
import { layGround, lockNames, type DoorGround } from '../../bench/support/door-ground.ts';
import { openDatabase, type Database } from '../../src/platform/db.ts';
import { createReactions } from '../../src/reactions.ts';
import { needCityBroker } from '../support/city-broker.ts';
import { useDatabase } from '../support/database.ts';

describe('the benchmark of doors', function () {
  this.timeout(90_000);
  const database = useDatabase();
  let city: DoorCity | undefined;
  let db: Database;
  let ground: DoorGround;
  const LOCKS = 6;

  before('a city with a few locks', async function () {
    needCityBroker(this);
    city = await startDoorCity(database.url, lockNames(LOCKS));
    db = openDatabase({ url: database.url, name: 'bench', reactions: createReactions({ keys: city.keys, clock: () => new Date() }) });
    ground = await layGround(db, lockNames(LOCKS), LOCKS);
    city.startWorker();
    await until('all locks are online', async () => (await db('locks').where({ lock_status: 'online' })).length === LOCKS);
  });
  after(async () => {
    await city?.stop();
    await db?.destroy();
  });
  const whole = () => ({ ...ground, db, looking: db, city: city! });

  it('brings codes to their locks and takes them off again, one at a time and at once', async () => {
    const watcher = await city!.connect('core');
    await watcher.subscribeAsync(everyCommand, { qos: 1 });
    const [one, burst] = [await bringCodes(whole(), watcher, 0, 2, 1), await bringCodes(whole(), watcher, 2, 3, 3)];
    expect([one, burst].map(({ published, confirmed, removed }) => [published.count, confirmed.count, removed.count])).to.deep.equal([[2, 2, 2], [3, 3, 3]]);
    expect(lockNames(LOCKS).flatMap((name) => city!.house.codesOn(name)), 'left on a lock').to.deep.equal([]);
  });

  it('measures the broker alone with the same certificates', async () => {
    expect((await bareBroker(city!)).perSecond).to.be.greaterThan(0);
  });

  it('counts what is lost, twice there or left open after the broker was killed', async () => {
    const { grants, codes } = await bringMany(whole(), 2);
    expect(codes).to.equal(2 * LOCKS);
    const { lost, twice, leftOpen, ...recovered } = await killBroker(whole(), grants);
    expect({ lost, twice, leftOpen }).to.deep.equal({ lost: 0, twice: 0, leftOpen: 0 });
    expect(recovered).to.deep.include({ locks: LOCKS, codes: 2 * LOCKS, changedMeanwhile: 4 });
  });

  it('lets the doors judge: lost, twice and left open are each seen', () => {
    const code = (ref: string, desired: 'present' | 'absent') => ({ lock: 'deur', ref, desired, digits: ref, opens: new Date() });
    const house = { codesOn: () => ['well', 'double', 'double', 'taken-back'], opens: (_lock: string, digits: string) => digits === 'well' || digits === 'double' };
    const codes = [code('well', 'present'), code('double', 'present'), code('gone', 'present'), code('taken-back', 'absent'), code('removed', 'absent')];
    expect(judged(house, codes)).to.deep.equal({ lost: 1, twice: 1, leftOpen: 1 });
  });

  it('finds out how long before its window a door in trouble alarms somebody', async () => {
    await city!.stopWorker();
    expect(await alarmLead(whole(), LOCKS - 1)).to.deep.equal({ 'at-risk': 30, fallback: 15 });
  });
});
