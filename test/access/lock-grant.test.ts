import { expect } from 'chai';
import { grantOnLock, revokeLockGrant } from '../../src/access/lock-grant.ts';
import { watchDoors } from '../../src/access/watch-doors.ts';
import type { GrantId, LockId } from '../../src/kernel/ids.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aDoorHall, insertDoors, keys, useDoors } from './setting.ts';

describe('a code that is on a lock for another reason than a booking', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useDoors(database);
  const now = new Date();
  const window = { start: addMinutes(now, -5), end: addMinutes(now, 600) };
  let lockId: LockId;
  let grantId: GrantId;

  before('a lock', async () => {
    const locks = await insertDoors(setting.db, [aDoorHall()]);
    lockId = locks[0]!.id;
  });

  const alarms = async (at: Date): Promise<string[]> => {
    await transact(setting.db, (tx) => watchDoors(tx, at));
    return (await database.query<{ kind: string }>('SELECT kind FROM alarms WHERE lock_id = $1 AND cleared_at IS NULL', [lockId])).map(({ kind }) => kind);
  };

  it('is to be sent like any other, and has no booking', async () => {
    grantId = (await transact(setting.db, (tx) => grantOnLock(tx, keys, { purpose: 'test', lockId, windows: [window] }, now)))!;
    expect(await database.query('SELECT g.purpose, g.booking_id, c.desired FROM grants g JOIN lock_codes c ON c.grant_id = g.id WHERE g.id = $1', [grantId]))
      .to.deep.equal([{ purpose: 'test', booking_id: null, desired: 'present' }]);
    expect(setting.events.at(-1)).to.deep.equal({ type: 'grant-changed', grantId, lockIds: [lockId] });
  });

  it('alarms nobody while it is not there: nobody waits for it', async () => {
    expect(await alarms(addMinutes(now, 30))).to.deep.equal([]);
  });

  it('goes when it is taken back, once', async () => {
    // As though it had been sent: otherwise nothing is there to go.
    await database.query('UPDATE lock_codes SET sent_rev = 1 WHERE grant_id = $1', [grantId]);
    await transact(setting.db, (tx) => revokeLockGrant(tx, grantId, now));
    const told = setting.events.length;
    await transact(setting.db, (tx) => revokeLockGrant(tx, grantId, now));
    expect(setting.events).to.have.length(told);
    expect(await database.query('SELECT desired FROM lock_codes WHERE grant_id = $1', [grantId])).to.deep.equal([{ desired: 'absent' }]);
  });

  it('alarms when it stays on the lock', async () => {
    expect(await alarms(addMinutes(now, 15))).to.deep.equal(['removal-overdue']);
  });
});
