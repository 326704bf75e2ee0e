import type { BookingId, ClosureId, SpaceId } from '../kernel/ids.ts';
import { cutAtMidnight, type LocalDate } from '../kernel/time.ts';
import type { Period } from '../kernel/period.ts';

/** Whose claim it is. */
export type Holder =
  | { kind: 'booking'; id: BookingId }
  | { kind: 'closure'; id: ClosureId }
  | { kind: 'partner'; id: string };

/** A stretch of one local day on one space: what one claim covers. */
export interface Place {
  spaceId: SpaceId;
  day: LocalDate;
  period: Period;
}

/** The places that a period takes on these spaces. */
export function placesOf(spaceIds: readonly SpaceId[], period: Period): Place[] {
  const pieces = cutAtMidnight(period);
  return spaceIds.flatMap((spaceId) => pieces.map((piece) => ({ spaceId, ...piece })));
}
