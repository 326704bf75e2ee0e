import { expect } from 'chai';
import { readBookingCode, spellCode } from '../../src/desk/booking-code.ts';
import { newShortCode } from '../../src/kernel/ids.ts';

describe('the code of a booking on the phone', () => {
  it('is understood however it is said or typed', () => {
    for (const text of ['K7M-4QX', 'k7m4qx', ' k7m 4qx ', 'K7M.4QX', 'k7m – 4qx']) expect(readBookingCode(text), text).to.equal('K7M-4QX');
    for (const text of ['', 'K7M-4Q', 'K7M-4QXX', 'Els Peeters', '016 27 20 00']) expect(readBookingCode(text), text).to.equal(undefined);
  });

  it('is spelled with a word for every letter that a code can have', () => {
    expect(spellCode('K7M-4QX', 'nl')).to.equal('K van Karel, 7, M van Maria, 4, Q van Quotiënt, X van Xantippe');
    expect(spellCode('K7M-4QX', 'fr')).to.equal('K comme Kléber, 7, M comme Marcel, 4, Q comme Quintal, X comme Xavier');
    for (let number = 0; number < 23; number += 1) {
      const code = newShortCode(() => number);
      for (const language of ['nl', 'en', 'fr'] as const) expect(spellCode(code, language), code).to.match(/^(\d(, \d)*|(\p{L} (van|as in|comme) [\p{L}-]+(, )?)+)$/u);
    }
  });
});
