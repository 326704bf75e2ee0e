import { expect } from 'chai';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import type { Hours } from '../../src/catalogue/hours.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { changeHours, hoursToManage } from '../../src/management/change-hours.ts';
import { changedDays, previewHours } from '../../src/management/preview-hours.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aSchedule, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const NOW = new Date('2026-12-01T08:00:00Z');
const weekOf = (opens: string, closes: string): Hours => {
  const { id: _id, ...hours } = aSchedule({ weekly: ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({ weekday, opens, closes })) });
  return hours;
};
const codeOf = (thrown: unknown): string => (thrown as { code?: string }).code ?? String(thrown);

describe('changing opening hours', () => {
  const setting = useSetting(useDatabase());

  async function venue() {
    const schedule = aSchedule({ exceptions: [{ day: '2026-11-02', reason: { nl: 'Voorbij' } }, { day: '2026-12-24', opens: '09:00', closes: '12:00' }] });
    const hall = aHall({ schedule });
    const sister = aHall({ schedule, venue: hall.venue });
    await insertHalls(setting.db, [hall, sister]);
    const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    const change = (hours: Hours, own: { scope?: 'all-halls' | 'this-hall'; expectedVersion?: number } = {}) => transact(setting.db, (tx) =>
      changeHours(tx, hall.slug, { hours, scope: 'all-halls', expectedVersion: 1, ...own }, manager, NOW));
    return { hall, sister, manager, change };
  }

  it('changes them for every hall that shares them, keeps what is over, and gives each hall a new version', async () => {
    const { hall, sister, change } = await venue();
    await change(weekOf('10:00', '18:00'));
    for (const one of [hall, sister]) {
      const loaded = (await loadHall(setting.db, one.id, NOW))!;
      expect(loaded.version).to.equal(2);
      expect(loaded.schedule.weekly[0]).to.deep.equal({ weekday: 1, opens: '10:00', closes: '18:00' });
      expect(loaded.schedule.exceptions.map(({ day }) => day), 'the exception of today on is gone, the one that is over stays').to.deep.equal(['2026-11-02']);
    }
    expect(setting.events).to.deep.include({ type: 'halls-changed', hallIds: [hall.id, sister.id].sort() }, 'and says so');
  });

  it('gives one hall hours of its own and leaves the others theirs', async () => {
    const { hall, sister, manager, change } = await venue();
    await change(weekOf('10:00', '18:00'), { scope: 'this-hall' });
    expect((await loadHall(setting.db, sister.id, NOW))!.schedule.weekly[0]!.opens).to.equal('08:00');
    const own = await hoursToManage(setting.db, hall.slug, manager, NOW);
    expect(own.halls.map(({ id }) => id)).to.deep.equal([hall.id]);
    expect(own.schedule.weekly[0]!.opens).to.equal('10:00');
    expect(await change(weekOf('11:00', '12:00')).catch(codeOf), 'who saw the shared hours does not write over its own').to.equal('version-outdated');
  });

  it('lets one of two managers save who look at the same hours', async () => {
    const { hall, change } = await venue();
    const saved = await Promise.all(['09:00', '10:00', '11:00', '12:00'].map((opens) => change(weekOf(opens, '22:00')).then(() => opens, codeOf)));
    expect(saved.filter((what) => what === 'version-outdated')).to.have.length(3);
    const winner = saved.find((what) => what !== 'version-outdated');
    expect((await loadHall(setting.db, hall.id, NOW))!.schedule.weekly.map(({ opens }) => opens)).to.deep.equal(Array.from({ length: 7 }, () => winner));
  });

  it('refuses strangers, halls that are not there, and hours that cannot be, leaving all as it was', async () => {
    const { hall, change } = await venue();
    const stranger = await aPerson(setting.db, { roles: [{ role: 'reader', organisationId: hall.venue.organisationId }] });
    const asking = (slug: string) => transact(setting.db, (tx) => changeHours(tx, slug, { hours: weekOf('09:00', '10:00'), scope: 'all-halls', expectedVersion: 1 }, stranger, NOW)).catch(codeOf);
    expect([await asking(hall.slug), await asking('nergens')]).to.deep.equal(['not-allowed', 'not-found']);
    const wrong = await change(weekOf('12:00', '09:00')).catch((thrown: unknown) => thrown as { code: string; violations: { field: string }[] });
    expect(wrong).to.include({ code: 'invalid-request' });
    expect((wrong as { violations: { field: string }[] }).violations[0]!.field).to.equal('body/weekly/0/closes');
    expect((await loadHall(setting.db, hall.id, NOW))!.version).to.equal(1);
  });

  it('previews the days that differ and the bookings that would lie outside, which stay', async () => {
    const { hall, manager, change } = await venue();
    const booker = await aPerson(setting.db);
    const book = (from: string, until: string) => transact(setting.db, (tx) =>
      placeBooking(tx, anAsk(hall, { start: atLocal('2026-12-10', from), end: atLocal('2026-12-10', until) }), booker, NOW));
    const [inside, late] = [await book('10:00', '12:00'), await book('19:00', '21:00')];
    const { schedule } = await hoursToManage(setting.db, hall.slug, manager, NOW);
    const after = weekOf('08:00', '20:00');
    const { days, outside } = await previewHours(setting.db, { before: schedule, after, hallIds: [hall.id] }, manager, NOW);
    expect(outside.map(({ id }) => id)).to.deep.equal([late.id]);
    expect(days).to.have.length(28);
    const logged = await setting.db('audit').where({ person_id: manager.personId, action: 'read-affected-bookings' }).first('person_ids');
    expect(logged.person_ids).to.deep.equal([booker.personId]);
    await change(after);
    expect(await setting.db('bookings').whereIn('id', [inside.id, late.id]).where({ status: 'held' })).to.have.length(2);
  });

  it('names each dated exception, however far, and nothing that stays the same', () => {
    const before = { ...weekOf('08:00', '22:00'), exceptions: [{ day: '2027-07-21' }] };
    expect(changedDays(before, weekOf('08:00', '22:00'), '2026-12-01').map(({ day }) => day)).to.deep.equal(['2027-07-21']);
    expect(changedDays(before, before, '2026-12-01')).to.deep.equal([]);
  });
});
