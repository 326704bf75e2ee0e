import { expect } from 'chai';
import type { HallId, VenueId, OrganisationId, PersonId, BookingId } from '../../src/kernel/ids.ts';
import { newId } from '../../src/kernel/ids.ts';
import { widen, type Period } from '../../src/kernel/period.ts';
import { addDays, atLocal, dayPeriod } from '../../src/kernel/time.ts';
import type { Entry, HallBooking, HallOccupancy } from '../../src/occupancy/occupancy.ts';
import { csv } from '../../src/web/manager/occupancy/occupancy-csv.ts';
import { hallDays, hoursShown, isShut, minuteOf, wholeDays } from '../../src/web/manager/occupancy/day-parts.ts';
import { readAsked, step, timelineLink } from '../../src/web/manager/occupancy/occupancy-ask.ts';
import { runsOf } from '../../src/web/manager/occupancy/slots.ts';

const DAY = '2027-03-10';
const at = (from: string, to: string, day = DAY): Period => ({ start: atLocal(day, from), end: atLocal(day, to) });
const hall = { id: newId() as HallId, slug: 'zaal', name: { nl: 'Zaal' }, type: 'meeting' as const, venue: { id: newId() as VenueId, organisationId: newId() as OrganisationId, slug: 'huis', name: { nl: 'Huis' } } };

const aBooking = (period: Period, own: Partial<HallBooking> = {}): HallBooking => ({
  id: newId() as BookingId, code: 'AAA-AAA', status: 'confirmed', period, hall, activity: 'Repetitie', attendance: 10, personId: newId() as PersonId, bookedBy: 'person',
  bookerName: 'Els', totalCents: 0, depositCents: 0, payment: 'free', access: 'staff', door: 'none', ...own,
});
const taking = (period: Period, own: Partial<HallBooking> = {}, around = 0): Entry => ({ kind: 'booking', booking: aBooking(period, own), periods: [widen(period, around, around)] });
const occupied = (entries: Entry[], open: Period[] = [at('08:00', '22:00')]): HallOccupancy => ({ hall, open, entries, figures: { usedMinutes: 0, openMinutes: 0 } });
const dayOf = (occupancy: HallOccupancy, day = DAY) => hallDays(occupancy, wholeDays({ from: day, until: addDays(day, 1) }))[0]!;
const looks = (occupancy: HallOccupancy, hours = { from: 8, to: 22 }, day = DAY): string => runsOf(dayOf(occupancy, day), hours)
  .map(({ what, quarters }) => `${typeof what === 'string' ? what : what.look} ${quarters}`).join(', ');

