import { expect } from 'chai';
import { atLocal } from '../../src/kernel/time.ts';
import { compareStay } from '../../src/search/compare-stay.ts';
import { sayDifference } from '../../src/web/shared/say-difference.ts';
import { textsIn } from '../../src/web/texts/texts.ts';
import type { View } from '../../src/web/view.ts';

const at = (day: string, from: string, to: string) => ({ start: atLocal(day, from), end: atLocal(day, to) });
const asked = { period: at('2027-03-11', '19:00', '22:00'), totalCents: 6_000 };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the texts are looked at
const view = { language: 'nl', t: textsIn('nl') } as View;
const said = (period: ReturnType<typeof at>, totalCents?: number, metres?: number): string =>
  sayDifference(view, compareStay(asked, { period, totalCents }), metres).join(', ').replaceAll(/[\u00A0\u202F]/g, ' ');

describe('how another stay differs', () => {
  it('is said in words: earlier or later, on another day, longer or shorter, dearer or cheaper', () => {
    expect(said(at('2027-03-11', '20:00', '23:00'), 6_000)).to.equal('1 uur later, even duur');
    expect(said(at('2027-03-11', '17:30', '20:30'), 4_000)).to.equal('1 uur en 30 minuten vroeger, € 20 goedkoper');
    expect(said(at('2027-03-12', '19:00', '22:00'), 7_500)).to.equal('een dag later, op hetzelfde uur, € 15 duurder');
    expect(said(at('2027-03-08', '18:00', '21:00'))).to.equal('3 dagen vroeger');
    expect(said(at('2027-03-11', '19:00', '21:30'))).to.equal('30 minuten korter');
  });

  it('says how far another hall is, or that it is in the same building', () => {
    expect(said(asked.period, 6_000, 812)).to.equal('op hetzelfde moment, 810 m verder, even duur');
    expect(said(asked.period, 5_000, 0)).to.equal('op hetzelfde moment, in hetzelfde gebouw, € 10 goedkoper');
  });

  it('counts days by the calendar, also over a night on which the clock changes', () => {
    const before = { period: at('2027-03-27', '19:00', '22:00') };
    expect(compareStay(before, { period: at('2027-03-28', '19:00', '22:00') })).to.include({ days: 1, time: 'same', longerMinutes: 0 });
  });
});
