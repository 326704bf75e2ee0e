import { expect } from 'chai';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { TariffRules } from '../../src/catalogue/tariff-rules.ts';
import { transact } from '../../src/platform/db.ts';
import { compareVersions } from '../../src/pricing/compare-versions.ts';
import { anAsk, evening, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { hourlyForAll } from '../support/tariffs.ts';

describe('a proposed version beside the one that counts', () => {
  const setting = useSetting(useDatabase());
  const hall = aHall({ tariffs: hourlyForAll(0), noticeMinutes: 0 });
  /** Bookings of February 2027 are last year's in May. */
  const later = new Date('2027-05-01T10:00:00Z');
  const [now] = hall.tariffs.map(({ rules }) => rules);
  const priced = (own: Partial<TariffRules>): TariffRules => ({ ...now!, prices: [{ id: 'uur', label: { nl: 'Uur' }, units: [{ per: 'hour', euro: 20 }] }], ...own });
  const compare = (before: TariffRules, after: TariffRules) => compareVersions(setting.db, hall.tariffs[0]!.regulationId, before, after, later);

  before('three evenings of two bookers, and one that is cancelled by nobody', async () => {
    await insertHalls(setting.db, [hall]);
    const [first, second] = [await aPerson(setting.db), await aPerson(setting.db)];
    for (const [person, day] of [[first, '2027-02-02'], [first, '2027-02-03'], [second, '2027-02-06']] as const) {
      await transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, evening(day)), person, new Date()));
    }
  });

  it('says in euro what last year would have cost, by kind of booker, with the largest differences first', async () => {
    const weekend = { bands: [{ id: 'weekend', label: { nl: 'Weekend' }, days: [6 as const, 7 as const] }], changes: [{ id: 'weekend', label: { nl: 'Weekend' }, percent: 50, bands: ['weekend'] }] };
    const found = await compare(priced({}), priced(weekend));
    expect(found).to.deep.include({ bookings: 3, cut: false, beforeCents: 18_000, afterCents: 21_000, dearer: 1, cheaper: 0, newly: 0, noLonger: [] });
    expect(found.byBooker).to.deep.equal([{ bookerKind: 'resident', bookings: 3, beforeCents: 18_000, afterCents: 21_000 }]);
    expect(found.largest.map(({ before, after, period }) => [before, after, period.start.toISOString().slice(0, 10)])).to.deep.equal([[6_000, 9_000, '2027-02-06']]);
  });

  it('counts for each booker what they would have had before', async () => {
    const free = await compare(priced({}), priced({ changes: [{ id: 'gratis', label: { nl: 'Gratis' }, percent: -100, untilBooking: 1 }], costs: [{ id: 'jaar', label: { nl: 'Jaar' }, euro: 10, per: 'year' }] }));
    expect([free.afterCents, free.cheaper]).to.deep.equal([1_000 + 6_000 + 1_000, 2]);
  });

  it('names what would no longer be let, and counts what would be let newly', async () => {
    const closed = priced({ notLet: [{ id: 'dicht', reason: { nl: 'Dicht.' } }] });
    const lost = await compare(priced({}), closed);
    expect([lost.noLonger.length, lost.beforeCents, lost.afterCents, lost.byBooker]).to.deep.equal([3, 0, 0, []]);
    expect((await compare(closed, priced({}))).newly).to.equal(3);
  });

  it('looks at one year only', async () => {
    expect((await compareVersions(setting.db, hall.tariffs[0]!.regulationId, priced({}), priced({}), new Date('2028-05-01T10:00:00Z'))).bookings).to.equal(0);
  });
});
