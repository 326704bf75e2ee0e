import type { Actor, StaffRole } from '../kernel/actor.ts';

/** Where somebody's roles count, as the bindings of `IN_SCOPE`. */
export interface VenueScope {
  organisations: string[];
  /** Beside each organisation the one venue in it, or null for all of them. */
  venues: (string | null)[];
}

/** The venues that these roles of the actor cover: a role without a venue covers its whole organisation. */
export function venueScope(actor: Actor, roles: readonly StaffRole[]): VenueScope {
  const held = actor.kind === 'person' ? actor.roles.filter(({ role }) => roles.includes(role)) : [];
  return { organisations: held.map((role) => role.organisationId), venues: held.map((role) => role.venueId ?? null) };
}

/** SQL that is true for a venue `v` within a `VenueScope` given as named bindings. */
export const IN_SCOPE = `EXISTS (SELECT FROM unnest(CAST(:organisations AS uuid[]), CAST(:venues AS uuid[])) AS role (organisation_id, venue_id)
  WHERE v.organisation_id = role.organisation_id AND coalesce(role.venue_id, v.id) = v.id)`;
