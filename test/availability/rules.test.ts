import { expect } from 'chai';
import fc from 'fast-check';
import { brokenRules, firstStay, startBounds, type Stay, type Surroundings } from '../../src/availability/rules.ts';
import { addMinutes, period, subtract, widen, type Period } from '../../src/kernel/period.ts';
import { atLocal, dayPeriod } from '../../src/kernel/time.ts';
import { aHall } from '../support/halls.ts';

const DAY = '2026-11-23';
const at = (time: string, day = DAY): Date => atLocal(day, time);
const from = (start: string, end: string): Period => period(at(start), at(end));
const NOW = at('08:00', '2026-11-20');

const hall = aHall();
const stay = (own: Partial<Stay> = {}): Stay => ({ period: from('19:00', '22:00'), layout: 'theatre', attendance: 40, ...own });
const around = (own: Partial<Surroundings> = {}): Surroundings => ({ open: [from('08:00', '22:00')], taken: [], activeBookings: 0, ...own });
const broken = (hallNow: typeof hall, stayNow: Stay, surroundings = around(), now = NOW): string[] =>
  brokenRules(hallNow, stayNow, surroundings, now).map(({ code }) => code);

describe('the rules of a stay', () => {
  it('let a stay pass that breaks none of them', () => {
    expect(broken(hall, stay())).to.deep.equal([]);
  });

  it('are all named at once, each with the field it is about', () => {
    const strict = aHall({ bookable: false, quotaBookings: 2, noticeMinutes: 10_080, shortestMinutes: 300, startStepMinutes: 120 });
    const wrong = brokenRules(strict, stay({ period: from('19:30', '23:00'), attendance: 61 }),
      around({ activeBookings: 2, taken: [{ period: from('20:00', '21:00'), reason: 'booked' }] }), NOW);
    expect(wrong.map(({ code, field }) => [code, field])).to.deep.equal([
      ['not-bookable', 'body/hallId'], ['too-late', 'body/period/start'], ['start-step', 'body/period/start'], ['too-short', 'body/period/end'],
      ['outside-opening-hours', 'body/period/end'], ['taken', 'body/period/start'], ['over-capacity', 'body/attendance'], ['over-quota', 'body/hallId']]);
  });

  it('say from when to when the hall is open that day, or that it is closed', () => {
    const facts = (own: Period): unknown => brokenRules(hall, stay({ period: own }), around({ open: [from('08:00', '12:00'), from('13:00', '22:00')] }), NOW)[0]?.facts;
    expect(facts(from('21:00', '23:00'))).to.deep.equal({ opens: at('13:00').toISOString(), closes: at('22:00').toISOString() });
    expect(facts(from('06:00', '07:00'))).to.deep.equal({ opens: at('13:00').toISOString(), closes: at('22:00').toISOString() });
    expect(facts(from('11:30', '13:30'))).to.have.property('opens');
    expect(brokenRules(hall, stay(), around({ open: [] }), NOW)[0]).to.deep.include({ code: 'outside-opening-hours', facts: { day: DAY } });
  });

  it('say until and from when the hall is free, with its setup, teardown and start step', () => {
    const buffered = aHall({ setupMinutes: 15, teardownMinutes: 30 });
    const taken = [{ period: from('18:00', '19:15'), reason: 'booked' as const }, { period: from('19:15', '20:20'), reason: 'booked' as const }];
    expect(brokenRules(buffered, stay(), around({ taken }), NOW)).to.deep.equal([{
      code: 'taken', field: 'body/period/start', facts: { freeUntil: at('17:30').toISOString(), freeFrom: at('21:00').toISOString() },
    }]);
  });

  it('keep setup and teardown free of others, and of nothing else', () => {
    const buffered = aHall({ setupMinutes: 30, teardownMinutes: 60 });
    const next = (start: string, end: string): string[] => broken(buffered, stay(), around({ taken: [{ period: from(start, end), reason: 'booked' }] }));
    expect([next('17:00', '18:30'), next('23:00', '24:00')]).to.deep.equal([[], []]);
    expect([next('17:00', '18:31'), next('22:59', '24:00')]).to.deep.equal([['taken'], ['taken']]);
  });

  it('tell a closure from a booking, and name both when both are in the way', () => {
    const taken = [{ period: from('19:00', '20:00'), reason: 'closed' as const }, { period: from('20:00', '21:00'), reason: 'booked' as const }];
    expect(broken(hall, stay(), around({ taken: taken.slice(0, 1) }))).to.deep.equal(['closed']);
    expect(broken(hall, stay(), around({ taken }))).to.deep.equal(['closed', 'taken']);
  });

  it('count notice in minutes and the booking window in local days', () => {
    const strict = aHall({ noticeMinutes: 120, windowDays: 3 });
    expect(broken(strict, stay(), around(), at('17:00'))).to.deep.equal([]);
    expect(broken(strict, stay(), around(), at('17:01'))).to.deep.equal(['too-late']);
    expect(broken(strict, stay(), around(), at('20:00'))).to.deep.equal(['in-the-past']);
    expect(broken(strict, stay(), around(), at('00:00', '2026-11-20'))).to.deep.equal([]);
    expect(broken(strict, stay(), around(), at('23:59', '2026-11-19'))).to.deep.equal(['too-far-ahead']);
  });

  it('know the capacity of each layout', () => {
    expect(brokenRules(hall, stay({ attendance: 61 }), around(), NOW)[0]).to.deep.equal({ code: 'over-capacity', field: 'body/attendance', facts: { attendance: 61, capacity: 60, layout: 'theatre' } });
    expect(broken(hall, stay({ layout: 'banquet', attendance: 1 }))).to.deep.equal(['unknown-layout']);
  });

  const quarter = fc.integer({ min: 0, max: 99 });
  it('never let two stays touch each other, whatever the setup, teardown and lengths, also when the clock changes', () => {
    const step = fc.constantFrom(15, 30, 60, 90);
    const lengths = fc.record({ setupMinutes: fc.integer({ min: 0, max: 90 }), teardownMinutes: fc.integer({ min: 0, max: 90 }), startStepMinutes: step, minutes: fc.integer({ min: 15, max: 600 }) });
    fc.assert(fc.property(fc.constantFrom(DAY, '2026-10-25', '2027-03-28'), lengths, fc.array(fc.tuple(quarter, fc.integer({ min: 1, max: 12 })), { maxLength: 5 }), (day, { minutes, ...own }, others) => {
      const someHall = aHall({ ...own, shortestMinutes: 15 });
      const midnight = at('00:00', day);
      const taken = others.map(([start, length]) => ({ reason: 'booked' as const, period: { start: addMinutes(midnight, start * 15), end: addMinutes(midnight, (start + length) * 15) } }));
      const surroundings = around({ open: [dayPeriod(day)], taken });
      const free = subtract(surroundings.open, taken.map((one) => widen(one.period, own.teardownMinutes, own.setupMinutes)));
      const now = addMinutes(midnight, -1_440);
      const first = firstStay(someHall, free, minutes, startBounds(someHall, now));
      // The first stay that breaks no rule, found by trying every minute of the day.
      let tried: Date | undefined;
      for (let start = midnight; start < dayPeriod(day).end && !tried; start = addMinutes(start, 1)) {
        if (broken(someHall, stay({ period: { start, end: addMinutes(start, minutes) } }), surroundings, now).length === 0) tried = start;
      }
      expect(first?.start).to.deep.equal(tried);
    }), { numRuns: 60 });
  });
});
