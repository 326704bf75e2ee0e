import type { OrganisationId, PersonId, VenueId } from './ids.ts';

/** The kind of booker on which the tariff depends; a person for themselves is a resident. */
export type BookerKind = 'resident' | 'association' | 'company' | 'school' | 'directorate' | 'partner';

export type Channel = 'web' | 'phone' | 'partner' | 'system';

export type StaffRole = 'agent' | 'manager' | 'finance' | 'administrator' | 'reader';

/** A staff role within an organisation, or within one of its venues. */
export interface RoleGiven {
  role: StaffRole;
  organisationId: OrganisationId;
  venueId?: VenueId;
}

export interface Anonymous {
  kind: 'anonymous';
}

/** Somebody who logged in, acting for themselves or for an organisation of theirs. */
export interface SignedIn {
  kind: 'person';
  personId: PersonId;
  name: string;
  /** For whom they act now; absent: for themselves. */
  organisation?: { id: OrganisationId; name: string; representative: boolean };
  /** Every organisation of which they are a member now, whether or not they act for it at this moment. */
  memberOf: readonly OrganisationId[];
  bookerKind: BookerKind;
  channel: Channel;
  roles: readonly RoleGiven[];
}

export type Actor = Anonymous | SignedIn;

export const ANONYMOUS: Anonymous = { kind: 'anonymous' };

export const hasRole = (actor: Actor, role: StaffRole): boolean =>
  actor.kind === 'person' && actor.roles.some((given) => given.role === role);

/** True when the actor holds the role for this venue, whether through its organisation or for the venue alone. */
export const hasRoleAt = (actor: Actor, role: StaffRole, venue: { id: VenueId; organisationId: OrganisationId }): boolean =>
  actor.kind === 'person' && actor.roles.some((given) =>
    given.role === role && given.organisationId === venue.organisationId && (given.venueId ?? venue.id) === venue.id);

/** Who decides, closes and edits at a venue. */
export const VENUE_MANAGERS: readonly StaffRole[] = ['manager', 'administrator'];
/** Who also knows which person is behind a booking. */
export const VENUE_CONTACTS: readonly StaffRole[] = [...VENUE_MANAGERS, 'finance'];
/** Who sees what happens at a venue, whether or not they may change it. */
export const VENUE_READERS: readonly StaffRole[] = [...VENUE_CONTACTS, 'reader'];

/** True when the actor holds one of these roles somewhere; where is decided where it is known. */
export const hasOneOf = (actor: Actor, roles: readonly StaffRole[]): boolean => roles.some((role) => hasRole(actor, role));

/** True when the actor holds one of these roles for this venue. */
export const hasOneOfAt = (actor: Actor, roles: readonly StaffRole[], venue: { id: VenueId; organisationId: OrganisationId }): boolean =>
  roles.some((role) => hasRoleAt(actor, role, venue));

/** The role that the actor holds somewhere: in which they act when it counts everywhere. */
export const roleOf = (actor: Actor, role: StaffRole): RoleGiven | undefined =>
  actor.kind === 'person' ? actor.roles.find((given) => given.role === role) : undefined;

/** The first of these roles that the actor holds for this venue: in which they act there. */
export const roleAt = (actor: Actor, roles: readonly StaffRole[], venue: { id: VenueId; organisationId: OrganisationId }): RoleGiven | undefined => {
  const role = roles.find((one) => hasRoleAt(actor, one, venue));
  return role && { role, organisationId: venue.organisationId };
};

/** For which tariff and whose quota somebody books: the organisation for which they act, else themselves; a visitor counts as a resident. */
export const bookerOf = (actor: Actor): { bookerKind: BookerKind; bookerId?: OrganisationId | PersonId } => actor.kind === 'person'
  ? { bookerKind: actor.bookerKind, bookerId: actor.organisation?.id ?? actor.personId }
  : { bookerKind: 'resident' };
