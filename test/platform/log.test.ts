import { expect } from 'chai';
import { openDatabase } from '../../src/platform/db.ts';
import { safeError } from '../../src/platform/log.ts';
import { useDatabase } from '../support/database.ts';

describe('what the log says of an error', () => {
  const database = useDatabase();

  it('holds none of the values of a statement that failed, but says where and why', async () => {
    const db = openDatabase({ url: database.url });
    try {
      const person = { id: '0198c1f0-6f0a-7d2e-9d4f-2f6f6d8f3c11', subject: 'secret-subject', given_name: 'Secretia', family_name: 'X' };
      await db('persons').insert(person);
      const error = await db('persons').insert({ ...person, id: '0198c1f0-6f0a-7d2e-9d4f-2f6f6d8f3c12' }).then(() => undefined, (thrown: unknown) => thrown);
      const line = JSON.stringify(safeError(error));
      expect(line).not.to.match(/secret/i);
      expect(safeError(error)).to.include({ state: '23505', constraint: 'persons_subject_key', table: 'persons' });
      expect(line).to.contain('insert into');
    } finally {
      await db.destroy();
    }
  });

  it('follows its cause, and takes whatever was thrown', () => {
    expect(safeError(new Error('outer', { cause: new TypeError('inner') }))).to.nested.include({ 'cause.message': 'inner', 'cause.type': 'TypeError' });
    expect(safeError('thrown text')).to.deep.equal({ message: 'thrown text' });
  });
});
