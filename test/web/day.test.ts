import { expect } from 'chai';
import { addMinutes } from '../../src/kernel/period.ts';
import { atLocal, dayPeriod, localTime } from '../../src/kernel/time.ts';
import { startsWithin } from '../../src/availability/starts.ts';
import { dayAsked, dayStretches, durationAsked, durationsOf, offersOf } from '../../src/web/visitor/hall/day.ts';
import { aHall } from '../support/halls.ts';

const DAY = '2027-03-11';
const at = (from: string, to: string) => ({ start: atLocal(DAY, from), end: atLocal(DAY, to) });

describe('a day of a hall', () => {
  it('tells what others use from the setup and teardown around it', () => {
    const stretches = dayStretches({
      free: [at('08:00', '12:00'), at('17:00', '22:00')],
      unavailable: [
        { period: at('00:00', '08:00'), reason: 'closed' },
        { period: at('12:00', '17:00'), reason: 'booked' },
        { period: at('22:00', '24:00'), reason: 'closed' },
      ],
      used: [at('13:00', '16:00')],
      starts: [],
    });
    expect(stretches.map(({ period, state }) => [localTime(period.start), state])).to.deep.equal([
      ['08:00', 'free'],
      ['12:00', 'setup'],
      ['13:00', 'booked'],
      ['16:00', 'setup'],
      ['17:00', 'free'],
    ]);
  });

  it('has no stretches when it is closed from morning till night', () => {
    expect(dayStretches({ free: [], unavailable: [{ period: dayPeriod(DAY), reason: 'closed' }], used: [], starts: [] })).to.deep.equal([]);
  });

  it('offers every start with its price, and fewer of them where there would be too many to survey', () => {
    const few = offersOf(aHall(), { starts: startsWithin(at('08:00', '12:00'), 30, 120) }, 120, { bookerKind: 'resident', bookedOn: '2026-11-23' });
    expect(few.cut).to.equal(false);
    expect(few.offers.map(({ moment, totalCents }) => [moment.from, moment.to, totalCents])).to.deep.equal(
      ['08:00', '08:30', '09:00', '09:30', '10:00'].map((from, index) => [from, ['10:00', '10:30', '11:00', '11:30', '12:00'][index], 4_000]),
    );
    const many = offersOf(aHall(), { starts: startsWithin(at('08:05', '22:00'), 5, 60) }, 60, { bookerKind: 'resident', bookedOn: '2026-11-23' });
    expect(many.cut).to.equal(true);
    expect(many.offers).to.have.length.below(31);
    expect(many.offers.slice(0, 3).map(({ moment }) => moment.from)).to.deep.equal(['08:05', '08:30', '09:00']);
  });

  it('offers nothing to whom the hall is not let', () => {
    expect(offersOf(aHall({ tariffs: [] }), { starts: [at('08:00', '09:00').start] }, 60, { bookerKind: 'resident', bookedOn: '2026-11-23' }).offers).to.deep.equal([]);
  });

  it('offers only what a form can mean on the night on which an hour comes twice', () => {
    const night = startsWithin(dayPeriod('2026-10-25'), 60, 60).slice(0, 5);
    expect(night.map(localTime)).to.deep.equal(['00:00', '01:00', '02:00', '02:00', '03:00']);
    const { offers } = offersOf(aHall({ startStepMinutes: 60 }), { starts: night }, 60, { bookerKind: 'resident', bookedOn: '2026-11-23' });
    for (const { period, moment } of offers) expect([atLocal('2026-10-25', moment.from), addMinutes(period.start, 60)]).to.deep.equal([period.start, period.end]);
    expect(offers.map(({ moment }) => moment.from)).to.include('03:00');
  });

  it('is never in the past nor beyond the booking window, and never longer than the hall lets', () => {
    const now = atLocal(DAY, '12:00');
    expect(['2027-01-01', 'morgen', '', '2027-03-20', '9999-12-31'].map((asked) => dayAsked(asked, 30, now))).to.deep.equal([DAY, DAY, DAY, '2027-03-20', '2027-04-10']);
    const hall = aHall({ shortestMinutes: 90, longestMinutes: 480 });
    expect([durationAsked('', hall, undefined), durationAsked('', hall, 180), durationAsked('30', hall, undefined), durationAsked('99999', hall, undefined), durationAsked('-1', hall, undefined)])
      .to.deep.equal([120, 180, 90, 480, 120]);
    expect(durationsOf(hall, 100)).to.deep.equal([90, 100, 120, 150, 180, 240, 300, 360, 480]);
  });
});
