import { hasOneOfAt, hasRole, VENUE_CONTACTS, VENUE_MANAGERS, VENUE_READERS, type Actor, type SignedIn } from '../kernel/actor.ts';
import type { OrganisationId, VenueId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Hall } from '../catalogue/hall.ts';
import type { Booking } from './booking.ts';

/** The person behind the actor. Refuses `not-signed-in`. */
export function signedIn(actor: Actor): SignedIn {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  return actor;
}

/** True for the booker: the person themselves, or for an organisation's booking whoever is a member of it now. */
export const isBooker = (booking: Pick<Booking, 'personId' | 'organisationId'>, actor: Actor): boolean =>
  actor.kind === 'person' && (booking.organisationId === undefined
    ? booking.personId === actor.personId
    : actor.memberOf.includes(booking.organisationId));

/** Managers decide about the halls of the venues they run. */
export const managesVenue = (actor: Actor, venue: { id: VenueId; organisationId: OrganisationId }): boolean =>
  hasOneOfAt(actor, VENUE_MANAGERS, venue);

/** Whoever works for a venue sees what happens there; finance and readers change nothing. */
export const seesVenue = (actor: Actor, venue: { id: VenueId; organisationId: OrganisationId }): boolean =>
  hasOneOfAt(actor, VENUE_READERS, venue);

/** A reader sees that a hall is used and for what, not by which person: that takes work with the booker. */
export const seesContact = (actor: Actor, venue: { id: VenueId; organisationId: OrganisationId }): boolean =>
  hasRole(actor, 'agent') || hasOneOfAt(actor, VENUE_CONTACTS, venue);

/** Only a manager of the venue may decide. Refuses `not-allowed`. */
export function mustManage(actor: Actor, hall: Hall): SignedIn {
  const person = signedIn(actor);
  if (!managesVenue(person, hall.venue)) throw new Refusal('not-allowed');
  return person;
}

/**
 * The actor as a booking's history has them: an agent who deals with somebody else's booking has that somebody on the line, so it
 * came in by phone, whatever page or API it went through.
 */
export const throughChannel = (booking: Pick<Booking, 'personId' | 'organisationId'>, actor: Actor): Actor =>
  actor.kind === 'person' && hasRole(actor, 'agent') && !isBooker(booking, actor) ? { ...actor, channel: 'phone' } : actor;

export type Standing = 'booker' | 'staff';

/** In what capacity the actor may cancel: the booker by the terms, staff for the city. Refuses `not-found` to anybody else. */
export function standingTowards(booking: Booking, hall: Hall, actor: Actor): Standing {
  if (isBooker(booking, signedIn(actor))) return 'booker';
  if (hasRole(actor, 'agent')) return 'booker';
  if (managesVenue(actor, hall.venue)) return 'staff';
  throw new Refusal('not-found');
}
