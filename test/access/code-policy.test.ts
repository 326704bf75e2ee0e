import { expect } from 'chai';
import fc from 'fast-check';
import { drawCode, isAcceptable, randomDigits, withinOneDigit } from '../../src/access/code-policy.ts';
import { drawFor } from '../../src/access/draw-for-locks.ts';
import { newId, type LockId } from '../../src/kernel/ids.ts';
import { keys } from './setting.ts';

const digits = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }).map((all) => all.join(''));
const distance = (a: string, b: string): number => a.split('').filter((digit, place) => digit !== b[place]).length;

describe('door codes', () => {
  it('that a lock refuses or that anybody would guess are not acceptable', () => {
    for (const bad of ['12', '1234567', '048392', '480392', '124839', '111583', '583111', '483927 ', '48392a', '123', '456839', '839456', '654839', '483321']) {
      expect(isAcceptable(bad), bad).to.equal(false);
    }
    for (const good of ['483927', '138257', '994488', '135798', '212121', '897978']) expect(isAcceptable(good), good).to.equal(true);
  });

  it('are always acceptable and at least two digits away from every code in use', () => {
    fc.assert(fc.property(fc.uniqueArray(digits, { maxLength: 60 }), (taken) => {
      const set = new Set(taken);
      const drawn = drawCode((one) => set.has(one))!;
      expect(isAcceptable(drawn)).to.equal(true);
      for (const one of taken) expect(distance(one, drawn)).to.be.greaterThan(1);
    }));
  });

  it('have 49 neighbours within one digit, themselves included', () => {
    fc.assert(fc.property(digits, digits, (a, b) => {
      const near = withinOneDigit(a);
      expect(new Set(near).size).to.equal(49);
      expect(near.includes(b)).to.equal(distance(a, b) <= 1);
    }));
  });

  it('cannot be drawn when nothing is left, and that is said instead of searched for ever', () => {
    expect(drawCode(() => true)).to.equal(undefined);
    const draws = ['111111', '123456', '483928', '483927'];
    expect(drawCode((one) => one === '483929', () => draws.shift() ?? '385276')).to.equal('385276');
    expect(drawCode(() => false, () => '111111')).to.equal(undefined);
  });

  it('are spread evenly: every digit in every place', () => {
    const counts = Array.from({ length: 6 }, () => new Map<string, number>());
    for (let n = 0; n < 9_000; n += 1) randomDigits().split('').forEach((digit, place) => counts[place]!.set(digit, (counts[place]!.get(digit) ?? 0) + 1));
    for (const count of counts) {
      expect(count.size).to.equal(9);
      // 1,000 are expected, with a standard deviation of 30.
      for (const times of count.values()) expect(times).to.be.within(800, 1_200);
    }
  });

  it('fit all locks of a hall at once, and are taken on each of them from then on', () => {
    const [a, b]: LockId[] = [newId(), newId()];
    const taken = new Map([[a!, new Set<string>()], [b!, new Set<string>()]]);
    const drawn = Array.from({ length: 300 }, (_, index) => drawFor(keys.codes, index % 3 === 0 ? [a!, b!] : [index % 3 === 1 ? a! : b!], taken)!);
    expect(taken.get(a!)!.size).to.equal(200);
    const onA = drawn.filter((_, index) => index % 3 !== 2);
    for (const one of onA) expect(onA.filter((other) => distance(one.digits, other.digits) <= 1)).to.deep.equal([one]);
  });
});
