import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { minutesOf, union } from '../../src/kernel/period.ts';
import {
  addDays, atLocal, cutAtMidnight, dayPeriod, daysBetween, isLocalDate, isPublicHoliday, localDate, localDays, localTime, mondayOf,
  publicHolidays, weekdayOf,
} from '../../src/kernel/time.ts';

const hours = (day: string): number => minutesOf(dayPeriod(day)) / 60;

describe('wall clocks', () => {
  it('knows days of 23, 24 and 25 hours', () => {
    expect([hours('2027-03-28'), hours('2026-11-23'), hours('2026-10-25'), hours('2027-10-31')]).to.deep.equal([23, 24, 25, 25]);
  });

  it('moves a time that the clock skips on by the gap', () => {
    expect(atLocal('2027-03-28', '02:30').toISOString()).to.equal('2027-03-28T01:30:00.000Z');
  });

  it('takes the first of a time that comes twice', () => {
    expect(atLocal('2026-10-25', '02:30').toISOString()).to.equal('2026-10-25T00:30:00.000Z');
  });

  it('reads 24:00 as the midnight that closes the day', () => {
    expect(atLocal('2026-11-23', '24:00')).to.deep.equal(atLocal('2026-11-24', '00:00'));
  });

  it('says on which local day and at what time an instant falls', () => {
    const lateEvening = new Date('2026-07-01T22:30:00Z');
    expect([localDate(lateEvening), localTime(lateEvening)]).to.deep.equal(['2026-07-02', '00:30']);
  });

  it('counts weekdays from Monday', () => {
    expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29'), mondayOf('2026-11-29')]).to.deep.equal([1, 7, '2026-11-23']);
  });

  it('cuts a period at each local midnight without losing or doubling a minute', () => {
    const instants = fc.integer({ min: Date.UTC(2026, 9, 20), max: Date.UTC(2027, 3, 5) }).map((ms) => new Date(ms));
    fc.assert(fc.property(instants, fc.integer({ min: 1, max: 6_000 }), (start, minutes) => {
      const whole = { start, end: new Date(start.getTime() + minutes * 60_000) };
      const pieces = cutAtMidnight(whole);
      expect(union(pieces.map(({ period }) => period))).to.deep.equal([whole]);
      expect(pieces.map(({ day }) => day)).to.deep.equal(localDays(whole));
      for (const { day, period } of pieces) {
        expect(period.start >= dayPeriod(day).start && period.end <= dayPeriod(day).end).to.equal(true);
      }
    }));
  });

  it('knows the Belgian public holidays', () => {
    expect([...publicHolidays(2027).keys()]).to.have.members([
      '2027-01-01', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-17', '2027-07-21', '2027-08-15', '2027-11-01', '2027-11-11', '2027-12-25']);
    expect(isPublicHoliday('2026-04-06')).to.equal(true);
    expect(isPublicHoliday('2026-04-07')).to.equal(false);
  });

  it('says what Temporal says, in any year and any minute', () => {
    const zone = 'Europe/Brussels';
    const instants = fc.integer({ min: Date.UTC(1978, 0, 1), max: Date.UTC(2090, 0, 1) });
    const nearChanges = fc.tuple(fc.integer({ min: 1980, max: 2080 }), fc.constantFrom(2, 9), fc.integer({ min: 0, max: 20_160 }))
      .map(([year, month, minutes]) => Date.UTC(year, month, 20) + minutes * 60_000);
    fc.assert(fc.property(fc.oneof(instants, nearChanges), fc.integer({ min: -900, max: 900 }), (epoch, days) => {
      const expected = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(zone);
      const day = expected.toPlainDate();
      const time = expected.toPlainTime().round('minute');
      expect(localDate(new Date(epoch))).to.equal(day.toString());
      expect(localTime(new Date(epoch))).to.equal(expected.toPlainTime().toString({ smallestUnit: 'minute' }));
      expect(atLocal(day.toString(), time.toString().slice(0, 5)).getTime()).to.equal(day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
      const wall = new Date(epoch).toISOString();
      expect(atLocal(wall.slice(0, 10), wall.slice(11, 16)).getTime()).to.equal(Temporal.PlainDateTime.from(wall.slice(0, 16)).toZonedDateTime(zone).epochMilliseconds);
      expect(weekdayOf(day.toString())).to.equal(day.dayOfWeek);
      expect(addDays(day.toString(), days)).to.equal(day.add({ days }).toString());
      expect(daysBetween(day.toString(), addDays(day.toString(), days))).to.equal(days);
    }), { numRuns: 400 });
  });

  it('refuses days that do not exist', () => {
    expect(['2027-02-29', '2027-13-01', '2027-1-1', 'vandaag', '2028-02-29'].map(isLocalDate)).to.deep.equal([false, false, false, false, true]);
  });

  it('counts days across a change of the clock', () => {
    expect(daysBetween('2027-03-27', '2027-03-29')).to.equal(2);
    expect(addDays('2026-12-31', 1)).to.equal('2027-01-01');
  });

  for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati']) {
    it(`answers the same on a server in ${zone}`, () => {
      const script = `
        const t = await import(${JSON.stringify(new URL('../../src/kernel/time.ts', import.meta.url).href)});
        const r = await import(${JSON.stringify(new URL('../../src/kernel/recurrence.ts', import.meta.url).href)});
        console.log(JSON.stringify([t.atLocal('2026-10-25', '02:30'), t.localDate(new Date('2026-12-31T23:30:00Z')),
          r.occurrences('FREQ=WEEKLY;COUNT=3', { day: '2026-10-19', time: '20:00', minutes: 120 }, '2027-01-01')]));`;
      const answer: unknown = JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, TZ: zone }, encoding: 'utf8', timeout: 20_000,
      }));
      expect(answer).to.deep.equal(['2026-10-25T00:30:00.000Z', '2027-01-01', [
        { start: '2026-10-19T18:00:00.000Z', end: '2026-10-19T20:00:00.000Z' },
        { start: '2026-10-26T19:00:00.000Z', end: '2026-10-26T21:00:00.000Z' },
        { start: '2026-11-02T19:00:00.000Z', end: '2026-11-02T21:00:00.000Z' },
      ]]);
    });
  }
});
