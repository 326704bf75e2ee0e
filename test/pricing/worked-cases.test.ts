import { expect } from 'chai';
import { cancellationDue } from '../../src/pricing/cancellation-due.ts';
import { priceOf, refusedBy, regulation, told, totalOf } from './regulations.ts';

describe('De Wegwijzer', () => {
  const rules = regulation('de-wegwijzer');

  it('an association hires an evening by the hour, with administration and a deposit', () => {
    const price = priceOf(rules, 'zaal-1', 'association', '2026-11-24 19:00', '2026-11-24 22:00');
    expect(told(price)).to.deep.equal(['sociaal-1 3 × 1700 = 5100', 'administratie 1 × 250 = 250']);
    expect([totalOf(price), price.depositCents]).to.deep.equal([5_350, 5_000]);
    expect(price.lines[0]!.label).to.deep.include({ nl: 'Huur zaal-1, avondtarief' });
  });

  it('an hour costs the two of the minimum, and says so', () => {
    const price = priceOf(rules, 'zaal-1', 'association', '2026-11-24 19:00', '2026-11-24 20:00');
    expect(told(price)).to.deep.equal(['sociaal-1 2 × 1700 = 3400', 'administratie 1 × 250 = 250']);
    expect(price.lines[0]!.label.nl).to.equal('Huur zaal-1, avondtarief (minimum 2 uur)');
  });

  it('splits at the edge of the evening, and on Saturday knows no evening', () => {
    expect(told(priceOf(rules, 'zaal-1', 'association', '2026-11-24 16:30', '2026-11-24 19:00')).slice(0, 2)).to.deep.equal(['sociaal-1 1.5 × 1450 = 2175', 'sociaal-1 1 × 1700 = 1700']);
    expect(told(priceOf(rules, 'zaal-1', 'association', '2026-11-28 16:30', '2026-11-28 19:00'))[0]).to.equal('sociaal-1 2.5 × 2150 = 5375');
  });

  it('a company pays the cheaper of hours and part-days, which do not mix', () => {
    expect(told(priceOf(rules, 'zaal-3', 'company', '2026-11-26 09:00', '2026-11-26 13:00'))).to.deep.equal(['commercieel-3 4 × 4000 = 16000', 'administratie 1 × 250 = 250']);
    expect(totalOf(priceOf(rules, 'zaal-3', 'company', '2026-11-26 09:00', '2026-11-26 14:00'))).to.equal(20_250);
    expect(told(priceOf(rules, 'zaal-5', 'company', '2026-11-26 09:00', '2026-11-26 15:00'))[0]).to.equal('commercieel-5 6 × 1800 = 10800');
  });

  it('a family takes two part-days for eight hours', () => {
    expect(told(priceOf(rules, 'zaal-2', 'resident', '2026-11-28 14:00', '2026-11-28 22:00'))).to.deep.equal(['particulier-2 2 × 15500 = 31000', 'administratie 1 × 250 = 250']);
  });

  it('a yearly hirer pays administration once a year, and only companies hire the meeting room', () => {
    const earlier = [{ day: '2026-02-03', hall: 'zaal-1', booker: 'sociaal', purpose: 'gebruik', hireCents: 5_100, depositCents: 0, rules: ['sociaal-1', 'administratie-jaar'] }];
    const yearly = (own: object) => told(priceOf(rules, 'zaal-1', 'association', '2026-11-24 19:00', '2026-11-24 22:00', { regular: true, ...own })).slice(1);
    expect([yearly({}), yearly({ earlier }), yearly({ earlier: [{ ...earlier[0], day: '2025-02-03' }] })])
      .to.deep.equal([['administratie-jaar 1 × 1000 = 1000'], [], ['administratie-jaar 1 × 1000 = 1000']]);
    expect(refusedBy(() => priceOf(rules, 'ontmoetingsruimte', 'association', '2026-11-24 19:00', '2026-11-24 22:00'))).to.deep.equal(['not-let-for-this']);
  });
});

describe('De Drenkwaard', () => {
  const rules = regulation('de-drenkwaard');
  const total = (hall: string, from: string, until: string): number => totalOf(priceOf(rules, hall, 'resident', from, until));

  it('adds thirty in a hundred on Sunday, and splits at midnight', () => {
    expect(total('abc', '2026-11-22 10:00', '2026-11-22 12:00')).to.equal(14_300);
    expect(total('ab', '2026-11-23 19:00', '2026-11-23 20:30')).to.equal(5_625);
    expect(total('d', '2026-11-21 23:00', '2026-11-22 01:00')).to.equal(5_750);
    expect(priceOf(rules, 'abc', 'resident', '2026-11-22 10:00', '2026-11-22 12:00').lines[1]!.label.nl.replaceAll(/\s/g, ' ')).to.equal('Zondag: + 30 % op € 110,00');
  });

  it('counts elapsed time on the nights on which the clock changes', () => {
    expect(total('d', '2026-10-24 23:00', '2026-10-25 04:00')).to.equal(18_750);
    expect(total('d', '2027-03-27 23:00', '2027-03-28 04:00')).to.equal(12_250);
  });

  it('takes a combined hall at its own price, dearer or cheaper than its parts', () => {
    const hour = (hall: string): number => total(hall, '2026-11-23 19:00', '2026-11-23 20:00');
    expect([hour('ab') < hour('a') + hour('b'), hour('alles') > hour('abc') + hour('d') + hour('e')]).to.deep.equal([true, true]);
  });
});

