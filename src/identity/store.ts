import type { StaffRole } from '../kernel/actor.ts';
import { newId, type OrganisationId, type PersonId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { LoginClaims } from './login.ts';
import { kindAtLogin, numbersIn, type MembershipRole, type MembershipSource, type OrganisationKind } from './organisation.ts';
import type { RoleScope, StaffRoleId } from './role.ts';

export interface OrganisationRow {
  id: OrganisationId;
  kind: OrganisationKind;
  name: string;
  org_code: string | null;
  login_group: string | null;
  kbo: string | null;
  v_code: string | null;
  email: string | null;
  phone: string | null;
  street: string | null;
  postal_code: string | null;
  municipality: string | null;
  version: number;
  created_at: Date;
}

export interface PersonRow {
  id: PersonId;
  subject: string | null;
  given_name: string;
  family_name: string;
  email: string | null;
  phone: string | null;
  /** This row turned out to be that person: everything of theirs is there now. */
  merged_into: PersonId | null;
  version: number;
  created_at: Date;
}

/** The person with this login, made or brought up to date: what the profile does not say stays as we knew it. */
export async function upsertPerson(tx: Transaction, claims: LoginClaims, now: Date): Promise<PersonId> {
  const { rows: [row] } = await tx.raw<{ rows: { id: PersonId }[] }>(
    `INSERT INTO persons AS p (id, subject, given_name, family_name, email, phone, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject) DO UPDATE SET
       given_name = excluded.given_name, family_name = excluded.family_name,
       email = coalesce(excluded.email, p.email), phone = coalesce(excluded.phone, p.phone),
       version = p.version + CASE WHEN (p.given_name, p.family_name, p.email, p.phone) IS DISTINCT FROM
         (excluded.given_name, excluded.family_name, coalesce(excluded.email, p.email), coalesce(excluded.phone, p.phone)) THEN 1 ELSE 0 END
     RETURNING id`,
    [newId(now), claims.subject, claims.givenName, claims.familyName, claims.email ?? null, claims.phone ?? null, now],
  );
  return row!.id;
}

/** The organisation for which somebody logs in; met for the first time it is made, and it keeps the kind that it has. */
export async function upsertOrganisation(tx: Transaction, claimed: NonNullable<LoginClaims['organisation']>, now: Date): Promise<OrganisationId> {
  const { group, code, name } = claimed;
  const { kbo, vCode } = numbersIn(code);
  await tx<OrganisationRow>('organisations')
    .insert({ id: newId(now), kind: kindAtLogin(group, name), name, org_code: code, login_group: group, kbo: kbo ?? null, v_code: vCode ?? null, created_at: now })
    .onConflict().ignore();
  const { rows: [row] } = await tx.raw<{ rows: { id: OrganisationId }[] }>(
    `UPDATE organisations SET org_code = coalesce(org_code, :code), login_group = coalesce(login_group, :group)
     WHERE org_code = :code OR kbo = :code OR v_code = :code RETURNING id`,
    { code, group },
  );
  return row!.id;
}

export interface NewMembership {
  organisationId: OrganisationId;
  personId: PersonId;
  role: MembershipRole;
  source: MembershipSource;
  confirmedBy?: PersonId;
}

/**
 * Makes somebody a member. Who is one already keeps the higher of both roles, and a membership that only a login proved
 * becomes one that we know of ourselves.
 */
export async function upsertMembership(tx: Transaction, { organisationId, personId, role, source, confirmedBy }: NewMembership, now: Date): Promise<void> {
  await tx.raw(
    `INSERT INTO memberships AS m (organisation_id, person_id, role, source, confirmed_by, since) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (organisation_id, person_id) WHERE ended_at IS NULL DO UPDATE SET
       role = CASE WHEN 'representative' IN (m.role, excluded.role) THEN 'representative' ELSE 'member' END,
       source = CASE WHEN m.source = 'login' THEN excluded.source ELSE m.source END,
       confirmed_by = coalesce(m.confirmed_by, excluded.confirmed_by)`,
    [organisationId, personId, role, source, confirmedBy ?? null, now],
  );
}

/** Locks an organisation, so that changes to its members happen one after the other. `undefined`: there is none. */
export const lockOrganisation = (tx: Transaction, id: OrganisationId): Promise<OrganisationRow | undefined> =>
  tx<OrganisationRow>('organisations').where({ id } as Partial<OrganisationRow>).forNoKeyUpdate().first();

export interface MembershipRow {
  organisation_id: OrganisationId;
  person_id: PersonId;
  role: MembershipRole;
  source: MembershipSource;
  since: Date;
  ended_at: Date | null;
}

export const currentMembership = (db: Database | Transaction, organisationId: OrganisationId, personId: PersonId): Promise<MembershipRow | undefined> =>
  db<MembershipRow>('memberships').where({ organisation_id: organisationId, person_id: personId } as Partial<MembershipRow>).whereNull('ended_at').first();

/** Replaces what the login says about somebody's rights; roles that were given here stay until they end. Rights within unknown organisations are dropped. */
export async function replaceLoginRoles(tx: Transaction, personId: PersonId, roles: LoginClaims['roles'], now: Date): Promise<void> {
  await tx('staff_roles').where({ person_id: personId, source: 'login' }).delete();
  if (roles.length === 0) return;
  await tx.raw(
    `INSERT INTO staff_roles AS r (person_id, role, organisation_id, source, since)
     SELECT DISTINCT ?::uuid, claimed.role, o.id, 'login', ?::timestamptz
     FROM jsonb_to_recordset(?::jsonb) AS claimed(role text, code text) JOIN organisations o ON claimed.code IN (o.org_code, o.kbo)
     ON CONFLICT (person_id, role, organisation_id, venue_id) DO UPDATE SET source = 'login', since = excluded.since, given_by = NULL, ends_at = NULL
       WHERE r.ends_at <= excluded.since`,
    [personId, now, JSON.stringify(roles.map(({ role, organisationCode }) => ({ role, code: organisationCode })))],
  );
}

export interface NewRole extends RoleScope {
  id: StaffRoleId;
  personId: PersonId;
  role: StaffRole;
  givenBy: PersonId;
  endsAt: Date | null;
}

/** Writes a role, in the place of the same one that has ended. False when the person has it already. */
export async function insertRole(tx: Transaction, role: NewRole, now: Date): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `INSERT INTO staff_roles AS r (id, person_id, role, organisation_id, venue_id, source, since, given_by, ends_at) VALUES (?, ?, ?, ?, ?, 'given', ?, ?, ?)
     ON CONFLICT (person_id, role, organisation_id, venue_id) DO UPDATE SET id = excluded.id, source = 'given', since = excluded.since,
       given_by = excluded.given_by, ends_at = excluded.ends_at WHERE r.ends_at <= excluded.since`,
    [role.id, role.personId, role.role, role.organisationId, role.venueId ?? null, now, role.givenBy, role.endsAt]);
  return rowCount === 1;
}
