import { expect } from 'chai';
import { newId } from '../../src/kernel/ids.ts';
import { openDatabase, transact, violatesUnique, type Database } from '../../src/platform/db.ts';
import { insertTogether } from '../../src/platform/insert-rows.ts';
import { useDatabase } from '../support/database.ts';

describe('rows that belong together', () => {
  const database = useDatabase();
  let db: Database;

  before(() => {
    db = openDatabase({ url: database.url });
  });
  after(() => db.destroy());

  const person = { id: newId(), givenName: 'Els', familyName: 'Peeters' };
  const harmony = { id: newId(), kind: 'association', name: 'Harmonie' };
  const membership = { organisationId: harmony.id, personId: person.id, role: 'member', source: 'login' };

  it('go in at once, whichever refers to whichever, and tables without rows are left alone', async () => {
    await transact(db, (tx) => insertTogether(tx, { memberships: [membership], invitations: [], persons: [person], organisations: [harmony] }));
    expect(await database.query('SELECT person_id, organisation_id, role FROM memberships'))
      .to.deep.equal([{ person_id: person.id, organisation_id: harmony.id, role: 'member' }]);
  });

  it('stay out together when one of them is refused', async () => {
    const other = { ...harmony, id: newId() };
    const thrown: unknown = await transact(db, (tx) => insertTogether(tx, { organisations: [other], persons: [person] })).catch((error: unknown) => error);
    expect(violatesUnique(thrown)).to.equal(true);
    expect(await database.query('SELECT id FROM organisations')).to.deep.equal([{ id: harmony.id }]);
  });
});
