import type { Language } from '../kernel/text.ts';

/** A booking's code however somebody says or types it: `k7m4qx`, `K7M 4QX` → `K7M-4QX`. `undefined` when it cannot be one. */
export function readBookingCode(text: string): string | undefined {
  const characters = text.toUpperCase().replace(/[\s.–-]/g, '');
  return /^[0-9A-Z]{6}$/.test(characters) ? `${characters.slice(0, 3)}-${characters.slice(3)}` : undefined;
}

/** Only the letters that codes are made of (`newShortCode`). */
const ALPHABETS: Record<Language, Readonly<Record<string, string>>> = {
  nl: {
    A: 'Anna', C: 'Cornelis', D: 'David', E: 'Eduard', F: 'Ferdinand', G: 'Gerard', H: 'Hendrik', J: 'Jacob', K: 'Karel', M: 'Maria', N: 'Nico', P: 'Pieter',
    Q: 'Quotiënt', R: 'Rudolf', T: 'Theodoor', W: 'Willem', X: 'Xantippe', Y: 'Ypsilon',
  },
  en: {
    A: 'Alfa', C: 'Charlie', D: 'Delta', E: 'Echo', F: 'Foxtrot', G: 'Golf', H: 'Hotel', J: 'Juliett', K: 'Kilo', M: 'Mike', N: 'November', P: 'Papa',
    Q: 'Quebec', R: 'Romeo', T: 'Tango', W: 'Whiskey', X: 'X-ray', Y: 'Yankee',
  },
  fr: {
    A: 'Anatole', C: 'Célestin', D: 'Désiré', E: 'Eugène', F: 'François', G: 'Gaston', H: 'Henri', J: 'Joseph', K: 'Kléber', M: 'Marcel', N: 'Nicolas', P: 'Pierre',
    Q: 'Quintal', R: 'Raoul', T: 'Thérèse', W: 'William', X: 'Xavier', Y: 'Yvonne',
  },
};

/** A code to say aloud, letter by letter: `K7M-4QX` → `K van Karel, 7, M van Maria, 4, Q van Quotiënt, X van Xantippe`. */
export const spellCode = (code: string, language: Language): string =>
  code.replace('-', '').split('').map((character) => {
    const word = ALPHABETS[language][character];
    return word === undefined ? character : SPELLED[language](character, word);
  }).join(', ');

const SPELLED: Record<Language, (letter: string, word: string) => string> = {
  nl: (letter, word) => `${letter} van ${word}`,
  en: (letter, word) => `${letter} as in ${word}`,
  fr: (letter, word) => `${letter} comme ${word}`,
};
