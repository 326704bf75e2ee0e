import { expect } from 'chai';
import fc from 'fast-check';
import { perSecond, percentile, spreadOf, takeTurns, timed } from '../../bench/support/statistics.ts';

describe('figures of a benchmark', () => {
  it('are values that were measured: half of all lie at or below the median, and none above the maximum', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, part) => {
      const found = percentile(values, part);
      expect(values).to.include(found);
      expect(values.filter((value) => value <= found).length).to.be.at.least(Math.floor(part * values.length));
      expect(values.filter((value) => value < found).length).to.be.at.most(Math.ceil(part * values.length));
    }));
  });

  it('say what most wait for, whatever the order', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(spreadOf(values)).to.deep.equal({ count: 100, p50: 50, p90: 90, p95: 95, p99: 99, max: 100 });
  });

  it('cannot be had of nothing', () => {
    expect(() => percentile([], 0.5)).to.throw(RangeError);
  });

  it('count work over the time in which it was done', () => {
    expect(perSecond([{ milliseconds: [10, 10, 10], elapsed: 30 }, { milliseconds: [5], elapsed: 70 }])).to.equal(40);
  });

  it('come from so many pieces of work at a time, and keep what each answered', async () => {
    let [inside, most] = [0, 0];
    const piece = (index: number) => async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside -= 1;
      return index;
    };
    const { results, milliseconds } = await timed(Array.from({ length: 10 }, (_, index) => piece(index)), 3);
    expect(most).to.equal(3);
    expect(results).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(milliseconds).to.have.length(10);
  });

  it('come from both sides in turns, each of them first every other time; the first turn only warms up', async () => {
    const order: string[] = [];
    const side = (name: string) => async () => order.push(name);
    const { ours, bare } = await takeTurns(3, side('ours'), side('bare'));
    expect(order.join(' ')).to.equal('ours bare bare ours ours bare bare ours');
    expect([ours, bare]).to.deep.equal([[4, 5, 8], [3, 6, 7]]);
  });
});
