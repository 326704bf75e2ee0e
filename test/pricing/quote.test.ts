import { expect } from 'chai';
import fc from 'fast-check';
import type { Extra } from '../../src/catalogue/hall.ts';
import { newId } from '../../src/kernel/ids.ts';
import { addMinutes, period } from '../../src/kernel/period.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { atLocal } from '../../src/kernel/time.ts';
import { quoteStay, type Priced, type QuoteAsk } from '../../src/pricing/quote.ts';
import type { HourlyTariff } from '../../sandbox/city/hourly.ts';
import { TEST_VAT, versionsOf } from '../support/tariffs.ts';

const tariff = (own: Partial<HourlyTariff> = {}): HourlyTariff =>
  ({ bookerKind: 'association', validFrom: '2026-01-01', hourCents: 1_250, minimumMinutes: 0, depositCents: 0, vatRate: 0, ...own });
const extra = (own: Partial<Extra> = {}): Extra =>
  ({ id: newId(), name: { nl: 'Microfoon' }, unit: 'piece', unitCents: 500, vatRate: 2_100, perBookingMax: 10, ...own });
const ask = (own: Partial<QuoteAsk> = {}): QuoteAsk =>
  ({ period: period(atLocal('2026-11-23', '19:00'), atLocal('2026-11-23', '22:00')), bookerKind: 'association', attendance: 30, extras: [], bookedOn: '2026-11-20', ...own });
const hall = (tariffs: HourlyTariff[], extras: Extra[] = []): Priced =>
  ({ slug: 'gele-zaal', name: { nl: 'Gele zaal', en: 'Yellow hall' }, tariffs: versionsOf('gele-zaal', tariffs), vat: TEST_VAT, extras });

const violationsOf = (run: () => unknown): string[] => {
  try {
    run();
  } catch (thrown) {
    if (isRefusal(thrown, 'stay-refused')) return thrown.violations.map(({ code }) => code);
    throw thrown;
  }
  return [];
};

