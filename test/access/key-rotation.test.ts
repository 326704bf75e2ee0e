import { expect } from 'chai';
import { pino } from 'pino';
import { doorStatus } from '../../src/access/door-status.ts';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { takenFingerprints } from '../../src/access/grant-store.ts';
import { rewrapCodes } from '../../src/access/rewrap-codes.ts';
import { startAccess, type Access } from '../../src/access/run-access.ts';
import { fingerprint, unsealCode } from '../../src/access/seal-code.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { BookingId, GrantId } from '../../src/kernel/ids.ts';
import { addMinutes, type Period } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { healthOf } from '../lock-gateway/health.ts';
import { pause, startStage, type Stage } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, keys, secret, useDoors, type NewLock } from './setting.ts';

const HOUR = 3_600_000;
const inHours = (from: number): Period => {
  const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + from * HOUR);
  return { start, end: new Date(start.getTime() + HOUR) };
};

describe('a new key for door codes at rest', () => {
  const database = useDatabase();
  const setting = useDoors(database);
  const fresh = secret();
  // The ring of the product as it is while keys change: the new one, and the one that sealed so far.
  const newest = parseDoorKeys(`fresh:${fresh}`).codes;
  const ring = [newest[0], ...keys.codes] as const;
  let lock: NewLock;
  let ids: BookingId[];

  before('bookings with codes under the old key', async () => {
    const hall = aDoorHall();
    [lock] = await insertDoors(setting.db, [hall]) as [NewLock];
    const person = await aPerson(setting.db);
    ids = [];
    for (let day = 1; day <= 7; day += 1) ids.push((await book(setting.db, hall, inHours(24 * day), person)).id);
  });
  const sealed = () => database.query<{ id: GrantId; booking_id: BookingId; code_sealed: Buffer; code_key: string }>('SELECT id, booking_id, code_sealed, code_key FROM grants ORDER BY booking_id');
  const digitsWith = async (codes: typeof ring | typeof newest): Promise<string[]> =>
    (await sealed()).map(({ id, code_sealed: bytes, code_key: keyId }) => unsealCode(codes, id, { bytes, keyId }));

  it('seals what older ones sealed, some at a time and each once, however many do it', async () => {
    const digits = await digitsWith(ring);
    expect(await rewrapCodes(setting.db, ring, 2)).to.equal(2);
    expect((await sealed()).filter(({ code_key: key }) => key === 'fresh')).to.have.length(2);
    expect(await digitsWith(ring)).to.deep.equal(digits);
    const both = await Promise.all([rewrapCodes(setting.db, ring), rewrapCodes(setting.db, ring)]);
    expect(both[0] + both[1]).to.equal(5);
    expect(await rewrapCodes(setting.db, ring)).to.equal(0);
    expect(await digitsWith(newest), 'the old key is no longer needed').to.deep.equal(digits);
    const taken = (await transact(setting.db, (tx) => takenFingerprints(tx, [lock.id]))).get(lock.id)!;
    expect([...taken].toSorted(), 'nobody is given the same').to.deep.equal(digits.map((one) => fingerprint(newest[0], one)).toSorted());
  });

  it('leaves alone what a key sealed that is not in the ring, and what it opened stays shut without it', async () => {
    const other = parseDoorKeys(`other:${secret()},unused:${secret()}`).codes;
    expect(await rewrapCodes(setting.db, other)).to.equal(0);
    expect((await sealed()).every(({ code_key: key }) => key === 'fresh')).to.equal(true);
    const [first] = await sealed();
    expect(() => unsealCode(keys.codes, first!.id, { bytes: first!.code_sealed, keyId: first!.code_key })).to.throw('not in CODE_KEYS');
  });
});

