import { expect } from 'chai';
import { claimSpaces } from '../../src/availability/claim-spaces.ts';
import { newId, type HallId, type PersonId } from '../../src/kernel/ids.ts';
import { period } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { forgetHall } from '../../src/saved/forget-hall.ts';
import { saveHall } from '../../src/saved/save-hall.ts';
import { takeOverSaved } from '../../src/saved/take-over-saved.ts';
import { MOST_SAVED } from '../../src/saved/saved-hall.ts';
import { savedHalls, savedSlugs } from '../../src/saved/views.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, aSchedule, aVenue, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const NOW = atLocal('2026-11-23', '12:10');
const minutesLater = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

describe('saved halls', () => {
  const database = useDatabase();
  const small = aHall({ slug: 'klein', shortestMinutes: 60 });
  const large = aHall({ slug: 'groot', shortestMinutes: 180, tariffs: [] });
  const never = aHall({ slug: 'nooit', schedule: aSchedule({ weekly: [] }) });
  const gone = aHall({ slug: 'weg', bookable: false });
  const venue = aVenue();
  const many = Array.from({ length: MOST_SAVED + 5 }, () => aHall({ venue, schedule: small.schedule }));
  let db: Database;
  let els: PersonId;
  let jan: PersonId;

  before(async () => {
    db = openDatabase({ url: database.url });
    await insertHalls(db, [small, large, never, gone, ...many]);
  });
  beforeEach(async () => {
    await database.query('TRUNCATE saved_halls, claims');
    [els, jan] = [(await aPerson(db)).personId, (await aPerson(db)).personId];
  });
  after(() => db.destroy());

  const save = (who: PersonId, id: HallId, now = NOW): Promise<void> => transact(db, (tx) => saveHall(tx, who, id, now));
  const refusalOf = async (work: Promise<unknown>): Promise<string> => work.then(() => '', (thrown: unknown) => (isRefusal(thrown) ? thrown.code : String(thrown)));

  it('are there newest first, once each, until they are forgotten, and nobody else sees them', async () => {
    await save(els, small.id);
    await save(els, large.id, minutesLater(1));
    await save(els, small.id, minutesLater(2));
    expect(await savedSlugs(db, els)).to.deep.equal(['groot', 'klein']);
    expect(await savedSlugs(db, jan)).to.deep.equal([]);
    await transact(db, (tx) => forgetHall(tx, jan, large.id));
    await transact(db, (tx) => forgetHall(tx, els, large.id));
    await transact(db, (tx) => forgetHall(tx, els, large.id));
    expect(await savedSlugs(db, els)).to.deep.equal(['klein']);
  });

  it('come with the first moment at which each can be had for as long as it is let at least, and its price', async () => {
    for (const [index, hall] of [gone, never, large, small].entries()) await save(els, hall.id, minutesLater(index));
    await transact(db, (tx) => claimSpaces(tx, { holder: { kind: 'booking', id: newId() }, spaceIds: small.spaceIds, period: period(NOW, atLocal('2026-11-23', '15:00')) }));
    const halls = await savedHalls(db, els, 'resident', NOW);
    const at = (from: string, to: string) => period(atLocal('2026-11-23', from), atLocal('2026-11-23', to));
    expect(halls.map(({ hall, free, totalCents, hourCents }) => [hall.slug, free, totalCents, hourCents])).to.deep.equal([
      ['klein', at('15:00', '16:00'), 2_000, 2_000], ['groot', at('12:30', '15:30'), undefined, undefined], ['nooit', undefined, undefined, 2_000], ['weg', undefined, undefined, 2_000],
    ]);
  });

  it('are refused when there is no such hall, and when the list is full, however many tabs try at once', async () => {
    expect(await refusalOf(save(els, newId()))).to.equal('not-found');
    await transact(db, (tx) => takeOverSaved(tx, els, many.slice(0, MOST_SAVED - 2).map(({ id }) => id), NOW));
    const tried = await Promise.all(many.slice(MOST_SAVED - 2).map(({ id }) => refusalOf(save(els, id))));
    expect(tried.filter((code) => code === '')).to.have.length(2);
    expect(new Set(tried)).to.deep.equal(new Set(['', 'too-many-saved']));
    expect(await savedSlugs(db, els)).to.have.length(MOST_SAVED);
    expect(await refusalOf(save(els, many[0]!.id)), 'one that is there already').to.equal('');
  });

  it('take over what was saved before logging in, in its order, as many as there is room for', async () => {
    await save(els, large.id, minutesLater(-60));
    await transact(db, (tx) => takeOverSaved(tx, els, [small.id, large.id, never.id, small.id], NOW));
    expect(await savedSlugs(db, els)).to.deep.equal(['klein', 'nooit', 'groot']);
    await transact(db, (tx) => takeOverSaved(tx, els, many.map(({ id }) => id), minutesLater(1)));
    const all = await savedSlugs(db, els);
    expect(all).to.have.length(MOST_SAVED);
    expect(all[0]).to.equal(many[0]!.slug);
  });

  it('go with their person', async () => {
    await save(els, small.id);
    await database.query('DELETE FROM persons WHERE id = $1', [els]);
    expect(await savedSlugs(db, els)).to.deep.equal([]);
  });
});