describe('a quote', () => {
  it('charges the hours by the tariff of the kind of booker', () => {
    const quote = quoteStay(hall([tariff(), tariff({ bookerKind: 'company', hourCents: 4_000, vatRate: 2_100, depositCents: 10_000 })]), ask({ bookerKind: 'company' }));
    expect(quote.lines).to.deep.equal([{
      kind: 'hire', rule: 'huur-gele-zaal-company', label: { nl: 'Huur Gele zaal', en: 'Hire of Yellow hall', fr: 'Location Gele zaal' },
      quantity: 3, unit: 'hour', unitCents: 4_000, grossCents: 12_000, vatRate: 2_100,
      vatCategory: 'S', vatGround: { nl: 'Zoals de proef het zegt' },
    }]);
    expect(quote).to.deep.include({ totalCents: 12_000, depositCents: 10_000, vat: [{ rate: 2_100, netCents: 9_917, vatCents: 2_083, grossCents: 12_000 }] });
  });

  it('counts the tariff of the local day of use, also for a stay after midnight that is still the day before in UTC', () => {
    const dated = hall([tariff(), tariff({ validFrom: '2027-01-01', hourCents: 1_500 }), tariff({ validFrom: '2025-01-01', hourCents: 900 })]);
    const hourCents = (day: string, time: string): number => {
      const start = atLocal(day, time);
      return quoteStay(dated, ask({ period: { start, end: addMinutes(start, 60) } })).totalCents;
    };
    expect(hourCents('2025-12-31', '23:00')).to.equal(900);
    expect(hourCents('2026-12-31', '23:30')).to.equal(1_250);
    expect(hourCents('2027-01-01', '00:00')).to.equal(1_500);
  });

  it('charges at least the minimum, and says so', () => {
    const quote = quoteStay(hall([tariff({ minimumMinutes: 150 })]), ask({ period: period(atLocal('2026-11-23', '19:00'), atLocal('2026-11-23', '20:00')) }));
    expect(quote.lines[0]).to.deep.include({ quantity: 2.5, grossCents: 3_125 });
    expect(quote.lines[0]!.label.nl).to.equal('Huur Gele zaal (minimum 2,5 uur)');
  });

  it('charges elapsed time on the nights on which the clock changes', () => {
    const night = (day: string): number => quoteStay(hall([tariff()]), ask({ period: period(atLocal(day, '01:00'), atLocal(day, '05:00')) })).lines[0]!.quantity;
    expect([night('2027-03-28'), night('2026-11-24'), night('2026-10-25')]).to.deep.equal([3, 4, 5]);
  });

  it('counts extras per piece, hour, booking and person, with their own VAT', () => {
    const extras = [extra(), extra({ unit: 'hour', unitCents: 1_000 }), extra({ unit: 'booking', unitCents: 4_000 }), extra({ unit: 'person', unitCents: 250, vatRate: 600 })];
    const quote = quoteStay(hall([tariff()], extras), ask({ extras: extras.map(({ id }, index) => ({ extraId: id, quantity: index === 0 ? 4 : 1 })) }));
    expect(quote.lines.slice(1).map(({ quantity, grossCents }) => [quantity, grossCents])).to.deep.equal([[4, 2_000], [3, 3_000], [1, 4_000], [30, 7_500]]);
    expect(quote.vat.map(({ rate, grossCents }) => [rate, grossCents])).to.deep.equal([[2_100, 9_000], [600, 7_500], [0, 3_750]]);
  });

  it('is refused to a kind of booker without a tariff on that day, and for an extra that the hall does not offer', () => {
    expect(violationsOf(() => quoteStay(hall([tariff()]), ask({ bookerKind: 'company' })))).to.deep.equal(['not-let-to-you']);
    expect(violationsOf(() => quoteStay(hall([tariff({ validFrom: '2026-11-24' })]), ask()))).to.deep.equal(['not-let-to-you']);
    expect(violationsOf(() => quoteStay(hall([tariff()]), ask({ extras: [{ extraId: newId(), quantity: 1 }] })))).to.deep.equal(['unknown-extra']);
  });

  const anyStay = fc.record({
    startMinute: fc.integer({ min: 0, max: 525_600 }), minutes: fc.integer({ min: 1, max: 2_880 }), attendance: fc.integer({ min: 1, max: 500 }),
    hourCents: fc.integer({ min: 0, max: 50_000 }), minimumMinutes: fc.integer({ min: 0, max: 300 }), vatRate: fc.constantFrom(0, 600, 1_200, 2_100),
    extras: fc.array(fc.record({ unit: fc.constantFrom('piece', 'hour', 'booking', 'person'), unitCents: fc.integer({ min: 0, max: 9_999 }), vatRate: fc.constantFrom(0, 600, 2_100), quantity: fc.integer({ min: 1, max: 9 }) }), { maxLength: 4 }),
  });

  it('always adds up: lines to the total, VAT to the total, whole cents, and never less than the hours asked', () => {
    fc.assert(fc.property(anyStay, ({ startMinute, minutes, attendance, extras, ...rest }) => {
      const start = addMinutes(atLocal('2026-01-01', '00:00'), startMinute);
      const offered = extras.map(({ quantity: _quantity, ...own }) => extra(own));
      const quote = quoteStay(hall([tariff(rest)], offered), ask({
        period: { start, end: addMinutes(start, minutes) }, attendance, extras: offered.map(({ id }, index) => ({ extraId: id, quantity: extras[index]!.quantity })),
      }));
      expect(quote.lines.reduce((total, line) => total + line.grossCents, 0)).to.equal(quote.totalCents);
      expect(quote.vat.reduce((total, rate) => total + rate.netCents + rate.vatCents, 0)).to.equal(quote.totalCents);
      for (const line of quote.lines) {
        expect(Number.isInteger(line.grossCents)).to.equal(true);
        expect(Math.abs(line.quantity * line.unitCents - line.grossCents)).to.be.at.most(0.5 + 1e-6);
      }
      expect(quote.lines[0]!.quantity * 60).to.be.closeTo(Math.max(minutes, rest.minimumMinutes), 1e-6);
    }));
  });
});
