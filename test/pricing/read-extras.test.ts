import { expect } from 'chai';
import { newId } from '../../src/kernel/ids.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { readExtras } from '../../src/pricing/read-extras.ts';

describe('the extras of a request', () => {
  it('are none when they are absent', () => {
    expect(readExtras(undefined)).to.deep.equal([]);
  });

  it('name each one once: the second time is pointed at', () => {
    const [coffee, tea] = [newId(), newId()];
    const twice = [{ extraId: coffee, quantity: 1 }, { extraId: tea, quantity: 1 }, { extraId: coffee, quantity: 2 }];
    expect(readExtras(twice.slice(0, 2))).to.deep.equal(twice.slice(0, 2));
    expect(() => readExtras(twice)).to.throw(Refusal).with.deep.property('violations', [{ code: 'schema', field: 'body/extras/2/extraId', facts: { fault: 'repeated' } }]);
  });
});
