import { expect } from 'chai';
import type { DocumentVersion } from '../../src/catalogue/renew-document.ts';
import { loadHall } from '../../src/catalogue/load-hall.ts';
import { placeBooking } from '../../src/bookings/place-booking.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { renewTerms, termsToManage } from '../../src/management/renew-terms.ts';
import { transact } from '../../src/platform/db.ts';
import { anAsk, useSetting } from '../bookings/setting.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const NOW = new Date('2026-12-01T08:00:00Z');
const codeOf = (thrown: unknown): string => (thrown as { code?: string }).code ?? String(thrown);
const next = (own: Partial<DocumentVersion> = {}): Omit<DocumentVersion, 'id' | 'number'> =>
  ({ body: { nl: 'Nieuw.' }, refundSteps: [{ hoursBefore: 240, percent: 100 }, { hoursBefore: 24, percent: 50 }], validFrom: '2026-12-10', ...own });

describe('renewing house rules and cancellation terms', () => {
  const setting = useSetting(useDatabase());

  async function managed() {
    const hall = aHall();
    const sister = aHall({ venue: aVenue({ organisationId: hall.venue.organisationId, organisationName: hall.venue.organisationName }), houseRules: hall.houseRules, cancellationTerms: hall.cancellationTerms });
    await insertHalls(setting.db, [hall, sister]);
    const manager = await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    const renew = (version = next(), expectedNumber = 1, actor = manager) => transact(setting.db, (tx) => renewTerms(tx, { hallId: hall.id, kind: 'cancellation-terms', version, expectedNumber }, actor, NOW));
    return { hall, sister, manager, renew };
  }

  it('counts from its day on for every hall under it, while who booked keeps what they accepted', async () => {
    const { hall, sister, renew } = await managed();
    const booker = await aPerson(setting.db);
    const { id } = await transact(setting.db, (tx) => placeBooking(tx, anAsk(hall, { start: atLocal('2026-12-20', '10:00'), end: atLocal('2026-12-20', '12:00') }), booker, NOW));
    await renew();
    expect((await loadHall(setting.db, hall.id, NOW))!.cancellationTerms.number).to.equal(1);
    for (const one of [hall, sister]) {
      const later = (await loadHall(setting.db, one.id, atLocal('2026-12-10', '00:00')))!;
      expect(later.cancellationTerms).to.deep.include({ number: 2, body: { nl: 'Nieuw.' }, refundSteps: next().refundSteps });
      expect(later.version).to.equal(2);
    }
    expect(await setting.db('bookings').where({ id }).first('cancellation_terms_id')).to.deep.equal({ cancellation_terms_id: hall.cancellationTerms.id });
  });

  it('takes one of five versions that are made at once', async () => {
    const { hall, manager, renew } = await managed();
    const made = await Promise.all(Array.from({ length: 5 }, () => renew().then(() => 'made', codeOf)));
    expect(made.filter((what) => what === 'made')).to.have.length(1);
    expect(made.filter((what) => what === 'version-outdated')).to.have.length(4);
    expect((await termsToManage(setting.db, hall.id, 'cancellation-terms', manager)).versions.map(({ number }) => number)).to.deep.equal([2, 1]);
  });

  it('refuses a day that is over or before a planned version, and steps that give back more for cancelling later', async () => {
    const { renew } = await managed();
    for (const own of [
      { validFrom: '2026-11-30' }, { refundSteps: [{ hoursBefore: 24, percent: 50 }, { hoursBefore: 240, percent: 100 }] },
      { refundSteps: [{ hoursBefore: 240, percent: 50 }, { hoursBefore: 24, percent: 50 }] }, { refundSteps: [{ hoursBefore: 240, percent: 101 }] },
    ]) expect(await renew(next(own)).catch(codeOf), JSON.stringify(own)).to.equal('invalid-request');
    await renew();
    expect(await renew(next({ validFrom: '2026-12-05' }), 2).catch(codeOf)).to.equal('invalid-request');
    expect(await renew(next(), 7).catch(codeOf), 'nobody skips a number').to.equal('version-outdated');
  });

  it('is for who manages every venue under it', async () => {
    const { hall, renew } = await managed();
    const [ofOne, stranger] = [
      await aPerson(setting.db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId, venueId: hall.venue.id }] }),
      await aPerson(setting.db, { roles: [{ role: 'finance', organisationId: hall.venue.organisationId }] }),
    ];
    for (const actor of [ofOne, stranger]) expect(await renew(next(), 1, actor).catch(codeOf)).to.equal('not-allowed');
  });
});
