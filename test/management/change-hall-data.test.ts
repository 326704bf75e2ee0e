import { expect } from 'chai';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import { hallPage } from '../../src/catalogue/views.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import type { HallRecord } from '../../src/catalogue/hall-record.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { changeHallData, hallToManage } from '../../src/management/change-hall-data.ts';
import { previewHall } from '../../src/management/preview-hall.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const NOW = new Date('2026-12-01T08:00:00Z');
const codeOf = (thrown: unknown): string => (thrown as { code?: string }).code ?? String(thrown);
const noon = (day: string, from: string, until: string) => ({ start: atLocal(day, from), end: atLocal(day, until) });

describe('changing the data of a hall', () => {
  const setting = useSetting(useDatabase());

  async function managed() {
    const hall = aHall({ layouts: [{ kind: 'theatre', seated: 60, standing: 0 }] });
    await insertHalls(setting.db, [hall]);
    const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    const change = (own: Partial<HallRecord>, expectedVersion = 1) => transact(setting.db, (tx) => changeHallData(tx, hall.slug, { change: own, expectedVersion }, manager, NOW));
    return { hall, manager, change };
  }

  it('writes all of it at once, finds the hall by its new words, and writes down what changed', async () => {
    const { hall, manager, change } = await managed();
    await change({ name: { nl: 'Zilveren zaal', fr: 'Salle argentée' }, features: ['stage'], layouts: [{ kind: 'banquet', seated: 40, standing: 0 }], quotaBookings: 2, access: [{ fromOn: '2026-12-05', kind: 'key' }] });
    const page = (await hallPage(setting.db, hall.slug, NOW))!;
    expect(page.hall).to.deep.include({ name: { nl: 'Zilveren zaal', fr: 'Salle argentée' }, features: ['stage'], quotaBookings: 2, version: 2 });
    expect(page.hall.layouts).to.deep.equal([{ kind: 'banquet', seated: 40, standing: 0 }]);
    expect((await loadHall(setting.db, hall.id, NOW))!.access, 'not yet').to.equal('staff');
    expect((await loadHall(setting.db, hall.id, atLocal('2026-12-05', '00:00')))!.access).to.equal('key');
    const [{ search_text: words }] = await setting.db('halls').where({ id: hall.id }).select('search_text');
    expect(words).to.contain('zilveren').and.contain('argentee').and.contain('podium');
    const { details } = await setting.db('audit').where({ person_id: manager.personId, action: 'change-hall' }).first('details');
    expect(details.changes.map(({ field }: { field: string }) => field)).to.deep.equal(['name', 'features', 'layouts', 'quotaBookings', 'access']);
    expect(setting.events).to.deep.include({ type: 'hall-access-changed', hallId: hall.id }).and.to.deep.include({ type: 'halls-changed', hallIds: [hall.id] });
  });

  it('lets one of two managers save who look at the same hall', async () => {
    const { hall, change } = await managed();
    const saved = await Promise.all([81, 82, 83, 84].map((areaM2) => change({ areaM2 }).then(() => areaM2, codeOf)));
    expect(saved.filter((what) => what === 'version-outdated')).to.have.length(3);
    expect((await loadHall(setting.db, hall.id, NOW))!.areaM2).to.equal(saved.find((what) => what !== 'version-outdated'));
  });

  it('does not stop people from booking meanwhile', async () => {
    const { hall, change } = await managed();
    const booker = await aPerson(setting.db);
    const work = [change({ areaM2: 90 }), ...['2026-12-10', '2026-12-11', '2026-12-12'].map((day) =>
      transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, noon(day, '10:00', '12:00')), booker, NOW)))];
    await Promise.all(work);
    expect(await setting.db('bookings').where({ hall_id: hall.id })).to.have.length(3);
  });

  it('refuses strangers, unknown words and numbers out of bounds, leaving all as it was', async () => {
    const { hall, change } = await managed();
    const stranger = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: aHall().venue.organisationId }] });
    expect(await transact(setting.db, (tx) => changeHallData(tx, hall.slug, { change: { areaM2: 81 }, expectedVersion: 1 }, stranger, NOW)).catch(codeOf)).to.equal('not-allowed');
    for (const own of [{ features: ['swimming-pool'] }, { areaM2: 0 }, { layouts: [] }, { extraIds: [hall.id as never] }] satisfies Partial<HallRecord>[]) {
      expect(await change(own).catch(codeOf), JSON.stringify(own)).to.equal('invalid-request');
    }
    expect((await loadHall(setting.db, hall.id, NOW))!.version).to.equal(1);
  });

  it('previews the bookings that a smaller capacity, a longer teardown or another way in would touch', async () => {
    const { hall, manager } = await managed();
    const booker = await aPerson(setting.db);
    const book = (from: string, until: string, attendance: number) => transact(setting.db, (tx) =>
      placeBooking(tx, anAsk(hall, noon('2026-12-10', from, until), { attendance }), booker, NOW));
    const [morning, noonish] = [await book('09:00', '11:00', 50), await book('11:30', '13:00', 20)];
    const before = await hallToManage(setting.db, hall.slug, manager, NOW);
    const preview = (own: Partial<HallRecord>) => previewHall(setting.db, before, { ...before.record, ...own }, manager, NOW);
    expect((await preview({ layouts: [{ kind: 'theatre', seated: 30, standing: 0 }] })).tooMany.map(({ id }) => id)).to.deep.equal([morning.id]);
    expect((await preview({ layouts: [{ kind: 'banquet', seated: 90, standing: 0 }] })).tooMany.map(({ id }) => id), 'their layout is gone').to.deep.equal([morning.id, noonish.id]);
    expect((await preview({ teardownMinutes: 45 })).tooClose.map(({ id }) => id)).to.deep.equal([morning.id]);
    expect((await preview({ setupMinutes: 45 })).tooClose.map(({ id }) => id)).to.deep.equal([noonish.id]);
    expect((await preview({ teardownMinutes: 30 })).tooClose, 'it still fits').to.deep.equal([]);
    expect((await preview({ access: [{ fromOn: '2026-12-10', kind: 'key' }] })).otherAccess).to.have.length(2);
    expect((await preview({ access: [{ fromOn: '2026-12-11', kind: 'key' }] })).otherAccess).to.have.length(0);
    expect((await preview({ bookable: false })).coming).to.equal(2);
  });
});
