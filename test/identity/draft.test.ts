import { expect } from 'chai';
import { keepDraft, readDraft } from '../../src/identity/draft.ts';
import { insertSession } from '../../src/identity/session-store.ts';
import { openDatabase, transact, type Database } from '../../src/platform/db.ts';
import { useDatabase } from '../support/database.ts';
import { aPerson } from '../support/people.ts';

describe('what somebody typed', () => {
  const database = useDatabase();
  let db: Database;
  const now = new Date();
  const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

  before(() => {
    db = openDatabase({ url: database.url });
  });
  after(() => db.destroy());

  it('is kept in their session, and nobody else’s', async () => {
    const { personId } = await aPerson(db);
    const mine = await transact(db, (tx) => insertSession(tx, { personId }, now));
    const other = await transact(db, (tx) => insertSession(tx, { personId }, now));
    const { token, id } = await keepDraft(db, mine.token, { opmerking: 'x'.repeat(2_000) }, now);
    expect(token).to.equal(mine.token);
    expect((await readDraft(db, mine.token, id, now))?.['opmerking']).to.have.length(2_000);
    expect([await readDraft(db, other.token, id, now), await readDraft(db, undefined, id, now), await readDraft(db, mine.token, 'anders', now)]).to.deep.equal([undefined, undefined, undefined]);
  });

  it('waits half an hour for whoever is away logging in, also when their session had ended', async () => {
    const { token, id } = await keepDraft(db, 'a-token-that-ended-long-ago', { activiteit: 'Kwis' }, now);
    expect(token).to.not.equal('a-token-that-ended-long-ago');
    expect(await readDraft(db, token, id, later(29))).to.deep.equal({ activiteit: 'Kwis' });
    expect(await readDraft(db, token, id, later(31))).to.equal(undefined);
  });

  it('gives way to newer ones: a session keeps four', async () => {
    const first = await keepDraft(db, undefined, { activiteit: '1' }, now);
    const others = [];
    for (const text of ['2', '3', '4', '5']) others.push(await keepDraft(db, first.token, { activiteit: text }, now));
    expect(await readDraft(db, first.token, first.id, now)).to.equal(undefined);
    expect(await readDraft(db, first.token, others[0]!.id, now)).to.deep.equal({ activiteit: '2' });
  });
});
