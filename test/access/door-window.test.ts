import { expect } from 'chai';
import fc from 'fast-check';
import { doorWindow, leadMinutes, sendAt } from '../../src/access/door-window.ts';
import { addMinutes, contains } from '../../src/kernel/period.ts';

const noon = new Date('2027-02-03T12:00:00Z');
const at = (minutes: number): Date => addMinutes(noon, minutes);
const minutes = (min: number, max: number) => fc.integer({ min, max });

describe('the window of a door code', () => {
  it('holds the booking, its margins at most, and nothing of a neighbour', () => {
    fc.assert(fc.property(
      minutes(30, 600), minutes(0, 120), minutes(0, 120), fc.option(minutes(0, 200)), fc.option(minutes(0, 200)),
      (length, before, after, gapBefore, gapAfter) => {
        const period = { start: noon, end: at(length) };
        const neighbours = { ...(gapBefore === null ? {} : { previousEnd: at(-gapBefore) }), ...(gapAfter === null ? {} : { nextStart: at(length + gapAfter) }) };
        const window = doorWindow(period, { before, after }, neighbours);
        expect(contains(window, period)).to.equal(true);
        expect(contains({ start: at(-before), end: at(length + after) }, window)).to.equal(true);
        expect(window.start >= (neighbours.previousEnd ?? window.start)).to.equal(true);
        expect(window.end <= (neighbours.nextStart ?? window.end)).to.equal(true);
        if (gapBefore === null || gapBefore >= before) expect(window.start).to.deep.equal(at(-before));
        if (gapAfter === null || gapAfter >= after) expect(window.end).to.deep.equal(at(length + after));
      }));
  });

  it('never cuts into the booking itself, whatever the claims say', () => {
    const period = { start: noon, end: at(60) };
    expect(doorWindow(period, { before: 15, after: 15 }, { previousEnd: at(20), nextStart: at(40) })).to.deep.equal(period);
  });

  it('decides when a lock gets the code: days ahead when it keeps codes shut by itself, otherwise just in time', () => {
    const plain = (lead: number) => ({ leadMinutes: lead, capabilities: { slots: 10, windows: false, clock: false, battery: true } });
    expect(leadMinutes({})).to.equal(72 * 60);
    expect([10, 60, 500].map((lead) => leadMinutes(plain(lead)))).to.deep.equal([45, 60, 90]);
    expect(sendAt(at(60), plain(45), at(0))).to.deep.equal(at(15));
    expect(sendAt(at(60), {}, at(0)), 'at once when that is past').to.deep.equal(at(0));
  });
});
