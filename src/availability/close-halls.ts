import { audit } from '../identity/audit.ts';
import { hasOneOfAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import { newId, type ClosureId, type HallId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import type { Period } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { spacesOfHalls, type HallSpaces } from './closure-views.ts';
import { closeSpaces } from './close-spaces.ts';

export interface HallsClosing {
  hallIds: readonly HallId[];
  /** In order of time; several make a set that is shown as one. */
  periods: readonly Period[];
  reason: Translated;
  /** Of the first closure: whoever sends the same form twice meets the one that is there already (23505). */
  id?: ClosureId;
}

/**
 * Closes halls, and with them every hall that shares a space, for one or several periods: all of them or none. Answers the closures in
 * the order of their periods. Refuses `not-found`, naming a hall that does not exist, and `not-allowed` unless the actor manages all.
 */
export async function closeHalls(tx: Transaction, { hallIds, periods, reason, id }: HallsClosing, actor: Actor, now: Date): Promise<ClosureId[]> {
  const { spaceIds } = await hallsToClose(tx, hallIds, actor);
  const together = periods.length > 1 ? { setId: newId<'closure-set'>(now) } : {};
  const madeBy = actor.kind === 'person' ? { madeBy: actor.personId } : {};
  const closureIds: ClosureId[] = [];
  for (const [index, period] of periods.entries()) {
    const own = index === 0 && id ? { id } : {};
    const { closureId } = await closeSpaces(tx, { spaceIds, period, reason, ...madeBy, ...together, ...own }, now);
    await audit(tx, { actor, action: 'close-halls', subjectKind: 'closure', subjectId: closureId, details: together });
    closureIds.push(closureId);
  }
  return closureIds;
}

/** The spaces and venues of halls that the actor may close. Refuses as closing itself would. */
export async function hallsToClose(db: Database | Transaction, hallIds: readonly HallId[], actor: Actor): Promise<HallSpaces> {
  const found = await spacesOfHalls(db, hallIds);
  const missing = hallIds.find((id) => !found.hallIds.includes(id));
  if (missing !== undefined) throw new Refusal('not-found', { facts: { hall: missing } });
  mustManageAll(actor, found.venues);
  return found;
}

/** Who closes halls runs every venue that they are in. Refuses `not-allowed`. */
export function mustManageAll(actor: Actor, venues: readonly { id: VenueId; organisationId: OrganisationId }[]): void {
  if (!venues.every((venue) => hasOneOfAt(actor, VENUE_MANAGERS, venue))) throw new Refusal('not-allowed');
}
