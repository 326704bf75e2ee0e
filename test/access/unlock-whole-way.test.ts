import { expect } from 'chai';
import { doorStatus } from '../../src/access/door-status.ts';
import { repairLock } from '../../src/access/repair-door.ts';
import { unlockLock } from '../../src/access/unlock-door.ts';
import { whenKnown } from '../../src/access/when-known.ts';
import type { ErrandId } from '../../src/access/errand.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import type { LockId } from '../../src/kernel/ids.ts';
import { transact } from '../../src/platform/db.ts';
import { lockTopic } from '../../lock-gateway/protocol.ts';
import { eventually, startStage, type Stage } from '../lock-gateway/stage.ts';
import { brokersHere } from '../support/broker.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { openDoors } from './doors.ts';
import { aDoorHall, book, GATEWAY, insertDoors, useDoors } from './setting.ts';

const HOUR = 3_600_000;

describe('a door that staff open from afar', function () {
  this.timeout(90_000);
  const database = useDatabase();
  let stage: Stage;
  const doors = openDoors(() => stage, () => setting.db, database);
  after(async () => {
    await doors.close();
    await stage.stop();
  });
  const setting = useDoors(database, 20);
  const locks = new Map<string, LockId>();
  let manager: SignedIn;
  const hall = aDoorHall();

  before(async () => {
    stage = await startStage(brokersHere()[0]!, ['opens', 'silent', 'late', 'wrong'].map((id) => ({ id, windows: true })));
    await doors.watch();
    const made = await insertDoors(setting.db, [hall], ['opens', 'silent', 'late', 'wrong'].map((lockName) => ({ lockName })));
    for (const { lockName, id } of made) locks.set(lockName, id);
    manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    await eventually('all locks are online', () => [...locks.keys()].every((id) => stage.core.reported(id)?.online === true));
    await doors.start();
    await known('opens');
  });

  const known = async (name: string): Promise<void> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const [lock] = await database.query<{ there: boolean }>("SELECT info -> 'capabilities' IS NOT NULL AND gateway_status = 'online' AS there FROM locks WHERE id = $1", [locks.get(name)]);
      if (lock?.there) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${name} has not said what it can do`);
  };
  const unlock = async (name: string): Promise<ErrandId> => {
    await known(name);
    return transact(setting.db, (tx) => unlockLock(tx, { lockId: locks.get(name)!, reason: 'Levering' }, manager, new Date()));
  };
  const openings = (name: string): number => stage.core.events(name).filter((event) => event.type === 'door' && event.open).length;
  const commands = (name: string): string[] => doors.raw.filter((line) => line.startsWith(`${lockTopic(GATEWAY, name, 'cmd')} `));

  it('opens, once, and says so when the lock did', async () => {
    const id = await unlock('opens');
    expect(await whenKnown(setting.db, id)).to.equal('done');
    expect(stage.locks.twin('opens').door()).to.equal('open');
    expect(await database.query('SELECT kind FROM door_events WHERE id = $1', [id])).to.deep.equal([{ kind: 'remote-unlock' }]);
    await eventually('the door said so', () => openings('opens') === 1);
    const sent = commands('opens')[0]!;
    // Whoever kept the message sends it again.
    await stage.core.client.publishAsync(lockTopic(GATEWAY, 'opens', 'cmd'), sent.slice(sent.indexOf('{')), { qos: 1 });
    await eventually('it is answered again', () => stage.core.acks(id).length >= 3);
    expect(openings('opens')).to.equal(1);
  });

  it('is told not to have opened when the lock is away', async () => {
    await known('silent');
    await stage.locks.twin('silent').setOffline('offline');
    await eventually('the gateway knows', () => stage.core.reported('silent')?.online === false);
    expect(await whenKnown(setting.db, await unlock('silent'))).to.equal('unreachable');
    await stage.locks.twin('silent').setOffline('online');
    await eventually('it is back', () => stage.core.reported('silent')?.online === true);
    expect(stage.locks.twin('silent').door()).to.equal('closed');
  });

  it('stays shut when the gateway hears of it only later', async () => {
    await known('late');
    await stage.gateway.kill();
    // The broker keeps it for a gateway that is away; what is in it says until when it is good.
    await stage.core.send('late', { op: 'lock.unlock', iat: new Date().toISOString() }, { cmdId: 'kept-by-the-broker', expiresAt: new Date(Date.now() + 50) });
    await stage.gateway.start();
    await eventually('it refuses', () => stage.core.acks('kept-by-the-broker').at(-1)?.error?.code === 'expired');
    expect(openings('late')).to.equal(0);
    expect(stage.locks.twin('late').door()).to.equal('closed');
  });

  it('is read anew, and what somebody took away is put there again', async () => {
    await known('wrong');
    const start = new Date(Math.ceil(Date.now() / HOUR) * HOUR + 24 * HOUR);
    const { id } = await book(setting.db, hall, { start, end: new Date(start.getTime() + HOUR) }, await aPerson(setting.db));
    await doors.becomes(id, 'confirmed');
    const twin = stage.locks.twin('wrong');
    const gone = twin.memory.codes[0]!;
    await twin.clearByHand(gone.slot);
    await transact(setting.db, (tx) => repairLock(tx, locks.get('wrong')!, { reason: 'Code werkt niet' }, manager, new Date()));
    await eventually('it is there again', () => twin.memory.codes.some(({ digest }) => digest === gone.digest), 20_000);
    await doors.becomes(id, 'confirmed');
    expect((await doorStatus(setting.db, id, new Date())).state).to.equal('confirmed');
  });
});
