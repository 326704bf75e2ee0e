import { expect } from 'chai';
import { periodsOf, type ClosurePlan } from '../../src/availability/closure-plan.ts';
import { minutesOf } from '../../src/kernel/period.ts';
import { localDate, localTime } from '../../src/kernel/time.ts';

const plan = (own: Partial<ClosurePlan>): ClosurePlan => ({ firstDay: '2026-12-07', from: '08:00', lastDay: '2026-12-07', until: '10:00', ...own });

describe('the plan of a closure', () => {
  it('covers whole local days, also the one that has 23 hours', () => {
    const [days] = periodsOf(plan({ firstDay: '2027-03-28', from: '00:00', lastDay: '2027-03-28', until: '24:00' })) as [{ start: Date; end: Date }];
    expect(minutesOf(days)).to.equal(23 * 60);
  });

  it('comes back on the same wall clock on both sides of the change of the clock, up to and with the last day', () => {
    const periods = periodsOf(plan({ firstDay: '2027-03-22', lastDay: '2027-03-22', repeat: { every: 'week', last: '2027-04-05' } }));
    expect((periods as { start: Date }[]).map(({ start }) => `${localDate(start)} ${localTime(start)}`)).to.deep.equal(['2027-03-22 08:00', '2027-03-29 08:00', '2027-04-05 08:00']);
  });

  it('may run into the next day, and comes back so', () => {
    const periods = periodsOf(plan({ from: '22:00', lastDay: '2026-12-08', until: '06:00', repeat: { every: 'two-weeks', last: '2026-12-31' } }));
    expect((periods as { start: Date; end: Date }[]).map(({ end }) => `${localDate(end)} ${localTime(end)}`)).to.deep.equal(['2026-12-08 06:00', '2026-12-22 06:00']);
  });

  for (const [problem, own] of [
    ['order', { until: '08:00' }],
    ['order', { lastDay: '2026-12-06' }],
    ['too-long', { lastDay: '2028-01-01' }],
    ['repeat-order', { repeat: { every: 'week', last: '2026-12-01' } }],
    ['too-many', { repeat: { every: 'day', last: '2027-12-01' } }],
    ['overlap', { lastDay: '2026-12-16', repeat: { every: 'week', last: '2027-02-01' } }],
  ] as const satisfies readonly (readonly [string, Partial<ClosurePlan>])[]) {
    it(`says "${problem}" to ${JSON.stringify(own)}`, () => expect(periodsOf(plan(own))).to.equal(problem));
  }
});
