import { hallsToClose } from '../availability/close-halls.ts';
import { listClosures, type ClosureSummary } from '../availability/closure-views.ts';
import type { Actor } from '../kernel/actor.ts';
import type { HallId, SpaceId } from '../kernel/ids.ts';
import { overlaps, type Period } from '../kernel/period.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database } from '../platform/db.ts';
import { bookingsInTheWay, MOST_AFFECTED, type AffectedBooking } from './affected-bookings.ts';

export interface ClosureAsk {
  hallIds: readonly HallId[];
  /** In order of time, at least one. */
  periods: readonly Period[];
}

export interface ClosurePreview {
  /** Halls that were not asked for but share a space: they close too. */
  alsoClosed: { id: HallId; name: Translated }[];
  /** Bookings that stay, each until it is moved or cancelled; what it holds passes to the closure then. */
  inTheWay: AffectedBooking[];
  /** True when there are more in the way than are shown. */
  more: boolean;
  /** Closures that close some of it already. */
  closedAlready: Pick<ClosureSummary, 'id' | 'period' | 'reason'>[];
}

/** What closing these halls would hit, before it is done. Refuses as closing itself would. */
export async function previewClosure(db: Database, { hallIds, periods }: ClosureAsk, actor: Actor): Promise<ClosurePreview> {
  const { spaceIds } = await hallsToClose(db, hallIds, actor);
  const inTheWay = await bookingsInTheWay(db, actor, { spaceIds, periods }, MOST_AFFECTED + 1);
  const span = { start: periods[0]!.start, end: periods.at(-1)!.end };
  const halls = await hallsOnSpaces(db, spaceIds);
  const others = await listClosures(db, actor, { period: span, limit: 100 });
  return {
    alsoClosed: halls.filter(({ id }) => !hallIds.includes(id)),
    inTheWay: inTheWay.slice(0, MOST_AFFECTED),
    more: inTheWay.length > MOST_AFFECTED,
    closedAlready: others.items
      .filter((one) => one.hallIds.some((id) => halls.some((hall) => hall.id === id)) && periods.some((period) => overlaps(period, one.period)))
      .map(({ id, period, reason }) => ({ id, period, reason })),
  };
}

async function hallsOnSpaces(db: Database, spaceIds: readonly SpaceId[]): Promise<{ id: HallId; name: Translated }[]> {
  const { rows } = await db.raw<{ rows: { id: HallId; name: Translated }[] }>(
    `SELECT h.id, h.name FROM halls h WHERE EXISTS (SELECT FROM hall_spaces WHERE hall_id = h.id AND space_id = ANY(?::uuid[]))
     ORDER BY h.name ->> 'nl', h.id LIMIT 500`, [[...spaceIds]]);
  return rows;
}
