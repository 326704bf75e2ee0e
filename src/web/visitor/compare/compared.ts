import type { Hall } from '../../../catalogue/hall.ts';
import { hallIdsBySlug } from '../../../catalogue/views.ts';
import { minutesOf, type Period } from '../../../kernel/period.ts';
import type { Violation } from '../../../kernel/refusal.ts';
import { localDate } from '../../../kernel/time.ts';
import type { Database } from '../../../platform/db.ts';
import type { Quote } from '../../../pricing/quote.ts';
import { askedWindows } from '../../../search/asked-windows.ts';
import { nextFree } from '../../../search/next-free.ts';
import type { SearchHit } from '../../../search/search-halls.ts';
import { judgeStay } from '../../../search/stay-ask.ts';
import { bookerOf, type View } from '../../view.ts';

export const MOST_COMPARED = 4;

/** A moment that all halls are asked for. */
export interface AskedMoment {
  period: Period;
  persons: number;
}

/** A hall beside others: whether it can be had at the asked moment, and when it can be had first. */
export interface Compared {
  hall: Hall;
  first: Pick<SearchHit, 'free' | 'totalCents' | 'hourCents'>;
  asked?: { violations: readonly Violation[]; quote?: Quote };
}

/** The halls with these slugs, in that order, as they are at this moment for this reader; a hall that does not exist is left out. */
export async function compareAt(db: Database, slugs: readonly string[], moment: AskedMoment | undefined, view: View): Promise<Compared[]> {
  const booker = bookerOf(view.actor);
  const ids = await hallIdsBySlug(db, slugs);
  const time = moment && {
    kind: 'somewhere' as const,
    minutes: minutesOf(moment.period),
    windows: askedWindows('dates', localDate(moment.period.start)),
  };
  const chosen = slugs.flatMap((slug) => ids.get(slug) ?? []).slice(0, MOST_COMPARED);
  const hits = await nextFree(db, chosen, { bookerKind: booker.bookerKind, ...(moment ? { time, persons: moment.persons } : {}) }, view.now);
  return Promise.all(
    hits.map(async ({ hall, ...first }) => ({
      hall,
      first,
      ...(moment ? { asked: await judgeStay(db, hall, { period: moment.period, attendance: moment.persons, ...booker }, view.now) } : {}),
    })),
  );
}
