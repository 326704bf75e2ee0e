import { expect } from 'chai';
import { renderToString } from 'preact-render-to-string';
import { h } from 'preact';
import { atLocal } from '../../src/kernel/time.ts';
import { RefundDates, rulesIn } from '../../src/web/shared/terms-dates.tsx';
import { textsIn } from '../../src/web/texts/texts.ts';
import type { View } from '../../src/web/view.ts';

const NOW = atLocal('2026-12-01', '09:00');
const PERIOD = { start: atLocal('2026-12-05', '19:00'), end: atLocal('2026-12-05', '22:00') };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only these are looked at
const view = (now = NOW) => ({ language: 'nl', t: textsIn('nl'), now }) as View;
const lines = (own: Partial<Parameters<typeof RefundDates>[0]>, now = NOW): string[] => {
  const steps = [{ hoursBefore: 48, percent: 100 }, { hoursBefore: 6, percent: 50 }];
  const html = renderToString(h(RefundDates, { view: view(now), steps, period: PERIOD, totalCents: 5_000, depositCents: 0, ...own }));
  return [...html.matchAll(/<li>(.*?)<\/li>/g)].map(([, line]) => (line ?? '').replaceAll(/[\u00A0\u202F]/g, ' '));
};

describe('cancelling in plain words', () => {
  it('names the days and hours until which all, half and nothing comes back', () => {
    expect(lines({})).to.deep.equal([
      'Gratis annuleren tot do 3 dec 19:00.', 'Daarna tot za 5 dec 13:00: u krijgt de helft (€ 25) terug.', 'Daarna krijgt u niets terug.']);
  });

  it('says what is left of it later on, and in the end that nothing is', () => {
    expect(lines({}, atLocal('2026-12-04', '09:00'))[0]).to.equal('Annuleren tot za 5 dec 13:00: u krijgt de helft (€ 25) terug.');
    expect(lines({}, atLocal('2026-12-05', '18:00'))).to.deep.equal(['Annuleren kan, maar u krijgt de huurprijs niet meer terug.']);
  });

  it('says when it is free until the start, when nothing is paid, and when the deposit comes back', () => {
    expect(lines({ steps: [{ hoursBefore: 0, percent: 100 }] })).to.deep.equal(['Gratis annuleren tot u begint.']);
    expect(lines({ totalCents: 0 })).to.deep.equal(['U betaalt niets. Kunt u niet komen? Annuleer dan, zo kan iemand anders de zaal gebruiken.']);
    expect(lines({ depositCents: 10_000 }).at(-1)).to.contain('€ 100,00').and.contain('ten laatste zo 13 dec');
    expect(lines({ status: 'held' })[0]).to.equal('Zolang u niet betaald hebt, annuleert u zonder kosten.');
  });
});

describe('house rules in short', () => {
  it('are the first sentences of the numbered rules, and none of a text without numbers', () => {
    expect(rulesIn('Welkom.\n1. Roken mag niet. Nergens.\n2) Sluit af!\n- Ruim op')).to.deep.equal(['Roken mag niet.', 'Sluit af!', 'Ruim op']);
    expect(rulesIn('Wees lief.')).to.deep.equal([]);
    expect(rulesIn(Array.from({ length: 30 }, (_, index) => `${index}. Regel.`).join('\n'))).to.have.length(8);
  });
});
