import { expect } from 'chai';
import { grantComing } from '../../src/access/grant-coming.ts';
import { lockSpaces } from '../../src/availability/claim-spaces.ts';
import { transact } from '../../src/platform/db.ts';
import { evening } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';
import { aDoorHall, book, insertDoors, keys, useDoors } from './setting.ts';

describe('the grants of a hall that gets a lock', function () {
  this.timeout(60_000);
  const setting = useDoors(useDatabase());

  it('come to the bookings from the day on which a code opens the door, once', async () => {
    const person = await aPerson(setting.db);
    const hall = aDoorHall({ access: 'key' });
    await insertDoors(setting.db, [hall]);
    const [before, after] = [await book(setting.db, hall, evening('2027-02-03'), person), await book(setting.db, hall, evening('2027-02-10'), person)];
    const granted = async (): Promise<string[]> => setting.db('grants').whereIn('booking_id', [before.id, after.id]).pluck('booking_id');
    expect(await granted(), 'a key opens the door').to.deep.equal([]);
    await setting.db('hall_access').insert({ hall_id: hall.id, from_on: '2027-02-05', kind: 'door-code' });
    const again = () => transact(setting.db, async (tx) => {
      await lockSpaces(tx, hall.spaceIds);
      await grantComing(tx, keys, hall.id, new Date());
    });
    await Promise.all([again(), again(), again()]);
    expect(await granted()).to.deep.equal([after.id]);
  });
});
