import { expect } from 'chai';
import { watchDoors } from '../../src/access/watch-doors.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, useDoors } from './setting.ts';

describe('the watch over all doors', function () {
  this.timeout(60_000);
  const database = useDatabase();
  const setting = useDoors(database);

  it('sees the one code that is in danger among thousands that open their doors at that moment', async () => {
    const hall = aDoorHall();
    const [lock] = await insertDoors(setting.db, [hall], [{ info: { capabilities: { slots: 10_000, windows: true, clock: true, battery: true } } }]);
    const booking = await book(setting.db, hall, evening('2027-02-03'), await aPerson(setting.db));
    const now = addMinutes(booking.period.start, -15 - 20);
    await database.query(
      `WITH busy AS (
         INSERT INTO grants (id, purpose, windows, code_sealed, code_key)
         SELECT gen_random_uuid(), 'backup', tstzmultirange(tstzrange($2::timestamptz - interval '1 hour', $2::timestamptz + interval '1 hour')), '\\x00', 'test' FROM generate_series(1, 5001) RETURNING id, windows)
       INSERT INTO lock_codes (id, grant_id, lock_id, ref, rev, desired, windows, send_at, act_at, sent_rev, answer_rev, answer_status, evidence, answered_at)
       SELECT gen_random_uuid(), id, $1, 'c-' || id, 1, 'present', windows, lower(windows) - interval '3 days', upper(windows), 1, 1, 'installed', 'device_ack', $2 FROM busy`, [lock!.id, now]);
    await transact(setting.db, (tx) => watchDoors(tx, now));
    expect(await database.query('SELECT kind FROM alarms WHERE booking_id = $1', [booking.id])).to.deep.equal([{ kind: 'at-risk' }]);
  });
});