describe('a day of the timeline', () => {
  it('is cut in quarters of an hour: free, setup, booking, teardown', () => {
    expect(looks(occupied([taking(at('10:00', '12:00'), {}, 30)]))).to.equal('free 6, around 2, confirmed 8, around 2, free 38');
  });

  it('shows what is not yet firm, other halls, closures and the hours outside opening time, each as such', () => {
    const entries: Entry[] = [
      taking(at('09:00', '10:00'), { status: 'requested' }), { kind: 'via', booking: aBooking(at('10:00', '11:00')), periods: [at('10:00', '11:00')] },
      { kind: 'closure', reason: { nl: 'Poetsen' }, periods: [at('11:00', '12:00')] }, { kind: 'partner', periods: [at('12:00', '13:00')] },
    ];
    expect(looks(occupied(entries, [at('09:00', '22:00')]))).to.equal('shut 4, requested 4, via 4, closed 4, confirmed 4, free 36');
  });

  it('gives whatever begins within a quarter one of its own, and never more or less than the hours shown', () => {
    const odd = occupied([taking(at('10:05', '10:20')), taking(at('10:20', '10:35')), taking(at('21:55', '22:00'))]);
    const runs = runsOf(dayOf(odd), { from: 8, to: 22 });
    expect(runs.reduce((sum, { quarters }) => sum + quarters, 0)).to.equal(14 * 4);
    expect(runs.filter(({ what }) => typeof what !== 'string').length).to.be.at.least(2);
  });

  it('has 23 hours in spring and 25 in autumn', () => {
    for (const [day, hours] of [['2027-03-28', 23], ['2027-10-31', 25], [DAY, 24]] as const) {
      const whole = occupied([taking({ start: atLocal(day, '00:00'), end: atLocal(day, '01:00') }), taking({ start: atLocal(day, '12:00'), end: atLocal(day, '13:00') })], [dayPeriod(day)]);
      const shown = hoursShown([dayOf(whole, day)]);
      expect(shown).to.deep.equal({ from: 0, to: hours });
      const noon = minuteOf(dayPeriod(day), atLocal(day, '12:00')) / 15;
      expect(looks(whole, shown, day)).to.equal(`confirmed 4, free ${noon - 4}, confirmed 4, free ${hours * 4 - noon - 4}`);
    }
  });

  it('belongs to both days when it passes midnight, and its setup alone is not said twice', () => {
    const night = occupied([taking({ start: atLocal(DAY, '22:00'), end: atLocal('2027-03-11', '01:00') }), taking({ start: atLocal('2027-03-12', '00:10'), end: atLocal('2027-03-12', '02:00') }, {}, 30)]);
    const days = hallDays(night, wholeDays({ from: DAY, until: '2027-03-13' }));
    expect(days.map(({ entries, parts }) => [entries.length, parts.map(({ look }) => look).join()])).to.deep.equal([[1, 'confirmed'], [1, 'confirmed,around'], [1, 'around,around,confirmed']]);
  });

  it('is shut when nothing of its open time is left', () => {
    const closing: Entry = { kind: 'closure', reason: { nl: 'Poetsen' }, periods: [dayPeriod(DAY)] };
    expect([isShut(dayOf(occupied([closing]))), isShut(dayOf(occupied([], []))), isShut(dayOf(occupied([])))]).to.deep.equal([true, true, false]);
  });

  it('begins in the morning when a hall is open all night and nobody is there', () => {
    expect(hoursShown([dayOf(occupied([], [dayPeriod(DAY)]))])).to.deep.equal({ from: 7, to: 24 });
  });

  it('shows the hours of an ordinary day when there is nothing to go by', () => expect(hoursShown([dayOf(occupied([], []))])).to.deep.equal({ from: 8, to: 22 }));
});

describe('what the address of the timeline asks for', () => {
  const now = new Date('2027-03-10T12:00:00Z');
  const read = (query: string) => readAsked(new URLSearchParams(query), now);

  it('is this week unless it says otherwise', () => expect(read('')).to.include({ span: 'week', day: DAY, from: '2027-03-08', until: '2027-03-15' }));
  it('is a day or a month', () => {
    expect(read('weergave=dag&datum=2027-12-31')).to.include({ from: '2027-12-31', until: '2028-01-01' });
    expect(read('weergave=maand&datum=2028-02-29')).to.include({ from: '2028-02-01', until: '2028-03-01' });
  });
  it('keeps a date that is none as it was typed, and shows today', () => {
    for (const typed of ['gisteren', '2027-02-30', '9999-01-01', '1999-01-01']) expect(read(`datum=${typed}`)).to.include({ day: DAY, wrongDate: typed });
  });
  it('leaves out what nobody can mean', () => expect(read("gebouw=%00&soort=kasteel&na='--&weergave=eeuw")).to.include({ venue: '', type: '', after: '', span: 'week' }));
  it('steps by what it shows', () => {
    expect([step(read('weergave=dag'), -1), step(read(''), 1), step(read('weergave=maand&datum=2027-01-31'), 1)]).to.deep.equal(['2027-03-09', '2027-03-17', '2027-02-01']);
  });
  it('comes back from its own link', () => {
    const asked = read('weergave=maand&datum=2027-05-05&gebouw=opek&soort=sports&na=zaal-1');
    expect(readAsked(new URL(timelineLink(asked), 'http://localhost').searchParams, now)).to.deep.equal(asked);
  });
});

describe('a file for a spreadsheet', () => {
  it('quotes what would break it and turns formulas into text', () => {
    expect(csv([['Zaal', 'a;b', 'zeg "ja"', '=1+1', '@x', 'twee\nregels']])).to.equal('\uFEFFZaal;"a;b";"zeg ""ja""";\'=1+1;\'@x;"twee\nregels"\r\n');
  });
});
