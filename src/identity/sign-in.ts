import type { StaffRole } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import type { LoginClaims } from './login.ts';
import { actsForItAtOnce, roleAtLogin } from './organisation.ts';
import { replaceLoginRoles, upsertMembership, upsertOrganisation, upsertPerson } from './store.ts';

/** Our roles as the rights are named in the registration with ACM/IDM. */
const ROLE_NAMES: Readonly<Record<string, StaffRole>> = {
  agent: 'agent', manager: 'manager', finance: 'finance', administrator: 'administrator', reader: 'reader',
};

export interface SignedInAs {
  personId: PersonId;
  /** For whom they act now; absent: for themselves. */
  organisationId?: OrganisationId;
  /** For whom the login says that they may act. */
  vouchedOrganisationId?: OrganisationId;
}

/**
 * Takes over what the login says: the person, known by `sub` from then on, with the name and contact of the profile; the
 * organisation for which they logged in, with their membership; and their staff roles, which replace those of the last login.
 * Staff log in through the city or a directorate, but act as a person until they choose otherwise.
 */
export async function signIn(tx: Transaction, claims: LoginClaims, now: Date): Promise<SignedInAs> {
  const personId = await upsertPerson(tx, claims, now);
  const roles = claims.roles.flatMap(({ role, organisationCode }) => {
    const ours = ROLE_NAMES[role.toLowerCase()];
    return ours ? [{ role: ours, organisationCode }] : [];
  });
  const session = { personId, ...(claims.organisation ? await joinOrganisation(tx, personId, claims.organisation, now) : {}) };
  await replaceLoginRoles(tx, personId, roles, now);
  if (roles.length > 0) await auditStaffLogin(tx, personId, roles.map(({ role }) => role));
  return session;
}

async function joinOrganisation(tx: Transaction, personId: PersonId, claimed: NonNullable<LoginClaims['organisation']>, now: Date) {
  const id = await upsertOrganisation(tx, claimed, now);
  await upsertMembership(tx, { organisationId: id, personId, role: roleAtLogin(claimed.group), source: 'login' }, now);
  return { vouchedOrganisationId: id, ...(actsForItAtOnce(claimed.group) ? { organisationId: id } : {}) };
}

const auditStaffLogin = (tx: Transaction, personId: PersonId, roles: readonly StaffRole[]): Promise<void> =>
  audit(tx, { actor: 'system', channel: 'web', action: 'log-in', subjectKind: 'person', subjectId: personId, details: { roles } });
