import { expect } from 'chai';
import type { HallAvailability } from '../../src/availability/views.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { daysShown, monthAsked, monthDays } from '../../src/web/visitor/hall/month.ts';
import { aHall } from '../support/halls.ts';

const NOW = atLocal('2027-03-10', '09:00');
const at = (day: string, from: string, to: string) => ({ start: atLocal(day, from), end: atLocal(day, to) });
const march = (availability: Partial<HallAvailability>, hall = aHall()) => {
  const days = monthDays('2027-03-01', { free: [], unavailable: [], ...availability }, hall, { bookerKind: 'resident', bookedOn: '2026-11-23' });
  return (day: number) => days[day - 1];
};

describe('a month of a hall', () => {
  it('shows whole weeks and knows every day of the month', () => {
    expect([daysShown('2027-03-01')[0], daysShown('2027-03-01').at(-1)]).to.deep.equal(['2027-03-01', '2027-04-04']);
    expect(monthDays('2027-02-01', { free: [], unavailable: [] }, aHall(), { bookerKind: 'resident', bookedOn: '2026-11-23' })).to.have.length(28);
  });

  it('is never before this month nor beyond the booking window, whatever is asked', () => {
    expect(monthAsked('2027-05', 100, NOW)).to.equal('2027-05-01');
    expect(monthAsked('2027-05-17', 100, NOW)).to.equal('2027-05-01');
    for (const asked of ['', 'mei', '2026-01', '2027-13', '<b>']) expect(monthAsked(asked, 100, NOW), asked).to.equal('2027-03-01');
    expect(monthAsked('9999-12', 100, NOW)).to.equal('2027-06-01');
  });

  it('says in a word how free a day is', () => {
    const day = march({
      free: [at('2027-03-11', '08:00', '22:00'), at('2027-03-12', '08:00', '10:00')],
      unavailable: [
        { period: at('2027-03-12', '10:00', '22:00'), reason: 'booked' },
        { period: at('2027-03-13', '08:00', '22:00'), reason: 'booked' },
        { period: at('2027-03-14', '00:00', '24:00'), reason: 'closed' },
        { period: at('2027-03-15', '08:00', '22:00'), reason: 'too-far-ahead' },
        { period: at('2027-03-10', '09:00', '22:00'), reason: 'too-short-notice' },
        { period: at('2027-03-09', '00:00', '24:00'), reason: 'in-the-past' },
        { period: at('2027-03-16', '08:00', '20:00'), reason: 'booked' },
        { period: at('2027-03-16', '20:00', '22:00'), reason: 'too-short' },
      ],
    });
    expect([9, 10, 11, 12, 13, 14, 15, 16].map((number) => day(number)?.state)).to.deep.equal(['past', 'too-late', 'free', 'partly', 'full', 'closed', 'not-yet', 'full']);
    expect([day(11)?.longestMinutes, day(12)?.longestMinutes, day(13)?.longestMinutes]).to.deep.equal([840, 120, 0]);
  });

  it('counts the hours that pass, also on the day on which the clock skips one', () => {
    expect(march({ free: [{ start: atLocal('2027-03-28', '00:00'), end: atLocal('2027-03-29', '00:00') }] })(28)?.longestMinutes).to.equal(23 * 60);
  });

  it('names the price of the shortest stay by the tariff of that very day, and none to whom the hall is not let', () => {
    const tariff = (validFrom: string, hourCents: number) => ({ bookerKind: 'resident' as const, validFrom, hourCents, minimumMinutes: 0, depositCents: 0, vatRate: 0 });
    const hall = aHall({ shortestMinutes: 120, tariffs: [tariff('2027-01-01', 1_000), tariff('2027-03-12', 1_500)] });
    const day = march({ free: [at('2027-03-11', '08:00', '22:00'), at('2027-03-12', '08:00', '22:00')] }, hall);
    expect([day(11)?.fromCents, day(12)?.fromCents, day(13)?.fromCents]).to.deep.equal([2_000, 3_000, undefined]);
    const [first] = monthDays('2027-03-01', { free: [at('2027-03-01', '08:00', '22:00')], unavailable: [] }, hall, { bookerKind: 'school', bookedOn: '2026-11-23' });
    expect(first).to.not.have.property('fromCents');
  });
});
