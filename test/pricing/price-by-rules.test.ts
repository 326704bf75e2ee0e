import { expect } from 'chai';
import fc from 'fast-check';
import { UNITS, type ChangeRule, type TariffRules, type UnitPrice } from '../../src/catalogue/tariff-rules.ts';
import { addMinutes } from '../../src/kernel/period.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { priceByRules } from '../../src/pricing/price-by-rules.ts';
import { bookerRuleOf } from '../../src/pricing/scope.ts';
import { ask, priceOf, told, totalOf } from './regulations.ts';

const rules = (unit: UnitPrice, own: Partial<TariffRules> = {}): TariffRules => ({
  halls: ['zaal'], bookers: [{ id: 'wie', label: { nl: 'Wie' }, of: ['resident'], evidence: 'register' }], purposes: [{ id: 'les', label: { nl: 'Les' } }],
  partDays: [{ id: 'dag', label: { nl: 'Dag' }, from: '06:00', until: '18:00' }, { id: 'nacht', label: { nl: 'Nacht' }, from: '18:00', until: '06:00' }],
  prices: [{ id: 'prijs', label: { nl: 'Prijs' }, units: [unit] }], ...own,
});
const change = (own: Partial<ChangeRule>): ChangeRule => ({ id: 'wijziging', label: { nl: 'Wijziging' }, ...own });
const lines = (of: TariffRules, from: string, until: string, own: object = {}): string[] => told(priceOf(of, 'zaal', 'resident', from, until, own));
const hourly: UnitPrice = { per: 'hour', euro: 10 };
const earlier = (day: string, own: object = {}) => ({ day, hall: 'zaal', booker: 'wie', purpose: 'les', hireCents: 2_000, depositCents: 5_000, rules: ['prijs'], ...own });

