import { expect } from 'chai';
import { pino } from 'pino';
import { doorStatus, type DoorState } from '../../src/access/door-status.ts';
import { startAccess, type Access } from '../../src/access/run-access.ts';
import { unsealCode } from '../../src/access/seal-code.ts';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId, GrantId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { lockTopic } from '../../lock-gateway/protocol.ts';
import { healthOf, healthUrl } from '../lock-gateway/health.ts';
import { pause } from '../lock-gateway/stage.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { startLockCity, type LockCity } from './city.ts';
import { aDoorHall, book, insertDoors, keys, useDoors } from './setting.ts';

const HOUR = 3_600_000;
/** Both buildings call their door the same. */
const DOOR = 'deur';

describe('two gateways of one city, each with a hall, through the broker as it is shipped', function () {
  this.timeout(90_000);
  const database = useDatabase();
  let city: LockCity;
  let access: Access | undefined;
  after('stop the worker and the city; the pool is closed after them', async () => {
    await access?.stop();
    await city?.stop();
  });
  const setting = useDoors(database);
  const halls = new Map<string, Hall>();
  let person: SignedIn;

  before(async function () {
    city = await startLockCity(this, { leuven: [DOOR], heverlee: [DOOR] });
    person = await aPerson(setting.db);
    for (const gateway of city.buildings.keys()) {
      const hall = aDoorHall();
      const [lock] = await insertDoors(setting.db, [hall]);
      await database.query('UPDATE locks SET gateway = $1, lock_name = $2 WHERE id = $3', [gateway, DOOR, lock!.id]);
      halls.set(gateway, hall);
    }
    access = await startAccess({ db: setting.db, url: database.url, broker: city.core, keys: city.keys, log: pino({ level: 'silent' }) });
  });

  const inHours = (from: number): Period => {
    const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
    return { start, end: new Date(start.getTime() + HOUR) };
  };
  const bookAt = async (gateway: string, period: Period): Promise<BookingId> => (await book(setting.db, halls.get(gateway)!, period, person)).id;
  const state = async (id: BookingId): Promise<DoorState> => (await doorStatus(setting.db, id, new Date())).state;
  const becomes = async (id: BookingId, wanted: DoorState): Promise<void> => {
    for (let tries = 0; (await state(id)) !== wanted; tries += 1) {
      if (tries > 600) throw new Error(`the door is ${await state(id)} and not ${wanted}`);
      await pause(30);
    }
  };
  const digitsOf = async (id: BookingId): Promise<string> => {
    const [row] = await database.query<{ id: GrantId; code_sealed: Buffer; code_key: string }>('SELECT id, code_sealed, code_key FROM grants WHERE booking_id = $1', [id]);
    return unsealCode(keys.codes, row!.id, { bytes: row!.code_sealed, keyId: row!.code_key });
  };
  const pressAt = async (gateway: string, digits: string, at: Date): Promise<boolean> => {
    const twin = city.buildings.get(gateway)!.locks.twin(DOOR);
    await twin.setSkew(Math.round((at.getTime() - Date.now()) / 1_000));
    const { opened } = twin.press(digits);
    await twin.setSkew(0);
    return opened;
  };
  const cancel = (id: BookingId) => transact(setting.db, (tx) => cancelBooking(tx, id, {}, person, new Date()));

  it('each bring the code of their own hall to their own door, where it opens in its window and nowhere else', async () => {
    const period = inHours(24);
    const [here, there] = [await bookAt('leuven', period), await bookAt('heverlee', period)];
    await Promise.all([becomes(here, 'confirmed'), becomes(there, 'confirmed')]);
    const during = addMinutes(period.start, 10);
    const [ours, theirs] = [await digitsOf(here), await digitsOf(there)];
    expect([await pressAt('leuven', ours, during), await pressAt('heverlee', ours, during)]).to.deep.equal([true, false]);
    expect([await pressAt('leuven', theirs, during), await pressAt('heverlee', theirs, during)]).to.deep.equal([false, true]);
    expect(await pressAt('leuven', ours, addMinutes(period.start, -20)), 'before').to.equal(false);
    await cancel(here);
    await becomes(here, 'removed');
    expect(await pressAt('leuven', ours, during), 'after it was cancelled').to.equal(false);
    expect(await pressAt('heverlee', theirs, during), 'the other one').to.equal(true);
  });

  it('do not wait for each other: one works on while the other is away, and that one catches up', async () => {
    const leuven = city.buildings.get('leuven')!.gateway;
    await leuven.kill();
    const [waiting, passing] = [await bookAt('leuven', inHours(26)), await bookAt('heverlee', inHours(26))];
    await becomes(passing, 'confirmed');
    expect(await state(waiting)).to.not.equal('confirmed');
    await leuven.start();
    await becomes(waiting, 'confirmed');
  });

  it('both come back after the broker was killed, and what happened meanwhile is made good', async () => {
    const gone = await bookAt('leuven', inHours(28));
    await becomes(gone, 'confirmed');
    await city.broker.down();
    await cancel(gone);
    const fresh = await bookAt('heverlee', inHours(28));
    await pause(300);
    await city.broker.up();
    await Promise.all([becomes(gone, 'removed'), becomes(fresh, 'confirmed')]);
  });

  it('cannot speak for each other: the broker refuses it, and under its own name one says nothing about the other’s codes', async () => {
    const id = await bookAt('leuven', inHours(30));
    await becomes(id, 'confirmed');
    const [code] = await database.query<{ ref: string; rev: number; cmd_id: string }>('SELECT c.ref, c.rev, c.cmd_id FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE booking_id = $1', [id]);
    const forged = { v: 1, cmdId: code!.cmd_id, lock: DOOR, ref: code!.ref, rev: code!.rev, status: 'removed', evidence: 'read_back', at: new Date(Date.now() + 5_000).toISOString() };
    const heverlee = city.buildings.get('heverlee')!.gateway;
    await heverlee.kill();
    const traitor = await city.connect('heverlee');
    const refusal = await traitor.publishAsync(lockTopic('leuven', DOOR, 'ack'), JSON.stringify(forged), { qos: 1 }).then(() => 'taken', (error: Error) => error.message);
    expect(refusal).to.match(/not authorized/i);
    await traitor.publishAsync(lockTopic('heverlee', DOOR, 'ack'), JSON.stringify(forged), { qos: 1 });
    await traitor.publishAsync(lockTopic('heverlee', 'vault', 'ack'), JSON.stringify({ ...forged, lock: 'vault' }), { qos: 1 });
    await pause(500);
    expect(await state(id)).to.equal('confirmed');
    expect(access!.drops()).to.not.have.property('refused');
    await traitor.endAsync(true);
    await heverlee.start();
  });

  it('each say how they are, by their own names', async () => {
    for (const [name, { gateway }] of city.buildings) {
      const { city: line, building, locks, drops } = await healthOf(gateway);
      expect([line, building, locks.map(({ id, online }) => [id, online])], name).to.deep.equal(['up', 'up', [[DOOR, true]]]);
      expect(drops, name).to.deep.equal({});
      const metrics = await (await fetch(`${healthUrl(gateway)}/metrics`)).text();
      expect(metrics).to.contain(`openzaal_gateway_info{gateway="${name}",`).and.contain('openzaal_gateway_line_up{line="city"} 1\n').and.match(/openzaal_gateway_report_age_seconds\{lock="deur"\} \d/);
      expect(metrics).to.match(/openzaal_gateway_codes\{lock="deur",state="installed"\} [1-9]/);
    }
  });
});
