import { expect } from 'chai';
import { closeHalls } from '../../src/availability/close-halls.ts';
import { closuresOfSet, findClosure, pastClosures } from '../../src/availability/closure-views.ts';
import { liftClosures } from '../../src/availability/lift-closure.ts';
import { newId, type ClosureId } from '../../src/kernel/ids.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { openDatabase, transact, violatesUnique, type Database } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aHall, insertHalls } from '../support/halls.ts';
import { aPerson } from '../support/people.ts';

const morning = (day: string) => ({ start: atLocal(day, '08:00'), end: atLocal(day, '10:00') });
const refusal = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (thrown: unknown) => (thrown as { code?: string }).code ?? String(thrown));

describe('closing halls', () => {
  const database = useDatabase();
  let db: Database;
  before(() => {
    db = openDatabase({ url: database.url, name: 'test' });
  });
  after(() => db.destroy());

  async function setting() {
    const hall = aHall();
    const half = aHall({ venue: hall.venue, spaceIds: hall.spaceIds });
    const elsewhere = aHall();
    await insertHalls(db, [hall, half, elsewhere]);
    const manager = await aPerson(db, { roles: [{ role: 'manager', organisationId: hall.venue.organisationId }] });
    return { hall, half, elsewhere, manager };
  }

  it('makes a set of closures in one go, and lifts those that are still to come together', async () => {
    const { hall, half, manager } = await setting();
    const now = new Date('2026-12-10T12:00:00Z');
    const periods = ['2026-12-07', '2026-12-14', '2026-12-21'].map(morning);
    const [first] = await transact(db, (tx) => closeHalls(tx, { hallIds: [hall.id], periods, reason: { nl: 'Poetsen' } }, manager, now));
    const closure = (await findClosure(db, first!))!;
    expect(closure.hallIds, 'whoever shares the space closes along').to.have.members([hall.id, half.id]);
    const set = await closuresOfSet(db, closure.setId!);
    expect(set.map(({ period }) => period)).to.deep.equal(periods);
    expect((await pastClosures(db, manager, now, 10)).map(({ id }) => id)).to.deep.equal([first]);
    await transact(db, (tx) => liftClosures(tx, set.filter(({ period }) => period.end > now), manager, now));
    expect((await closuresOfSet(db, closure.setId!)).map(({ id }) => id)).to.deep.equal([first]);
    const logged = await db('audit').where({ person_id: manager.personId }).orderBy('id').pluck('action');
    expect(logged).to.deep.equal(['close-halls', 'close-halls', 'close-halls', 'lift-closure', 'lift-closure']);
  });

  it('closes nothing when one of the halls is of somebody else, or does not exist', async () => {
    const { hall, elsewhere, manager } = await setting();
    const close = (...ids: typeof hall.id[]) => refusal(transact(db, (tx) =>
      closeHalls(tx, { hallIds: ids, periods: [morning('2026-12-07')], reason: { nl: 'Poetsen' } }, manager, new Date())));
    expect(await close(hall.id, elsewhere.id)).to.equal('not-allowed');
    expect(await close(hall.id, newId())).to.equal('not-found');
    expect(await db('closure_spaces').whereIn('space_id', [...hall.spaceIds])).to.deep.equal([]);
  });

  it('makes one closure of a form that is sent ten times at once', async () => {
    const { hall, manager } = await setting();
    const id: ClosureId = newId();
    const sent = await Promise.all(Array.from({ length: 10 }, () => transact(db, (tx) =>
      closeHalls(tx, { id, hallIds: [hall.id], periods: [morning('2026-12-07'), morning('2026-12-14')], reason: { nl: 'Poetsen' } }, manager, new Date())).then(
      () => 'made', (thrown: unknown) => (violatesUnique(thrown, 'closures_pkey') ? 'there already' : String(thrown)))));
    expect(sent.filter((what) => what === 'made')).to.have.length(1);
    expect(sent.filter((what) => what === 'there already')).to.have.length(9);
    expect(await db('closure_spaces').whereIn('space_id', [...hall.spaceIds])).to.have.length(2);
  });
});
