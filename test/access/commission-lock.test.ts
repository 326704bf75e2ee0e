import { expect } from 'chai';
import type { Ack, Info, LockEvent } from '../../lock-gateway/protocol.ts';
import { commissionLock, takeIntoService, tryLock } from '../../src/access/commission-lock.ts';
import { claimWork, type Work } from '../../src/access/claim-work.ts';
import { readCommissioning } from '../../src/access/read-commission.ts';
import { takeMessages } from '../../src/access/take-messages.ts';
import { unclaimedLocks } from '../../src/access/unclaimed-locks.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, GATEWAY, insertDoors, keys, useDoors } from './setting.ts';

describe('putting a new lock into service', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useDoors(database);
  const now = new Date();
  let booker: SignedIn;
  let [manager, colleague, stranger] = [] as unknown as [SignedIn, SignedIn, SignedIn];
  let hall: Hall;
  let named = 0;

  const info = (lock: string, own: Partial<Info> = {}): Info => ({
    v: 1, lock, driver: 'native', leadMinutes: 4320, capabilities: { slots: 50, windows: true, clock: true, battery: true }, ...own,
  });
  const hear = (lock: string, ...messages: Parameters<typeof takeMessages>[1][number]['messages']) =>
    transact(setting.db, (tx) => takeMessages(tx, [{ gateway: GATEWAY, name: lock, messages }], now));
  const announced = async (own: Partial<Info> = {}, gateway = GATEWAY): Promise<string> => {
    named += 1;
    const lock = `nieuw-${named}`;
    await transact(setting.db, (tx) => takeMessages(tx, [{ gateway, name: lock, messages: [{ kind: 'info', gateway, lock, message: info(lock, own) }] }], now));
    return lock;
  };
  const commission = (lockName: string, actor = manager): Promise<LockId> =>
    transact(setting.db, (tx) => commissionLock(tx, { gateway: GATEWAY, lockName, name: { nl: 'Zijdeur' }, hallIds: [hall.id] }, actor, now));
  const test = (id: LockId, actor = manager, at = now): Promise<void> => transact(setting.db, (tx) => tryLock(tx, keys, id, actor, at));
  const serve = (id: LockId, actor = manager): Promise<void> => transact(setting.db, (tx) => takeIntoService(tx, keys, id, actor, now));
  const read = (id: LockId, actor = manager, at = now) => readCommissioning(setting.db, keys, id, actor, at);
  const refusal = async (act: Promise<unknown>): Promise<string> => act.then(() => 'done', (thrown: unknown) => (isRefusal(thrown) ? thrown.code : String(thrown)));
  const work = async (lock: string): Promise<Work> => {
    const claimed = (await transact(setting.db, (tx) => claimWork(tx, [GATEWAY], now))).work.find((one) => one.lock.lock_name === lock);
    if (!claimed) throw new Error(`nothing to do for ${lock}`);
    return claimed;
  };
  /** Does what is to be done on the lock, and says so. */
  const settle = async (lock: string): Promise<Work> => {
    const one = await work(lock);
    const message: Ack = {
      v: 1, cmdId: one.code.cmdId, lock, ref: one.code.ref, rev: one.code.rev, status: one.order.op === 'put' ? 'installed' : 'removed', evidence: 'device_ack', at: now.toISOString(),
    };
    await hear(lock, { kind: 'ack', gateway: GATEWAY, lock, message });
    return one;
  };
  const press = (lock: string, ref: string): Promise<unknown> => {
    const message: LockEvent = { v: 1, id: `e-${lock}`, lock, at: now.toISOString(), type: 'entry', ref };
    return hear(lock, { kind: 'event', gateway: GATEWAY, lock, message });
  };

  before('a venue with a lock, and who works there', async () => {
    hall = aDoorHall();
    await insertDoors(setting.db, [hall]);
    booker = await aPerson(setting.db);
    const works = async (organisationId = hall.venue.organisationId): Promise<SignedIn> => ({ ...await aPerson(setting.db), roles: [{ role: 'manager', organisationId }] });
    const elsewhere = aDoorHall();
    await insertHalls(setting.db, [elsewhere]);
    [manager, colleague, stranger] = [await works(), await works(), await works(elsewhere.venue.organisationId)];
  });

  it('begins with a lock of which a gateway of theirs speaks', async () => {
    const lock = await announced();
    expect((await unclaimedLocks(setting.db, manager)).map(({ lockName }) => lockName)).to.include(lock);
    expect(await unclaimedLocks(setting.db, stranger), 'another one\'s gateway').to.deep.equal([]);
    expect(await refusal(commission(lock, stranger))).to.equal('not-allowed');
  });

  it('shows a gateway that serves nobody yet to administrators alone', async () => {
    const lock = await announced({}, 'nieuwe-gateway');
    const administrator: SignedIn = { ...stranger, roles: [{ role: 'administrator', organisationId: stranger.roles[0]!.organisationId }] };
    expect((await unclaimedLocks(setting.db, stranger)).map(({ lockName }) => lockName)).to.not.include(lock);
    expect((await unclaimedLocks(setting.db, administrator)).map(({ lockName }) => lockName)).to.include(lock);
  });

  it('keeps no more than a hundred locks of a gateway that speaks of many', async () => {
    await transact(setting.db, (tx) => takeMessages(tx, Array.from({ length: 150 }, (_, index) => {
      const lock = `veel-${index}`;
      return { gateway: 'druk', name: lock, messages: [{ kind: 'info' as const, gateway: 'druk', lock, message: info(lock) }] };
    }), now));
    expect(await database.query("SELECT count(*)::integer AS kept FROM unclaimed_locks WHERE gateway = 'druk'")).to.deep.equal([{ kept: 100 }]);
  });

  it('takes along how the lock was last heard, whatever its gateway says of it', async () => {
    const lock = await announced();
    await hear(lock, {
      kind: 'reported', gateway: GATEWAY, lock,
      message: { v: 1, lock, at: now.toISOString(), online: true, battery: 71.6, skewSeconds: 9e12, slots: { total: 50, free: 50, foreign: 0 }, codes: [] },
    });
    const { lock: { battery_percent: battery, clock_skew_seconds: skew, lock_status: status } } = await read(await commission(lock));
    expect([battery, skew, status]).to.deep.equal([72, 2_147_483_647, 'online']);
  });

  it('is for whoever comes first, of two at once', async () => {
    const lock = await announced();
    expect((await Promise.all([refusal(commission(lock)), refusal(commission(lock, colleague))])).sort()).to.deep.equal(['already-exists', 'done']);
  });

  it('goes from a test code over a press to halls and the codes of their bookings', async () => {
    const booking = await book(setting.db, hall, evening('2027-03-02'), booker);
    const lock = await announced();
    const id = await commission(lock);
    const codes = () => database.query('SELECT c.desired FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = $1 AND c.lock_id = $2', [booking.id, id]);
    expect(await refusal(serve(id)), 'untested').to.equal('wrong-state');
    await test(id);
    expect(await refusal(test(id, colleague)), 'one test at a time').to.equal('wrong-state');
    expect((await read(id)).digits).to.match(/^[1-9]{6}$/);
    expect((await read(id, colleague)).digits, 'digits are for whoever had them put there').to.equal(undefined);
    expect(await refusal(read(id, stranger))).to.equal('not-found');
    expect((await read(id)).step).to.equal('sending');
    const { code } = await settle(lock);
    expect((await read(id)).step).to.equal('press');
    await press(lock, code.ref);
    const going = await read(id);
    expect([going.step, going.digits]).to.deep.equal(['going', undefined]);
    expect(await refusal(serve(id)), 'its code is still there').to.equal('wrong-state');
    await settle(lock);
    expect((await read(id)).step).to.equal('passed');
    expect(await codes(), 'it opens nothing yet').to.deep.equal([]);
    expect((await Promise.all([refusal(serve(id)), refusal(serve(id, colleague))])).sort()).to.deep.equal(['done', 'wrong-state']);
    expect(await codes(), 'the booking gets its code there too, with the digits that it has').to.deep.equal([{ desired: 'present' }]);
    expect(await database.query('SELECT count(DISTINCT code_fingerprint)::integer AS digits, count(*)::integer AS locks FROM lock_codes c JOIN grants g ON g.id = c.grant_id WHERE g.booking_id = $1', [booking.id]))
      .to.deep.equal([{ digits: 1, locks: 2 }]);
    expect((await read(id)).lock.state).to.equal('in-service');
  });

  it('lets a test code go after its quarter of an hour, whoever looks or not, and another one follow', async () => {
    const lock = await announced();
    const id = await commission(lock);
    await test(id);
    await settle(lock);
    const later = addMinutes(now, 16);
    const { step, digits } = await read(id, manager, later);
    expect([step, digits]).to.deep.equal(['missed', undefined]);
    // Its gateway takes it off by itself; where it did not say so, it is told to.
    const removal = (await transact(setting.db, (tx) => claimWork(tx, [GATEWAY], addMinutes(now, 30)))).work.find((one) => one.lock.lock_name === lock);
    expect(removal?.order.op).to.equal('remove');
    expect(await refusal(test(id, colleague, later))).to.equal('done');
    expect((await read(id, colleague, later)).digits).to.match(/^[1-9]{6}$/);
  });

  it('gives no code to a lock that its gateway calls unfit', async () => {
    const id = await commission(await announced({ unfit: 'it shows codes in clear' }));
    expect(await refusal(test(id))).to.equal('wrong-state');
  });
});
