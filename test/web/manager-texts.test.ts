import { expect } from 'chai';
import { readClock } from '../../src/web/manager/clock-text.ts';
import { readMinutes, writeMinutes } from '../../src/web/manager/duration-text.ts';

describe('what managers type', () => {
  it('is a time of day in the ways in which people write one', () => {
    expect(['9', '9u', '9u30', '9.30', '09:30', '9h05', '23:59'].map((text) => readClock(text, 'from'))).to.deep.equal(['09:00', '09:00', '09:30', '09:30', '09:30', '09:05', '23:59']);
    expect(['24', '24:00', '0:00', '00:00', '0'].map((text) => readClock(text, 'until')), 'midnight ends the day').to.deep.equal(['24:00', '24:00', '24:00', '24:00', '24:00']);
    expect(readClock('0:00', 'from')).to.equal('00:00');
    expect(readClock('  ', 'from')).to.equal(undefined);
    for (const text of ['24:00', '25', '9:60', 'negen', '9:3', '-1', '12:00:00']) expect(readClock(text, 'from'), text).to.equal('wrong');
  });

  it('is a length of time in minutes, hours or days', () => {
    expect(['90', '90 min', '1u30', '1 uur en 30 minuten', '2 uur', '48h', '3 dagen', '1 day', '2 jours', '0'].map(readMinutes)).to.deep.equal([90, 90, 90, 90, 120, 2_880, 4_320, 1_440, 2_880, 0]);
    for (const text of ['', 'morgen', '2 weken', '-5', '1,5 uur', '12345678']) expect(readMinutes(text), text).to.equal(undefined);
  });

  it('is read back as it is written, in each language', () => {
    for (const language of ['nl', 'en', 'fr'] as const) {
      for (const minutes of [0, 5, 45, 60, 75, 90, 600, 1_440, 2_880, 2_885, 10_080, 525_600]) expect(readMinutes(writeMinutes(minutes, language)), `${minutes} ${language}`).to.equal(minutes);
    }
  });
});