describe('a new key for a gateway', function () {
  this.timeout(60_000);
  const database = useDatabase();
  let stage: Stage;
  let access: Access | undefined;
  after('stop the worker, then the stage; the pool is closed after them', async () => {
    await access?.stop();
    await stage.stop();
  });
  const setting = useDoors(database);
  let hall: Hall;
  let person: SignedIn;
  const fresh = secret();

  before(async () => {
    stage = await startStage(brokersHere()[0]!, [{ id: 'deur', windows: true }]);
    hall = aDoorHall();
    await insertDoors(setting.db, [hall], [{ lockName: 'deur' }]);
    person = await aPerson(setting.db);
  });
  /** A worker with these keys for the gateway, the first of which seals. */
  const work = async (...secrets: string[]): Promise<void> => {
    await access?.stop();
    const { url, version } = stage.city;
    const { gateways } = parseDoorKeys(`unused:${secret()}`, secrets.map((one) => `${GATEWAY}:${one}`).join(','));
    access = await startAccess({
      db: setting.db, url: database.url, keys: { codes: keys.codes, gateways }, log: pino({ level: 'silent' }), broker: { url, user: 'openzaal', password: 'openzaal-sandbox', version },
    });
  };
  const gateway = async (current: string, previous: string): Promise<void> => {
    await stage.gateway.terminate();
    await stage.gateway.start({ GATEWAY_KEY: current, GATEWAY_PREVIOUS_KEY: previous });
  };
  let hour = 20;
  const bookOne = async (): Promise<{ id: BookingId; period: Period }> => {
    const period = inHours(hour += 2);
    return { id: (await book(setting.db, hall, period, person)).id, period };
  };
  const state = async (id: BookingId): Promise<string> => (await doorStatus(setting.db, id, new Date())).state;
  /** The door decides. */
  const opens = async ({ id, period }: { id: BookingId; period: Period }): Promise<void> => {
    for (let tries = 0; await state(id) !== 'confirmed'; tries += 1) {
      if (tries > 600) throw new Error(`the door is ${await state(id)}`);
      await pause(30);
    }
    const [row] = await database.query<{ id: GrantId; code_sealed: Buffer; code_key: string }>('SELECT id, code_sealed, code_key FROM grants WHERE booking_id = $1', [id]);
    const twin = stage.locks.twin('deur');
    await twin.setSkew(Math.round((addMinutes(period.start, 5).getTime() - Date.now()) / 1_000));
    const { opened } = twin.press(unsealCode(keys.codes, row!.id, { bytes: row!.code_sealed, keyId: row!.code_key }));
    await twin.setSkew(0);
    expect(opened).to.equal(true);
  };

  it('comes to it first, then to the workers, and codes arrive at every step', async () => {
    const old = stage.core.secret;
    await work(old);
    await opens(await bookOne());
    await gateway(fresh, old);
    await opens(await bookOne());
    await work(fresh, old);
    await opens(await bookOne());
    expect((await healthOf(stage.gateway)).drops, 'manifests are believed').to.not.have.property('forged_manifest');
    await work(fresh);
    await gateway(fresh, '');
    await opens(await bookOne());
  });

  it('makes the old one worthless: what it seals or signs changes nothing on the lock', async () => {
    const before = stage.locks.twin('deur').memory.codes.map(({ ref }) => ref);
    await work(stage.core.secret);
    const late = await bookOne();
    const refused = async (): Promise<number> => (await database.query("SELECT FROM lock_codes WHERE error_code = 'decrypt_failed'")).length;
    for (let tries = 0; await refused() === 0; tries += 1) {
      if (tries > 600) throw new Error('it was not refused');
      await pause(30);
    }
    for (let tries = 0; !((await healthOf(stage.gateway)).drops['forged_manifest'] ?? 0); tries += 1) {
      if (tries > 300) throw new Error('the manifest was believed');
      await pause(30);
    }
    expect(stage.locks.twin('deur').memory.codes.map(({ ref }) => ref)).to.deep.equal(before);
    expect(await state(late.id)).to.not.equal('confirmed');
  });

  it('may come to the workers first: what the gateway cannot open is sealed with the next key of the ring', async () => {
    await work(secret(), fresh);
    await opens(await bookOne());
  });
});
