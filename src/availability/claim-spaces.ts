import type { SpaceId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { announce, violatesExclusion, type Transaction } from '../platform/db.ts';
import { placesOf, type Holder } from './holder.ts';
import { passToClosures } from './pass-to-closures.ts';
import { deleteLapsed, insertClaims, whatIsInTheWay } from './store.ts';

export interface Claiming {
  holder: Holder;
  spaceIds: readonly SpaceId[];
  /** With setup and teardown. */
  period: Period;
  /** From that instant on the claim gives way; absent: it stands. */
  heldUntil?: Date;
}

/**
 * Locks spaces until the transaction ends. Whoever writes claims comes through here first, so that everybody waits in the
 * same order; rows of bookings are locked after spaces, never before. NO KEY: a foreign key may be checked meanwhile.
 */
export async function lockSpaces(tx: Transaction, spaceIds: readonly SpaceId[]): Promise<void> {
  await tx.raw('SELECT id FROM spaces WHERE id = ANY(?::uuid[]) ORDER BY id FOR NO KEY UPDATE', [[...spaceIds]]);
}

/**
 * Claims spaces for a period, all of them or none. Claims that have lapsed on these spaces give way: their bookings are
 * announced as `holds-lapsed`. Refuses with `stay-refused` (`taken` or `closed`) when somebody else was there first.
 */
export async function claimSpaces(tx: Transaction, { holder, spaceIds, period, heldUntil }: Claiming): Promise<void> {
  await lockSpaces(tx, spaceIds);
  await clearLapsed(tx, spaceIds);
  const places = placesOf(spaceIds, period);
  const claimed = await insertClaims(tx, holder, places, heldUntil).catch((thrown: unknown) => {
    if (violatesExclusion(thrown, 'claims_never_overlap')) throw refused({ start: period.start, end: period.end, closed: false });
    throw thrown;
  });
  if (!claimed) throw refused(await whatIsInTheWay(tx, places));
}

const refused = ({ start, end, closed }: Period & { closed: boolean }): Refusal => new Refusal('stay-refused', { violations: [{
  code: closed ? 'closed' : 'taken', field: 'body/period/start', facts: { freeUntil: start.toISOString(), freeFrom: end.toISOString() },
}] });

/** Takes lapsed claims off spaces that are locked. The bookings are named in id order: the order in which they are marked. */
export async function clearLapsed(tx: Transaction, spaceIds: readonly SpaceId[]): Promise<void> {
  const { places, bookingIds } = await deleteLapsed(tx, spaceIds);
  if (bookingIds.length > 0) await announce(tx, { type: 'holds-lapsed', bookingIds });
  await passToClosures(tx, places);
}
