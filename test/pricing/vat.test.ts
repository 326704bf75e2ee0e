import { expect } from 'chai';
import type { VatRule } from '../../src/catalogue/tariff-rules.ts';
import { vatFor, type VatAsk } from '../../src/pricing/vat.ts';

const rule = (own: Partial<VatRule>): VatRule => ({ product: 'hire', validFrom: '2020-01-01', category: 'S', rate: 2_100, ground: { nl: 'Grond' }, ...own });
const rate = (rules: VatRule[], own: Partial<VatAsk> = {}): number | undefined =>
  vatFor(rules, { product: 'hire', bookerKind: 'resident', purpose: 'les', day: '2026-06-01', ...own })?.rate;

describe('the VAT on a product', () => {
  it('is that of the rule which names most, whatever order they are in', () => {
    const rules = [rule({ rate: 0, category: 'E' }), rule({ bookerKinds: ['company'] }), rule({ purposes: ['sport'], rate: 600 }), rule({ purposes: ['sport'], bookerKinds: ['company'], rate: 1_200 })];
    for (const ordered of [rules, rules.toReversed()]) {
      expect([rate(ordered), rate(ordered, { bookerKind: 'company' }), rate(ordered, { purpose: 'sport' }), rate(ordered, { purpose: 'sport', bookerKind: 'company' })])
        .to.deep.equal([0, 2_100, 600, 1_200]);
    }
  });

  it('changes on its day, and is nothing for what nobody entered', () => {
    const rules = [rule({ rate: 600 }), rule({ rate: 1_200, validFrom: '2026-03-01' })];
    expect([rate(rules, { day: '2026-02-28' }), rate(rules, { day: '2026-03-01' }), rate(rules, { day: '2019-12-31' }), rate(rules, { product: 'onbekend' })])
      .to.deep.equal([600, 1_200, undefined, undefined]);
  });
});
