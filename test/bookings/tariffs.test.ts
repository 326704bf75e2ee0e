import { expect } from 'chai';
import { cancelBooking } from '../../src/bookings/cancel-booking.ts';
import { moveBooking } from '../../src/bookings/move-booking.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { readBooking } from '../../src/bookings/read-booking.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import type { TariffRules } from '../../src/catalogue/tariff-rules.ts';
import type { SignedIn } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { transact } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';
import { anAsk, evening, useSetting } from './setting.ts';

const NOW = new Date();

describe('a booking under a regulation', () => {
  const setting = useSetting(useDatabase());
  let person: SignedIn;

  beforeEach('somebody else', async () => {
    person = await aPerson(setting.db);
  });

  /** A hall whose regulation says this, besides € 20 an hour for lessons and parties. */
  async function ruled(own: Partial<TariffRules>, countsBy: 'activity' | 'booking' = 'activity', validFrom = '2001-01-01'): Promise<Hall> {
    const hall = aHall();
    await insertHalls(setting.db, [hall]);
    const rules: TariffRules = {
      halls: [hall.slug], bookers: [{ id: 'iedereen', label: { nl: 'Iedereen' }, of: ['resident', 'association'], evidence: 'register' }],
      purposes: [{ id: 'les', label: { nl: 'Les' } }, { id: 'feest', label: { nl: 'Feest' } }],
      prices: [{ id: 'uur', label: { nl: 'Uur' }, units: [{ per: 'hour', euro: 20 }], product: 'btw-2100' }], ...own,
    };
    await setting.db('tariff_versions').insert({
      id: newId(), regulation_id: hall.tariffs[0]!.regulationId, number: 2, valid_from: validFrom, counts_by: countsBy, rules: JSON.stringify(rules), published_at: NOW,
    });
    return (await loadHall(setting.db, hall.id, NOW))!;
  }
  const place = (hall: Hall, day: string, own: object = {}) => transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, evening(day), own), person, NOW));

  it('keeps by which version it was priced, for whom and what, and of each line the rule and the ground of its VAT', async () => {
    const hall = await ruled({ changes: [{ id: 'feest', label: { nl: 'Feest' }, purposes: ['feest'], percent: 50 }], costs: [{ id: 'dossier', label: { nl: 'Dossierkosten' }, euro: 2.5, per: 'booking', product: 'btw-0' }] });
    const { code } = await place(hall, '2027-02-02', { purpose: 'feest' });
    const { lines, totalCents, vat } = await readBooking(setting.db, code, person);
    expect(lines.map(({ rule, kind, grossCents, vatRate, vatCategory }) => [rule, kind, grossCents, vatRate, vatCategory]))
      .to.deep.equal([['uur', 'hire', 6_000, 2_100, 'S'], ['feest', 'change', 3_000, 2_100, 'S'], ['dossier', 'cost', 250, 0, 'E']]);
    expect(lines[0]!.vatGround).to.deep.equal({ nl: 'Zoals de proef het zegt' });
    expect([totalCents, vat.map(({ rate, grossCents }) => [rate, grossCents])]).to.deep.equal([9_250, [[2_100, 9_000], [0, 250]]]);
    expect(await setting.db('bookings').where({ code }).first('tariff_version_id', 'tariff_booker', 'purpose'))
      .to.deep.equal({ tariff_version_id: hall.tariffs.at(-1)!.id, tariff_booker: 'iedereen', purpose: 'feest' });
  });

  it('is refused for a use that is not let, with the reason', async () => {
    const hall = await ruled({ notLet: [{ id: 'geen-feest', purposes: ['feest'], reason: { nl: 'Hier wordt niet gefeest.' } }] });
    const thrown = await place(hall, '2027-02-02', { purpose: 'feest' }).then(() => undefined, (reason: unknown) => reason);
    expect(isRefusal(thrown, 'stay-refused') && thrown.violations.map(({ code, field, facts }) => [code, field, facts['nl']])).to.deep.equal([['not-let-for-this', 'body/purpose', 'Hier wordt niet gefeest.']]);
  });

  it('counts what the same booker has under the regulation that year, and no longer what was cancelled', async () => {
    const hall = await ruled({ changes: [{ id: 'gratis', label: { nl: 'Gratis' }, percent: -100, untilBooking: 1 }], costs: [{ id: 'jaar', label: { nl: 'Jaarkost' }, euro: 10, per: 'year', product: 'btw-0' }] });
    const totals = [];
    for (const day of ['2027-03-02', '2027-03-03', '2028-03-02']) totals.push((await place(hall, day)).totalCents);
    expect(totals).to.deep.equal([1_000, 6_000, 1_000]);
    const other = await aPerson(setting.db);
    expect((await transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, evening('2027-03-05')), other, NOW))).totalCents).to.equal(1_000);
    const fresh = await ruled({ changes: [{ id: 'gratis', label: { nl: 'Gratis' }, percent: -100, untilBooking: 1 }] });
    const first = await place(fresh, '2027-03-02');
    await transact(setting.db, (tx) => cancelBooking(tx, first.id, {}, person, NOW));
    expect((await place(fresh, '2027-03-03')).totalCents).to.equal(0);
  });

  it('is the first of the year for exactly one of many that somebody places at once', async () => {
    const hall = await ruled({ changes: [{ id: 'gratis', label: { nl: 'Gratis' }, percent: -100, untilBooking: 1 }] });
    const placed = await Promise.all(['01', '02', '03', '04', '05', '06'].map((day) => place(hall, `2027-06-${day}`)));
    expect(placed.map(({ totalCents }) => totalCents).toSorted((a, b) => a - b)).to.deep.equal([0, 6_000, 6_000, 6_000, 6_000, 6_000]);
  });

  it('does not count itself when it is moved', async () => {
    const hall = await ruled({ changes: [{ id: 'gratis', label: { nl: 'Gratis' }, percent: -100, untilBooking: 1 }] });
    const { id } = await place(hall, '2027-04-06');
    const { booking } = await transact(setting.db, (tx) => moveBooking(tx, id, { ...anAsk(hall, evening('2027-04-07')) }, {}, person, NOW));
    expect(booking.totalCents).to.equal(0);
  });

  it('is priced by the day of use or the day on which it is booked, as the version says, and never by a draft', async () => {
    const dear = { prices: [{ id: 'duur', label: { nl: 'Duur' }, units: [{ per: 'hour' as const, euro: 100 }], product: 'btw-0' }] };
    expect((await place(await ruled(dear, 'activity', '2027-05-01'), '2027-05-04')).totalCents).to.equal(30_000);
    expect((await place(await ruled(dear, 'booking', '2027-05-01'), '2027-05-04')).totalCents).to.equal(6_000);
    const hall = aHall();
    await insertHalls(setting.db, [hall]);
    await setting.db('tariff_versions').insert({ id: newId(), regulation_id: hall.tariffs[0]!.regulationId, number: 2, valid_from: '2001-01-01', counts_by: 'activity', rules: '{}' });
    expect((await loadHall(setting.db, hall.id, NOW))!.tariffs).to.deep.equal(hall.tariffs);
  });

  it('leaves a published version as it is: the database refuses to change or delete it', async () => {
    const { tariffs: [version] } = await ruled({});
    for (const change of [setting.db('tariff_versions').where({ id: version!.id }).update({ valid_from: '2030-01-01' }), setting.db('tariff_versions').where({ id: version!.id }).delete()]) {
      expect(await change.then(() => 'done', (thrown: Error) => thrown.message)).to.match(/never changed/);
    }
  });
});
