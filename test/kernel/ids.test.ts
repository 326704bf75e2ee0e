import { expect } from 'chai';
import { isId, newId, newShortCode } from '../../src/kernel/ids.ts';

describe('ids', () => {
  it('sort by the moment they were made', () => {
    const earlier = newId(new Date('2026-11-23T10:00:00Z'));
    const later = newId(new Date('2026-11-23T10:00:01Z'));
    expect(isId(earlier)).to.equal(true);
    expect(earlier < later).to.equal(true);
  });

  it('have one spelling', () => {
    expect(['', 'x', newId().toUpperCase(), `${newId()} `].map(isId)).to.deep.equal([false, false, false, false]);
  });

  it('gives codes that can be read aloud', () => {
    for (let index = 0; index < 200; index += 1) expect(newShortCode()).to.match(/^[34679ACDEFGHJKMNPQRTWXY]{3}-[34679ACDEFGHJKMNPQRTWXY]{3}$/);
  });
});
