import type { Database } from '../platform/db.ts';
import { errandOutcome, type ErrandId, type ErrandOutcome } from './errand.ts';
import { errandById } from './errand-store.ts';

const LOOK_EVERY_MS = 150;
/** Whoever is on the phone does not wait longer; the page says the rest when it is known. */
const LONGEST_MS = 6_000;

/** What came of an errand, as soon as it is known; `waiting` when that takes longer than somebody waits for a page. */
export async function whenKnown(db: Database, id: ErrandId): Promise<ErrandOutcome> {
  for (const until = performance.now() + LONGEST_MS; ;) {
    const errand = await errandById(db, id);
    const outcome = errand ? errandOutcome(errand, new Date()) : 'waiting';
    if (outcome !== 'waiting' || performance.now() >= until) return outcome;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
