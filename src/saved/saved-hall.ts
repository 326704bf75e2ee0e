import type { SearchHit } from '../search/search-halls.ts';

/** More halls than anybody compares; a list of them stays one page. */
export const MOST_SAVED = 100;

/** A hall that somebody keeps at hand, with the first moment at which it can be had for as long as it is let at least. */
export interface SavedHall extends SearchHit {
  savedAt: Date;
}
