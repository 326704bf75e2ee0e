import type { Hall } from '../catalogue/hall.ts';
import type { Violation } from '../kernel/refusal.ts';
import type { Database } from '../platform/db.ts';
import type { Quote } from '../pricing/quote.ts';
import { findAlternatives, type Alternative } from './find-alternatives.ts';
import { judgeStay, type StayAsk } from './stay-ask.ts';

export type { Alternative, StayAsk };

export interface StayExplanation {
  possible: boolean;
  violations: Violation[];
  /** What it costs, whether or not it can be had; absent when it is not let so. */
  quote?: Quote;
  /** Best first, at most six, each one bookable at this moment; none when the stay itself is. */
  alternatives: Alternative[];
}

/** Whether a stay can be had in this hall now, every reason why not, and what can be had instead. */
export async function explainStay(db: Database, hall: Hall, ask: StayAsk, now: Date): Promise<StayExplanation> {
  const { violations, quote } = await judgeStay(db, hall, ask, now);
  const possible = violations.length === 0;
  return { possible, violations, ...(quote ? { quote } : {}), alternatives: possible ? [] : await findAlternatives(db, hall, ask, now) };
}