describe('De Maeseneer', () => {
  const rules = regulation('de-maeseneer');
  const price = (purpose: string, from: string, until: string) => priceOf(rules, 'de-maeseneer', 'association', from, until, { purpose });

  it('charges every part-day that is touched, with energy in the season', () => {
    expect(told(price('vergadering', '2026-11-23 14:00', '2026-11-23 17:00'))).to.deep.equal(['dagdeel 1 × 1800 = 1800', 'energie 1 × 200 = 200']);
    expect(told(price('vergadering', '2026-06-15 12:00', '2026-06-15 15:00'))).to.deep.equal(['dagdeel 2 × 1800 = 3600']);
    expect(price('vergadering', '2026-06-15 12:00', '2026-06-15 15:00').lines[0]!.label).to.deep.include({ nl: 'Huur de-maeseneer, voormiddag + namiddag', en: 'Hire of de-maeseneer, morning + afternoon' });
  });

  it('counts both ends of the season', () => {
    const energy = (day: string): number => price('lezing', `${day} 14:00`, `${day} 17:00`).lines.length - 1;
    expect(['2026-09-30', '2026-10-01', '2027-05-01', '2027-05-02'].map(energy)).to.deep.equal([0, 1, 1, 0]);
  });

  it('lets a party for one price, also past midnight, and no longer than three part-days', () => {
    expect(told(price('feest', '2026-12-05 13:30', '2026-12-06 01:00'))).to.deep.equal(['feest 1 × 15000 = 15000', 'energie-feest 1 × 1000 = 1000']);
    expect(refusedBy(() => price('feest', '2026-12-05 08:00', '2026-12-06 09:00'))).to.deep.equal(['too-many-units']);
  });

  it('refuses youth parties, uses that nobody named, and time in a gap', () => {
    expect(refusedBy(() => price('jeugdfuif', '2026-12-05 19:00', '2026-12-06 01:00'))).to.deep.equal(['not-let-for-this']);
    expect(refusedBy(() => price('circus', '2026-12-05 19:00', '2026-12-06 01:00'))).to.deep.equal(['unknown-purpose']);
    for (const [from, until] of [['13:00', '13:30'], ['13:15', '15:00'], ['12:00', '13:10'], ['18:30', '19:00'], ['02:00', '06:00']]) {
      expect(refusedBy(() => price('cursus', `2026-12-05 ${from}`, `2026-12-05 ${until}`)), `${from} – ${until}`).to.deep.equal(['between-part-days']);
    }
  });
});

describe('Tweebronnen', () => {
  const rules = regulation('tweebronnen');

  it('charges every started part-day of four hours, and commercial use two and a half times', () => {
    expect(told(priceOf(rules, 'auditorium', 'association', '2026-11-27 18:00', '2026-11-27 23:00'))).to.deep.equal(['auditorium 2 × 4000 = 8000']);
    const company = priceOf(rules, 'auditorium', 'company', '2026-11-27 18:00', '2026-11-27 23:00');
    expect(told(company)).to.deep.equal(['auditorium 2 × 4000 = 8000', 'commercieel 1 × 12000 = 12000']);
    expect(totalOf(company)).to.equal(20_000);
  });

  it('counts calendar and working days from the day of cancellation, and says how', () => {
    const due = (cancelledOn: string, usedOn: string) => cancellationDue(rules.cancellation!, 8_000, cancelledOn, usedOn);
    const found = [['2027-04-08', '2027-04-13'], ['2027-04-09', '2027-04-13'], ['2027-04-12', '2027-04-13'], ['2027-03-26', '2027-03-30']]
      .map(([on, used]) => due(on!, used!)).map(({ calendarDays, workingDays, dueCents }) => [calendarDays, workingDays, dueCents]);
    expect(found).to.deep.equal([[5, 3, 0], [4, 2, 4_000], [1, 1, 8_000], [4, 1, 8_000]]);
    expect(due('2027-03-26', '2027-03-30').explanation.nl).to.equal('Geannuleerd 4 kalenderdagen vooraf, waarvan 1 werkdagen: u betaalt 100 %.');
  });
});
