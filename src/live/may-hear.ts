import { hasRole, type Actor, type SignedIn } from '../kernel/actor.ts';
import type { OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { isBooker, seesVenue } from '../bookings/policy.ts';
import type { Database } from '../platform/db.ts';
import type { Topic, TopicKind } from './topic.ts';
import { bookingKeys, venueKeys } from './views.ts';

/**
 * The topics of these that the actor may be told of: a hall's by everybody, the others by whoever may read what they are about. What
 * does not exist and what is not theirs are left out alike. Refuses `not-signed-in` or `not-allowed` when none is left.
 */
export async function mayHear(db: Database, topics: readonly Topic[], actor: Actor): Promise<Topic[]> {
  const ids = (kind: TopicKind): string[] => topics.filter((topic) => topic.kind === kind).map(({ id }) => id);
  const [bookings, venues] = actor.kind === 'person' ? await Promise.all([bookingKeys(db, ids('booking')), venueKeys(db, ids('venue'))]) : [[], []];
  const seen = new Set<string>([...bookings.filter((booking) => maySee(actor, booking.venue, isBooker(booking, actor))),
    ...venues.filter((venue) => maySee(actor, venue, false))].map(({ id }) => id));
  const heard = topics.filter(({ kind, id }) => HEARS[kind](actor, id) || seen.has(id));
  if (heard.length === 0) throw new Refusal(actor.kind === 'person' ? 'not-allowed' : 'not-signed-in');
  return heard;
}

/** The contact centre is asked about any booking, person and venue. */
const maySee = (actor: Actor, venue: { id: VenueId; organisationId: OrganisationId }, own: boolean): boolean =>
  own || hasRole(actor, 'agent') || seesVenue(actor, venue);

/** A member, or somebody who works for it. */
const belongsTo = ({ memberOf, roles }: SignedIn, id: OrganisationId): boolean => memberOf.includes(id) || roles.some(({ organisationId }) => organisationId === id);

/** What needs no look in the database. */
const HEARS: Readonly<Record<TopicKind, (actor: Actor, id: string) => boolean>> = {
  hall: () => true,
  person: (actor, id) => hasRole(actor, 'agent') || (actor.kind === 'person' && actor.personId === (id as PersonId)),
  organisation: (actor, id) => hasRole(actor, 'agent') || (actor.kind === 'person' && belongsTo(actor, id as OrganisationId)),
  booking: () => false,
  venue: () => false,
};
