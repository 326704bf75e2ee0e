import { expect } from 'chai';
import { claimSpaces } from '../../src/availability/claim-spaces.ts';
import type { Hall } from '../../src/catalogue/hall.ts';
import { newId } from '../../src/kernel/ids.ts';
import { period, type Period } from '../../src/kernel/period.ts';
import { atLocal, localDate, localTime } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { explainStay, type StayAsk } from '../../src/search/explain-stay.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aVenue, insertHalls } from '../support/halls.ts';

const DAY = '2026-11-24';
const NOW = atLocal('2026-11-23', '12:00');
const hours = (start: string, end: string): Period => period(atLocal(DAY, start), atLocal(DAY, end));

describe('a stay that cannot be had', () => {
  const database = useDatabase();
  const here = aVenue({ latitude: 50.88, longitude: 4.70 });
  const [west, east] = [newId<'space'>(), newId<'space'>()];
  const whole = aHall({ slug: 'sporthal', type: 'sports', venue: here, spaceIds: [west, east], layouts: [{ kind: 'sports', seated: 0, standing: 300 }] });
  const half = aHall({ slug: 'sporthal-west', type: 'sports', venue: here, spaceIds: [west], layouts: [{ kind: 'sports', seated: 0, standing: 100 }] });
  const near = aHall({ slug: 'turnzaal', type: 'sports', venue: aVenue({ latitude: 50.885, longitude: 4.70 }), layouts: [{ kind: 'sports', seated: 0, standing: 120 }] });
  const far = aHall({ slug: 'gymzaal', type: 'sports', venue: aVenue({ latitude: 50.92, longitude: 4.75 }), layouts: [{ kind: 'standing', seated: 0, standing: 500 }] });
  const small = aHall({ slug: 'danszaal', type: 'sports', venue: here, layouts: [{ kind: 'sports', seated: 0, standing: 40 }] });
  const meeting = aHall({ slug: 'raadzaal', venue: here, layouts: [{ kind: 'theatre', seated: 200, standing: 0 }] });
  const dear = aHall({ slug: 'duur', type: 'sports', venue: here, layouts: [{ kind: 'sports', seated: 0, standing: 400 }], tariffs: [] });
  let db: Database;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, [whole, half, near, far, small, meeting, dear]);
  });
  beforeEach(() => database.query('TRUNCATE claims, closures, closure_spaces'));
  after(() => db.destroy());

  const book = (hall: Hall, when: Period): Promise<void> =>
    transact(db, (tx) => claimSpaces(tx, { holder: { kind: 'booking', id: newId() }, spaceIds: hall.spaceIds, period: when }));
  const explain = (hall: Hall, own: Partial<StayAsk> = {}) => explainStay(db, hall, { period: hours('19:00', '21:00'), layout: 'sports', attendance: 80, bookerKind: 'association', ...own }, NOW);
  const said = ({ alternatives }: Awaited<ReturnType<typeof explain>>): string[] =>
    alternatives.map(({ kind, hall, period: when }) => `${kind} ${hall.slug} ${localDate(when.start).slice(8)} ${localTime(when.start)}–${localTime(when.end)}`);

  it('is answered with every reason', async () => {
    await book(half, hours('18:00', '20:00'));
    const { possible, violations } = await explain(whole, { period: hours('19:10', '23:00'), attendance: 301 });
    expect(possible).to.equal(false);
    expect(violations.map(({ code }) => code)).to.deep.equal(['start-step', 'outside-opening-hours', 'taken', 'over-capacity']);
  });

  it('comes with the nearest hours, the nearest halls in which all fit, and what is left of the asked time', async () => {
    await book(half, hours('18:00', '20:00'));
    expect(said(await explain(whole))).to.deep.equal([
      'other-hall turnzaal 24 19:00–21:00',
      'other-time sporthal 24 20:00–22:00',
      'shorter sporthal 24 20:00–21:00',
      'other-time sporthal 23 19:00–21:00',
      'other-time sporthal 25 19:00–21:00',
      'other-hall gymzaal 24 19:00–21:00',
    ]);
  });

  it('is the other half for whom one half is enough', async () => {
    const eastern = aHall({ slug: 'sporthal-oost', type: 'sports', venue: here, spaceIds: [east], layouts: [{ kind: 'sports', seated: 0, standing: 100 }] });
    await transact(db, async (tx) => {
      await tx.raw(`INSERT INTO halls SELECT ?, venue_id, schedule_id, ?, name, description, type, area_m2, features, setup_minutes, teardown_minutes, start_step_minutes, shortest_minutes, longest_minutes,
        notice_minutes, window_days, approval, hold_minutes, approval_hours, quota_bookings, house_rules, cancellation_terms FROM halls WHERE id = ?`, [eastern.id, eastern.slug, half.id]);
      await tx.raw('INSERT INTO hall_spaces VALUES (?, ?)', [eastern.id, east]);
      await tx.raw('INSERT INTO layouts SELECT ?, kind, seated, standing FROM layouts WHERE hall_id = ?', [eastern.id, half.id]);
      await tx('tariff_versions').insert({ ...await tx('tariff_versions').where({ regulation_id: half.tariffs[0]!.regulationId }).first('valid_from', 'counts_by'), id: newId(), regulation_id: half.tariffs[0]!.regulationId, number: 2, published_at: NOW, rules: JSON.stringify({ ...half.tariffs[0]!.rules, halls: [half.slug, eastern.slug], prices: half.tariffs[0]!.rules.prices.map((price) => ({ ...price, halls: [half.slug, eastern.slug] })) }) });
      await tx('halls').where({ id: eastern.id }).update({ regulation_id: half.tariffs[0]!.regulationId });
    });
    await book(half, hours('18:00', '22:00'));
    const { alternatives } = await explain(half);
    expect(alternatives[0]).to.deep.include({ kind: 'other-hall', layout: 'sports', totalCents: 4_000, distanceMetres: 0 });
    expect(alternatives[0]!.hall.slug).to.equal('sporthal-oost');
  });

  it('is offered in a layout in which all fit', async () => {
    await book(whole, hours('08:00', '22:00'));
    await book(near, hours('08:00', '22:00'));
    const alternatives = (await explain(whole, { attendance: 250 })).alternatives.filter(({ kind }) => kind === 'other-hall');
    expect(alternatives.map(({ hall, layout }) => [hall.slug, layout])).to.deep.equal([['gymzaal', 'standing']]);
  });

  it('is as long as the hall allows when the asked stay is too short or too long', async () => {
    expect(said(await explain(whole, { period: hours('19:00', '19:30') }))).to.include('other-time sporthal 24 19:00–20:00');
    const long = aHall({ slug: 'kort', type: 'sports', longestMinutes: 120, layouts: [{ kind: 'sports', seated: 0, standing: 100 }] });
    await insertHalls(db, [long]);
    expect(said(await explain(long, { period: hours('18:00', '22:00') }))).to.include('shorter kort 24 18:00–20:00');
  });

  it('has no alternatives in the past', async () => {
    const gone = period(atLocal('2026-11-01', '19:00'), atLocal('2026-11-01', '21:00'));
    expect((await explain(whole, { period: gone })).alternatives.every(({ period: when }) => when.start >= NOW)).to.equal(true);
  });
});