describe('a price by rules', () => {
  it('counts what is begun of half hours, part-days, days and 24 hours, and an event once', () => {
    const quantity = (unit: UnitPrice): string => lines(rules(unit), '2026-11-23 22:00', '2026-11-24 03:10')[0]!.split(' ')[1]!;
    const hours = { 'part-day': { hours: 4 } };
    expect(UNITS.map((per) => [per, quantity({ per, euro: 10, ...(per === 'part-day' ? hours[per] : {}) })])).to.deep.equal([
      ['hour', '5.166666667'], ['half-hour', '11'], ['fixed-part-day', '1'], ['part-day', '2'], ['day', '2'], ['24-hours', '1'], ['event', '1'],
    ]);
  });

  it('knows a night that begins the day before, a weekend and public holidays', () => {
    const bands = [
      { id: 'feest', label: { nl: 'Feestdag' }, days: [7 as const], holidays: true as const }, { id: 'nacht', label: { nl: 'Nacht' }, days: [5 as const], from: '22:00', until: '06:00' },
    ];
    const dear = rules({ ...hourly, bands: { feest: 20, nacht: 30 } }, { bands });
    expect(lines(dear, '2026-11-28 04:00', '2026-11-28 07:00')).to.deep.equal(['prijs 2 × 3000 = 6000', 'prijs 1 × 1000 = 1000']);
    expect(lines(dear, '2026-11-27 04:00', '2026-11-27 07:00')).to.deep.equal(['prijs 3 × 1000 = 3000']);
    expect(lines(dear, '2026-12-24 23:00', '2026-12-25 02:00')).to.deep.equal(['prijs 1 × 1000 = 1000', 'prijs 2 × 2000 = 4000']);
  });

  it('makes changes one after the other, each over what those before it left', () => {
    const changed = rules(hourly, { changes: [change({ id: 'toeslag', percent: 50 }), change({ id: 'korting', percent: -20 }), change({ id: 'energie', euro: 1.5, per: 'unit' }), change({ id: 'dubbel', factor: 2 })] });
    expect(lines(changed, '2026-11-23 10:00', '2026-11-23 12:00').slice(1)).to.deep.equal(['toeslag 1 × 1000 = 1000', 'korting 1 × -600 = -600', 'energie 1 × 300 = 300', 'dubbel 1 × 2700 = 2700']);
  });

  it('discounts from the n-th day, and from or until the n-th booking of the year', () => {
    const byDay = rules({ per: 'day', euro: 100 }, { changes: [change({ percent: -25, fromDay: 3 })] });
    expect(lines(byDay, '2026-11-23 08:00', '2026-11-26 22:00')[1]).to.equal('wijziging 1 × -5000 = -5000');
    const free = rules(hourly, { changes: [change({ id: 'gratis', percent: -100, untilBooking: 2 }), change({ id: 'trouw', percent: -10, fromBooking: 3 })] });
    const nth = (...days: string[]) => lines(free, '2026-11-23 10:00', '2026-11-23 12:00', { earlier: days.map((day) => earlier(day)) }).slice(1);
    expect([nth(), nth('2026-01-01'), nth('2026-01-01', '2026-02-01'), nth('2025-12-31', '2026-02-01')]).to.deep.equal([
      ['gratis 1 × -2000 = -2000'], ['gratis 1 × -2000 = -2000'], ['trouw 1 × -200 = -200'], ['gratis 1 × -2000 = -2000'],
    ]);
  });

  it('keeps to the least and the most of a booking, a day and a year', () => {
    const bound = (own: object) => rules(hourly, { bounds: [{ id: 'grens', label: { nl: 'Grens' }, per: 'booking', ...own }] });
    const total = (of: TariffRules, own: object = {}): number => totalOf(priceOf(of, 'zaal', 'resident', '2026-11-23 22:00', '2026-11-24 12:00', own));
    expect([total(bound({ leastEuro: 200 })), total(bound({ mostEuro: 100 })), total(bound({ mostEuro: 50, per: 'day' }))]).to.deep.equal([20_000, 10_000, 7_000]);
    expect(total(bound({ mostEuro: 100, per: 'year' }), { earlier: [earlier('2026-03-01', { hireCents: 8_000 })] })).to.equal(2_000);
    expect(total(bound({ mostEuro: 100, per: 'year' }), { earlier: [earlier('2026-03-01', { hireCents: 18_000 })] })).to.equal(0);
  });

  it('asks a deposit once a season of who hires all season', () => {
    const season = rules(hourly, { deposits: [{ id: 'vast', label: { nl: 'Waarborg' }, euro: 75, per: 'season', regular: true }, { id: 'los', label: { nl: 'Waarborg' }, euro: 50, per: 'booking' }] });
    const deposit = (own: object): number => priceOf(season, 'zaal', 'resident', '2026-11-23 10:00', '2026-11-23 12:00', own).depositCents;
    expect([deposit({}), deposit({ regular: true }), deposit({ regular: true, earlier: [earlier('2026-09-01')] }), deposit({ regular: true, earlier: [earlier('2026-08-31')] })])
      .to.deep.equal([5_000, 7_500, 0, 7_500]);
  });

  it('takes the first kind of booker whose evidence is there', () => {
    const kind = (id: string, evidence: 'register' | 'recognition' | 'declaration') => ({ id, label: { nl: id }, of: ['association' as const], evidence });
    const bookers = [kind('erkend', 'recognition'), kind('sociaal', 'declaration'), kind('vereniging', 'register')];
    const of = (own: object) => bookerRuleOf({ bookers }, { bookerKind: 'association', ...own })?.id;
    expect([of({}), of({ recognised: ['erkend'] }), of({ declared: ['sociaal'] }), of({ declared: ['erkend'] })]).to.deep.equal(['vereniging', 'erkend', 'sociaal', 'vereniging']);
    expect(bookerRuleOf({ bookers }, { bookerKind: 'company' })).to.equal(undefined);
  });

  const anyUnit = fc.record({
    per: fc.constantFrom(...UNITS), euro: fc.integer({ min: 0, max: 20_000 }).map((cents) => cents / 100),
    bands: fc.constantFrom({}, { laat: 12.34 }), minimum: fc.constantFrom(undefined, 1.5, 3),
  }).map(({ minimum, ...unit }): UnitPrice => ({ ...unit, ...(unit.per === 'part-day' ? { hours: 4 } : {}), ...(minimum ? { minimum } : {}) }));
  const anyChange = fc.record({
    percent: fc.integer({ min: -100, max: 200 }), bands: fc.constantFrom(undefined, ['laat']), fromDay: fc.constantFrom(undefined, 2), seasons: fc.constantFrom(undefined, ['winter']),
  }).map(({ percent, ...when }): ChangeRule => change({ percent, ...Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined)) }));

  it('always gives whole cents that each line can be checked by, and never less than nothing', () => {
    fc.assert(fc.property(anyUnit, fc.array(anyChange, { maxLength: 3 }), fc.integer({ min: 0, max: 525_600 }), fc.integer({ min: 1, max: 3_000 }), (unit, changes, startMinute, minutes) => {
      const start = addMinutes(atLocal('2026-01-01', '00:00'), startMinute);
      const own = rules(unit, {
        bands: [{ id: 'laat', label: { nl: 'Laat' }, from: '20:00', until: '02:00' }], seasons: [{ id: 'winter', label: { nl: 'Winter' }, from: '11-01', until: '02-28' }],
        changes: changes.map((one, index) => ({ ...one, id: `wijziging-${index}` })),
      });
      const price = priceByRules(own, { ...ask('zaal', 'resident', '2026-01-01 00:00', '2026-01-01 01:00'), period: { start, end: addMinutes(start, minutes) } });
      for (const { grossCents, quantity, unitCents } of price.lines) {
        expect(Number.isInteger(grossCents)).to.equal(true);
        expect(Math.abs(quantity * unitCents - grossCents)).to.be.at.most(0.5 + 1e-6);
      }
      expect(totalOf(price)).to.be.at.least(0);
    }), { numRuns: 300 });
  });
});
