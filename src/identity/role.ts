import type { StaffRole } from '../kernel/actor.ts';
import type { Id, OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Translated } from '../kernel/text.ts';

export const STAFF_ROLES = ['agent', 'manager', 'finance', 'administrator', 'reader'] as const satisfies readonly StaffRole[];

export type StaffRoleId = Id<'staff-role'>;

/** A role as it was given: to whom, where, by whom and until when. */
export interface RoleHeld {
  id: StaffRoleId;
  personId: PersonId;
  name: string;
  email?: string;
  role: StaffRole;
  organisation: { id: OrganisationId; name: string };
  /** Absent: every venue of the organisation. */
  venue?: { id: VenueId; name: Translated };
  /** A role that the government login gives is taken there, not here. */
  source: 'login' | 'given';
  since: Date;
  /** Who gave it here. */
  givenBy?: string;
  /** The last day on which it counts; absent: until it is taken. */
  lastDay?: LocalDate;
}

/** Where a role counts. */
export interface RoleScope {
  organisationId: OrganisationId;
  venueId?: VenueId | undefined;
}

export interface StaffRoleRow {
  id: StaffRoleId;
  person_id: PersonId;
  role: StaffRole;
  organisation_id: OrganisationId;
  venue_id: VenueId | null;
  source: 'login' | 'given';
  since: Date;
  given_by: PersonId | null;
  ends_at: Date | null;
}
