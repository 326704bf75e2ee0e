import { expect } from 'chai';
import { fromCursor, isTimePosition, toCursor } from '../../src/contract/paging.ts';
import { newId } from '../../src/kernel/ids.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';

describe('a cursor', () => {
  const id = newId();
  const read = (position: object): unknown => fromCursor(toCursor(position), isTimePosition);

  it('is read as it was written', () => {
    const position = { start: new Date('2026-11-23T18:00:00Z').toISOString(), id };
    expect(read(position)).to.deep.equal(position);
  });

  for (const start of ['1 (x)', 'Thu, 01 Jan 2026 00:00:00 GMT', '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00.000Z', '2026-02-31T00:00:00.000Z', '2026-11-23T18:00:00.000Z\0']) {
    it(`that was made by hand is refused before PostgreSQL has to read ${JSON.stringify(start)}`, () => {
      const refused = ((): unknown => {
        try {
          return read({ start, id });
        } catch (thrown) {
          return thrown;
        }
      })();
      expect(isRefusal(refused, 'invalid-request') && refused.violations[0]?.field).to.equal('query/cursor');
    });
  }

  it('of a list with names holds no NUL either', () => {
    const isName = (value: unknown): value is { name: string } => typeof value === 'object' && value !== null && 'name' in value;
    expect(() => fromCursor(toCursor({ name: 'a\0b' }), isName)).to.throw();
    expect(fromCursor(toCursor({ name: 'ab' }), isName)).to.deep.equal({ name: 'ab' });
  });
});
