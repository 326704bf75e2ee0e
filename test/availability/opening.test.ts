import { expect } from 'chai';
import { openPeriods, type Hours } from '../../src/availability/opening.ts';
import { daysFrom, localDate, localTime } from '../../src/kernel/time.ts';

const hours = (own: Partial<Hours> = {}): Hours => ({
  openOnHolidays: false,
  weekly: [{ weekday: 1, opens: '09:00', closes: '12:00' }, { weekday: 1, opens: '13:00', closes: '22:00' }, { weekday: 7, opens: '00:00', closes: '24:00' }],
  exceptions: [],
  ...own,
});

const said = (schedule: Hours, from: string, until: string): string[] => openPeriods(schedule, daysFrom(from, until)).map(({ start, end }) =>
  `${localDate(start)} ${localTime(start)}–${localDate(end) === localDate(start) ? '' : `${localDate(end)} `}${localTime(end)}`);

describe('opening hours', () => {
  it('are those of each weekday, with their breaks', () => {
    expect(said(hours(), '2026-11-23', '2026-11-29')).to.deep.equal(['2026-11-23 09:00–12:00', '2026-11-23 13:00–22:00']);
  });

  it('run on past midnight when the next day opens there', () => {
    const weekend = hours({ weekly: [{ weekday: 6, opens: '10:00', closes: '24:00' }, { weekday: 7, opens: '00:00', closes: '02:00' }] });
    expect(said(weekend, '2026-11-28', '2026-11-30')).to.deep.equal(['2026-11-28 10:00–2026-11-29 02:00']);
  });

  it('give way to a dated exception: other hours, or closed', () => {
    const schedule = hours({ exceptions: [{ day: '2026-11-23', opens: '14:00', closes: '16:00' }, { day: '2026-11-30' }] });
    expect(said(schedule, '2026-11-23', '2026-12-01')).to.deep.equal(['2026-11-23 14:00–16:00', '2026-11-29 00:00–2026-11-30 00:00']);
  });

  it('do not count on a public holiday, unless the schedule or an exception says otherwise', () => {
    const easterMonday = ['2026-04-06', '2026-04-07'] as const;
    expect(said(hours(), ...easterMonday)).to.deep.equal([]);
    expect(said(hours({ openOnHolidays: true }), ...easterMonday)).to.have.length(2);
    expect(said(hours({ exceptions: [{ day: '2026-04-06', opens: '10:00', closes: '11:00' }] }), ...easterMonday)).to.deep.equal(['2026-04-06 10:00–11:00']);
  });

  it('last 23 and 25 hours on the days on which the clock changes', () => {
    const lasts = (day: string): number => openPeriods(hours(), [day]).reduce((total, { start, end }) => total + (end.getTime() - start.getTime()) / 3_600_000, 0);
    expect([lasts('2027-03-28'), lasts('2026-10-25')]).to.deep.equal([23, 25]);
  });

  it('leave nothing when they lie inside the hour that the clock skips', () => {
    const inGap = (opens: string, closes: string): Hours => hours({ weekly: [{ weekday: 7, opens, closes }] });
    expect(said(inGap('02:30', '03:00'), '2027-03-28', '2027-03-29')).to.deep.equal([]);
    expect(said(inGap('02:00', '03:30'), '2027-03-28', '2027-03-29')).to.deep.equal(['2027-03-28 03:00–03:30']);
  });
});
