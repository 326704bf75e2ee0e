import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parse } from 'yaml';
import { sayViolation } from '../../src/contract/texts/refusal-texts.ts';
import type { TariffRules } from '../../src/catalogue/tariff-rules.ts';
import { faultsOf, readRulesText } from '../../src/pricing/read-rules.ts';
import { REGULATIONS, refusedBy, textOf } from './regulations.ts';

type Draft = { -readonly [Key in keyof TariffRules]: TariffRules[Key] };

/** Two halls, two kinds of booker, two purposes. A test changes what it is about. */
const draft = (own: Partial<Draft> = {}): Draft => ({
  halls: ['a', 'b'], groups: { beide: ['a', 'b'] },
  bookers: [{ id: 'leden', label: { nl: 'Leden' }, of: ['association'], evidence: 'register' }, { id: 'andere', label: { nl: 'Andere' }, of: ['resident'], evidence: 'register' }],
  purposes: [{ id: 'les', label: { nl: 'Les' } }, { id: 'feest', label: { nl: 'Feest' } }],
  prices: [{ id: 'uur', label: { nl: 'Uur' }, halls: ['beide'], units: [{ per: 'hour', euro: 10 }] }],
  ...own,
});
const faults = (own: unknown): string[] => faultsOf(own).map(({ field, facts }) => `${field} ${facts['fault']}`);
const price = (id: string, own: object = {}) => ({ id, label: { nl: id }, units: [{ per: 'hour' as const, euro: 10 }], ...own });
const change = (id: string, own: object = {}) => ({ id, label: { nl: id }, ...own });

describe('a regulation that is saved', () => {
  it('has nothing wrong with it when it is one of the four real ones', () => {
    for (const name of REGULATIONS) expect(faultsOf(parse(textOf(name))), name).to.deep.equal([]);
    const [, example] = /```yaml\n([^`]+)```/.exec(readFileSync('docs/tariffs.md', 'utf8'))!;
    expect(faultsOf(parse(example!)), 'docs/tariffs.md').to.deep.equal([]);
    expect(faults(draft())).to.deep.equal([]);
  });

  it('is told which field has the wrong form', () => {
    expect(faults({ ...draft(), prices: [{ id: 'Uur', label: {}, units: [{ per: 'week', euro: -1, hours: '4' }] }], spelfout: 1 })).to.deep.equal([
      'rules/spelfout unknown', 'rules/prices/0/id format', 'rules/prices/0/label/nl required', 'rules/prices/0/units/0/per one-of',
      'rules/prices/0/units/0/euro minimum', 'rules/prices/0/units/0/hours type',
    ]);
    expect(refusedBy(() => readRulesText('halls: [a\nprices: {'))).to.deep.equal(['rules yaml']);
    expect(refusedBy(() => readRulesText('halls: *nergens'))).to.deep.equal(['rules yaml']);
    expect(refusedBy(() => readRulesText('zomaar tekst'))).to.deep.equal(['rules type']);
  });

  it('is told every name that nobody knows, and every one given twice', () => {
    expect(faults(draft({
      halls: ['a', 'b', 'a'], groups: { beide: ['a', 'z'] },
      prices: [price('uur', { halls: ['c'], bookers: ['ledne'], units: [{ per: 'hour', euro: 1, bands: { avond: 2 } }] })],
      changes: [change('uur', { percent: 5, seasons: ['zomer'], purposes: ['dans'] })],
    }))).to.deep.equal([
      'rules/halls/2 repeated', 'rules/changes/0/id repeated', 'rules/groups/beide/1 unknown', 'rules/prices/0/halls/0 unknown', 'rules/prices/0/bookers/0 unknown',
      'rules/changes/0/purposes/0 unknown', 'rules/prices/0/units/0/bands/avond unknown', 'rules/changes/0/seasons/0 unknown',
    ]);
  });

  it('is told which prices overlap, for what none counts, and what is never reached', () => {
    const found = faultsOf(draft({
      prices: [price('a', { halls: ['a'] }), price('les', { purposes: ['les'], bookers: ['leden'] })],
      notLet: [{ id: 'dicht', halls: ['b'], bookers: ['andere'], reason: { nl: 'Niet verhuurd.' } }],
      changes: [change('nooit', { percent: 10, halls: ['b'], bookers: ['andere'] })],
    }));
    expect(found.map(({ field, facts }) => `${field} ${facts['fault']}`)).to.deep.equal(['rules/prices/1 overlap', 'rules/prices gap', 'rules/changes/0 never-reached']);
    expect(found.map((one) => sayViolation(one, 'nl'))).to.deep.equal([
      'Dit overlapt met a: beide gelden voor a, leden, les.', 'Er is geen prijs voor b, leden, feest. Voeg een prijs toe, of zeg dat er niet verhuurd wordt.',
      'Dit geldt nooit: wat ervoor staat neemt alles al, of er is niets waarvoor het geldt.',
    ]);
  });

  it('is told of part-days that overlap past midnight, and of bands hidden by those before them', () => {
    const clock = (id: string, from: string, until: string) => ({ id, label: { nl: id }, from, until });
    expect(faults(draft({ partDays: [clock('nacht', '22:00', '06:00'), clock('ochtend', '05:00', '12:00'), clock('dag', '12:00', '22:00')] }))).to.deep.equal(['rules/partDays/1 overlap']);
    expect(faults(draft({ bands: [clock('dag', '06:00', '22:00'), clock('namiddag', '12:00', '18:00'), { id: 'feestdag', label: { nl: 'Feestdag' }, holidays: true }] })))
      .to.deep.equal(['rules/bands/1 never-reached']);
  });

  it('is told of amounts that are no whole cents and of parts that do not go together', () => {
    expect(faults(draft({
      prices: [price('uur', { units: [{ per: 'part-day', euro: 10.005 }, { per: 'fixed-part-day', euro: 1, hours: 4 }, { per: 'hour', euro: 1, mostPartDays: 2, minimum: 3, maximum: 2 }] })],
      changes: [change('niets'), change('alles', { percent: 5, euro: 1, per: 'unit' }), change('terug', { percent: 5, fromDay: 3, untilDay: 2 }), change('los', { euro: 2 })],
      bounds: [{ id: 'grens', label: { nl: 'Grens' }, per: 'day', leastEuro: 10, mostEuro: 5 }],
      cancellation: { countFrom: 'day-after', steps: [{ days: 2, counted: 'calendar', duePercent: 50 }, { days: 5, counted: 'calendar', duePercent: 0 }] },
    }))).to.deep.equal([
      'rules/prices/0/units/0/euro cents', 'rules/prices/0/units/0/hours needs', 'rules/prices/0/units/1/hours needs', 'rules/partDays required',
      'rules/partDays required', 'rules/prices/0/units/2/mostPartDays needs', 'rules/prices/0/units/2/maximum minimum',
      'rules/changes/0/percent required', 'rules/changes/1/percent excludes', 'rules/changes/2/untilDay minimum', 'rules/changes/3/per needs',
      'rules/bounds/0/mostEuro minimum', 'rules/cancellation/steps/1 never-reached',
    ]);
  });
});
