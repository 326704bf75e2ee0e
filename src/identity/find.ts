import type { Transaction } from '../platform/db.ts';

/** Whoever is not among the first twenty is better found with another word. */
export const MOST_FOUND = 20;

export interface Found<Item> {
  rows: { found: Item }[];
}

/** `Peters` finds `Peeters`, and `harmoni eendracht` the whole name: 0.6 is PostgreSQL's own, which misses two slips in one word. */
const SIMILAR_ENOUGH = 0.4;

/** Sets how alike words must be for `<%`, for this transaction only, so that the trigram index can serve the search. */
export const tolerateTypos = (tx: Transaction): Promise<unknown> =>
  tx.raw(`SELECT set_config('pg_trgm.word_similarity_threshold', ?, true)`, [String(SIMILAR_ENOUGH)]);
