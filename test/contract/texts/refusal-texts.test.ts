import { expect } from 'chai';
import { REFUSALS, RULES, Refusal, type Violation } from '../../../src/kernel/refusal.ts';
import { LANGUAGES } from '../../../src/kernel/text.ts';
import { refusalTitle, sayRefusal, sayViolation } from '../../../src/contract/texts/refusal-texts.ts';

const say = (code: Violation['code'], facts: Violation['facts']): string => sayViolation({ code, facts }, 'nl');

describe('the words of a refusal', () => {
  it('tells until when a hall is open', () => {
    expect(say('outside-opening-hours', { opens: '2026-11-26T07:00:00Z', closes: '2026-11-26T21:00:00Z' }))
      .to.equal('De zaal is op donderdag 26 november open van 08:00 tot 22:00.');
  });

  it('tells between which hours a hall is taken, and names the day when that is another one', () => {
    expect(say('taken', { freeUntil: '2026-11-26T18:00:00Z', freeFrom: '2026-11-26T20:30:00Z' })).to.contain('van 19:00 tot 21:30');
    expect(say('closed', { freeUntil: '2026-11-26T18:00:00Z', freeFrom: '2026-11-27T20:30:00Z' }))
      .to.contain('van donderdag 26 november 19:00 tot vrijdag 27 november 21:30');
  });

  it('spells lengths of time in hours and days', () => {
    expect(say('too-short', { minutes: 30, shortestMinutes: 90 })).to.equal('U huurt deze zaal voor minstens 1 uur en 30 minuten.');
    expect(say('too-late', { noticeMinutes: 2_880, earliest: '2026-11-26T18:00:00Z' })).to.contain('2 dagen').and.contain('om 19:00');
  });

  it('has a whole sentence for every rule and refusal in every language, also when facts are missing', () => {
    for (const language of LANGUAGES) {
      for (const code of RULES) expect(sayViolation({ code, facts: {} }, language)).to.match(/^\S.*\.$/);
      for (const code of REFUSALS) {
        expect(sayRefusal(new Refusal(code), language)).to.match(/^\S.*[.]$/);
        expect(refusalTitle(code, language)).to.match(/^\S.*[^.]$/);
      }
    }
  });
});
