import { expect } from 'chai';
import fc from 'fast-check';
import { decimal, parseDecimal, percentOf, roundHalfUp, times, vatTotals } from '../../src/kernel/money.ts';

describe('money', () => {
  it('rounds half away from zero', () => {
    expect([0.5, 1.5, -0.5, 2.4, 1.005 * 100].map(roundHalfUp)).to.deep.equal([1, 2, -1, 2, 101]);
  });

  it('multiplies by hours that are not whole', () => {
    expect(times(3750, 1.5)).to.equal(5625);
    expect(percentOf(12_345, 50)).to.equal(6173);
  });

  it('spells and reads the same amount', () => {
    fc.assert(fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (cents) => {
      expect(parseDecimal(decimal(cents))).to.equal(cents);
    }));
    expect(decimal(5)).to.equal('0.05');
    expect(['1', '1.5', '1,50', '€ 1.50', '1.505'].map(parseDecimal)).to.deep.equal(Array(5).fill(undefined));
  });

  it('takes VAT per rate total, not per line', () => {
    const lines = Array.from({ length: 3 }, () => ({ grossCents: 333, vatRate: 2100 }));
    expect(vatTotals([...lines, { grossCents: 1000, vatRate: 0 }])).to.deep.equal([
      { rate: 2100, netCents: 826, vatCents: 173, grossCents: 999 },
      { rate: 0, netCents: 1000, vatCents: 0, grossCents: 1000 },
    ]);
  });

  it('never loses a cent between net and VAT', () => {
    const line = fc.record({ grossCents: fc.integer({ min: 0, max: 10_000_000 }), vatRate: fc.constantFrom(0, 600, 1200, 2100) });
    fc.assert(fc.property(fc.array(line), (lines) => {
      const totals = vatTotals(lines);
      expect(totals.reduce((sum, one) => sum + one.netCents + one.vatCents, 0)).to.equal(lines.reduce((sum, one) => sum + one.grossCents, 0));
    }));
  });
});
