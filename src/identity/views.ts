import type { StaffRole } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Translated } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { hashInvitation } from './invitation.ts';
import type { LoginHint, OrganisationGroup } from './login.ts';
import type { MembershipRole, MembershipSource, OrganisationKind } from './organisation.ts';
import type { OrganisationRow, PersonRow } from './store.ts';

export interface OwnOrganisation {
  id: OrganisationId;
  name: string;
  kind: OrganisationKind;
  role: MembershipRole;
  /** A membership that only the government login knows of is proved by logging in for it: `new-login-needed`. */
  source: MembershipSource;
}

const MOST_ORGANISATIONS = 200;

/** Every organisation for which somebody may act, by name. */
export async function myOrganisations(db: Database | Transaction, personId: PersonId): Promise<OwnOrganisation[]> {
  const { rows } = await db.raw<{ rows: OwnOrganisation[] }>(
    `SELECT o.id, o.name, o.kind, m.role, m.source FROM memberships m JOIN organisations o ON o.id = m.organisation_id
     WHERE m.person_id = ? AND m.ended_at IS NULL ORDER BY fold(o.name), o.id LIMIT ${MOST_ORGANISATIONS}`, [personId]);
  return rows;
}

export interface Organisation {
  id: OrganisationId;
  kind: OrganisationKind;
  name: string;
  kbo?: string;
  vCode?: string;
  email?: string;
  phone?: string;
  street?: string;
  postalCode?: string;
  municipality?: string;
  version: number;
}

/** An organisation, or `undefined`. Who may see it is for the caller to decide: `read-organisation.ts`. */
export async function findOrganisation(db: Database | Transaction, id: OrganisationId): Promise<Organisation | undefined> {
  const row = await db<OrganisationRow>('organisations').where('id', id).first();
  return row && presentOrganisation(row);
}

/** A row without what is not known. */
export const presentOrganisation = (row: OrganisationRow): Organisation => ({
  id: row.id, kind: row.kind, name: row.name, version: row.version,
  ...known('kbo', row.kbo), ...known('vCode', row.v_code), ...known('email', row.email), ...known('phone', row.phone),
  ...known('street', row.street), ...known('postalCode', row.postal_code), ...known('municipality', row.municipality),
});

const known = <Name extends string>(name: Name, value: string | null): { [key in Name]?: string } =>
  (value === null ? {} : { [name]: value }) as { [key in Name]?: string };

export interface Profile {
  givenName: string;
  familyName: string;
  email?: string;
  phone?: string;
}

export interface Person extends Profile {
  id: PersonId;
  /** False for a caller whom an agent entered and who has never logged in. */
  hasLoggedIn: boolean;
  /** Who they turned out to be. */
  mergedInto?: PersonId;
  version: number;
}

/** A person, or `undefined`. Who may see them is for the caller to decide: `read-person.ts`. */
export async function findPerson(db: Database | Transaction, personId: PersonId): Promise<Person | undefined> {
  const row = await db<PersonRow>('persons').where('id', personId).first();
  return row && {
    id: row.id, givenName: row.given_name, familyName: row.family_name, hasLoggedIn: row.subject !== null, version: row.version,
    ...known('email', row.email), ...known('phone', row.phone), ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
  };
}

/** What we know of somebody, so that nothing is asked twice. Only for themselves; staff read through `read-person.ts`. */
export async function myProfile(db: Database | Transaction, personId: PersonId): Promise<Profile | undefined> {
  const row = await db<PersonRow>('persons').where('id', personId).first();
  return row && { givenName: row.given_name, familyName: row.family_name, ...known('email', row.email), ...known('phone', row.phone) };
}

export interface OwnRole {
  id: string;
  role: StaffRole;
  organisation: string;
  /** Absent: every venue of the organisation. */
  venue: Translated | null;
}

const MOST_ROLES = 200;

/** The roles that somebody has now, as they were given. */
export async function myRoles(db: Database | Transaction, personId: PersonId): Promise<OwnRole[]> {
  const { rows } = await db.raw<{ rows: OwnRole[] }>(
    `SELECT r.id, r.role, o.name AS organisation, v.name AS venue FROM staff_roles r JOIN organisations o ON o.id = r.organisation_id LEFT JOIN venues v ON v.id = r.venue_id
     WHERE r.person_id = ? AND (r.ends_at IS NULL OR r.ends_at > clock_timestamp()) ORDER BY r.role, fold(o.name), r.id LIMIT ${MOST_ROLES}`, [personId]);
  return rows;
}

export interface OpenInvitation {
  organisationId: OrganisationId;
  organisationName: string;
  role: MembershipRole;
  expiresAt: Date;
}

/** What an invitation is for, by the secret in its link; `undefined` once it has lapsed or was accepted. */
export async function openInvitation(db: Database | Transaction, token: string, now: Date): Promise<OpenInvitation | undefined> {
  const { rows: [row] } = await db.raw<{ rows: OpenInvitation[] }>(
    `SELECT o.id AS "organisationId", o.name AS "organisationName", i.role, i.expires_at AS "expiresAt"
     FROM invitations i JOIN organisations o ON o.id = i.organisation_id
     WHERE i.token_hash = ? AND i.accepted_at IS NULL AND i.expires_at > ?`, [hashInvitation(token), now]);
  return row;
}

/** How to ask the government login for this organisation at once. */
export async function loginHintFor(db: Database | Transaction, organisationId: OrganisationId): Promise<LoginHint> {
  const row = await db<OrganisationRow>('organisations').where('id', organisationId).first('org_code', 'login_group');
  if (!row?.org_code || !row.login_group) return { as: 'somebody-else' };
  return { as: 'organisation', group: row.login_group as OrganisationGroup, code: row.org_code };
}
