import { expect } from 'chai';
import type { HallAvailability } from '../../src/availability/views.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { hasNextWeek, hoursShown, mondayAsked, proposalIn, weekDays } from '../../src/web/visitor/hall/week.ts';

const MONDAY = '2027-03-08';
const at = (day: string, from: string, to: string, nextDay = day) => ({ start: atLocal(day, from), end: atLocal(nextDay, to) });
const week = (availability: Partial<HallAvailability>) => weekDays(MONDAY, { free: [], unavailable: [], ...availability }, 30);

describe('a week of a hall', () => {
  it('has seven days from Monday on', () => {
    expect(week({}).map(({ day }) => day))
      .to.have.length(7)
      .and.include.members(['2027-03-08', '2027-03-14']);
  });

  it('counts a night with the evening before it', () => {
    const [, , , , friday, saturday] = week({ free: [at('2027-03-12', '18:00', '02:00', '2027-03-13'), at('2027-03-13', '09:00', '22:00')] });
    expect(friday?.parts).to.deep.equal([{ period: at('2027-03-12', '18:00', '02:00', '2027-03-13'), state: 'free' }]);
    expect(saturday?.parts).to.have.length(1);
  });

  it('begins what is free on a step from which one can start', () => {
    const [monday] = week({ free: [at(MONDAY, '17:48', '22:00')], unavailable: [{ period: at(MONDAY, '08:00', '17:48'), reason: 'too-short-notice' }] });
    expect(monday?.parts.map(({ period }) => period)).to.deep.equal([at(MONDAY, '08:00', '18:00'), at(MONDAY, '18:00', '22:00')]);
  });

  it('says in one word why a whole day cannot be had', () => {
    const closed = (day: string) => ({ period: at(day, '00:00', '24:00'), reason: 'closed' as const });
    const [monday, tuesday] = week({ unavailable: [closed(MONDAY), { period: at('2027-03-09', '08:00', '22:00'), reason: 'too-far-ahead' }] });
    expect(monday?.wholly).to.equal('closed');
    expect(tuesday?.wholly).to.equal('too-far-ahead');
  });

  it('draws only the hours in which something can happen', () => {
    expect(hoursShown(week({ free: [at(MONDAY, '09:30', '21:15')] }))).to.deep.equal({ from: 9, to: 22 });
    expect(hoursShown(week({}))).to.deep.equal({ from: 8, to: 22 });
  });

  it('never goes back before this week nor beyond the booking window', () => {
    const now = new Date('2027-03-10T12:00:00Z');
    expect(mondayAsked('2027-02-01', now)).to.equal(MONDAY);
    expect(mondayAsked('geen dag', now)).to.equal(MONDAY);
    expect(mondayAsked('2027-03-20', now)).to.equal('2027-03-15');
    expect(hasNextWeek(MONDAY, 5, now)).to.equal(true);
    expect(hasNextWeek(MONDAY, 4, now)).to.equal(false);
  });

  it('proposes two hours, or the shortest stay, as far as they fit', () => {
    expect(proposalIn(at(MONDAY, '09:00', '22:00'), 60)).to.deep.equal(at(MONDAY, '09:00', '11:00'));
    expect(proposalIn(at(MONDAY, '09:00', '22:00'), 180)).to.deep.equal(at(MONDAY, '09:00', '12:00'));
    expect(proposalIn(at(MONDAY, '09:00', '10:00'), 60)).to.deep.equal(at(MONDAY, '09:00', '10:00'));
  });
});
