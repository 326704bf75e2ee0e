import { expect } from 'chai';
import {
  formatDistance, formatDuration, formatMoney, formatPeriod, formatPrice, formatShortPeriod, formatTimes, formatVatRate,
} from '../../../src/contract/texts/format.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const at = (text: string): Date => new Date(text);

describe('how we write it', () => {
  it('writes amounts as Belgians do', () => {
    expect(plain(formatMoney(123_456, 'nl'))).to.equal('€ 1.234,56');
    expect(plain(formatPrice(1_200, 'nl'))).to.equal('€ 12');
    expect(plain(formatPrice(1_250, 'nl'))).to.equal('€ 12,50');
    expect(plain(formatMoney(1_250, 'fr'))).to.equal('12,50 €');
    expect(formatVatRate(2_100, 'nl')).to.equal('21%');
  });

  it('names the day once when a period lies within it, and calls its end 24:00', () => {
    expect(plain(formatPeriod({ start: at('2026-11-26T18:00:00Z'), end: at('2026-11-26T23:00:00Z') }, 'nl')))
      .to.equal('donderdag 26 november 2026, 19:00 – 24:00');
  });

  it('names both days of a period that crosses midnight', () => {
    expect(formatShortPeriod({ start: at('2026-11-26T18:00:00Z'), end: at('2026-11-27T01:00:00Z') }, 'nl')).to.equal('do 26 nov 19:00 – vr 27 nov 02:00');
  });

  it('shows the wall clock of Brussels on the day that the clock goes back', () => {
    expect(plain(formatTimes({ start: at('2026-10-24T22:00:00Z'), end: at('2026-10-25T02:00:00Z') }, 'nl'))).to.equal('00:00 – 03:00');
  });

  it('writes lengths and distances in the units in which one thinks of them', () => {
    expect(formatDuration(90, 'nl')).to.equal('1 uur en 30 minuten');
    expect(formatDuration(10_080, 'nl')).to.equal('7 dagen');
    expect(formatDistance(652, 'nl')).to.equal('650 m');
    expect(formatDistance(1_240, 'nl')).to.equal('1,2 km');
  });
});
