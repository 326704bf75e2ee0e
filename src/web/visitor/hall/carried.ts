/** The fields of the booking form that are not about the stay; `concept` names what the server keeps because it is too long for an address. */
const CARRIED = /^(activiteit|gebruik|opmerking|concept|extra-[0-9a-f-]{36})$/;
const MOST_CARRIED = 40;
const LONGEST = 800;

/** What somebody already filled in elsewhere, which the page of a hall only passes on so that nobody types it twice. */
export const carriedIn = (fields: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...fields].filter(([name, value]) => CARRIED.test(name) && value !== '' && value.length <= LONGEST).slice(0, MOST_CARRIED));
