import { roleOf, type Actor } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Transaction } from '../platform/db.ts';
import { auditRead } from './audit.ts';
import type { MembershipRole, MembershipSource } from './organisation.ts';
import { standingIn } from './standing.ts';

export interface Member {
  personId: PersonId;
  name: string;
  /** For representatives and agents only. */
  email?: string;
  role: MembershipRole;
  source: MembershipSource;
  since: Date;
}

/** The last member of the page before. */
export type MemberPosition = Pick<Member, 'name' | 'personId' | 'role'>;

export interface MemberPage {
  items: Member[];
  next?: MemberPosition;
}

interface Row {
  person_id: PersonId;
  name: string;
  email: string | null;
  role: MembershipRole;
  source: MembershipSource;
  since: Date;
}

/**
 * Who may act for an organisation, representatives first, for its members and for agents; that an agent reads it is logged.
 * Refuses `not-signed-in` and `not-found`.
 */
export async function listMembers(tx: Transaction, ask: Ask, actor: Actor): Promise<MemberPage> {
  const { person, standing } = await standingIn(tx, ask.organisationId, actor);
  const rows = await page(tx, ask);
  const items = rows.slice(0, ask.limit).map(standing === 'member' ? withoutEmail : withEmail);
  if (standing === 'agent') {
    const persons = items.map(({ personId }) => personId);
    await auditRead(tx, { actor: person, as: roleOf(person, 'agent'), action: 'read-members', subjectKind: 'organisation', subjectId: ask.organisationId, persons });
  }
  const last = items.at(-1);
  return rows.length > ask.limit && last ? { items, next: { name: last.name, personId: last.personId, role: last.role } } : { items };
}

type Ask = { organisationId: OrganisationId; limit: number; after?: MemberPosition };

/** One current member. Refuses `not-found`. */
export async function memberOf(tx: Transaction, organisationId: OrganisationId, personId: PersonId): Promise<Member> {
  const { rows: [row] } = await tx.raw<{ rows: Row[] }>(`${MEMBERS} AND m.person_id = :personId`, { organisationId, personId });
  if (!row) throw new Refusal('not-found');
  return withEmail(row);
}

/** Ordered by one row of three values, so that the next page is whatever is greater. */
async function page(tx: Transaction, { organisationId, limit, after }: Ask): Promise<Row[]> {
  const position = after ? `WHERE (role <> 'representative', name, person_id) > (:role <> 'representative', :name, CAST(:personId AS uuid))` : '';
  const { rows } = await tx.raw<{ rows: Row[] }>(
    `SELECT * FROM (${MEMBERS}) AS members ${position} ORDER BY role <> 'representative', name, person_id LIMIT :limit`,
    { organisationId, limit: limit + 1, ...after });
  return rows;
}

const MEMBERS = `
  SELECT p.id AS person_id, trim(p.given_name || ' ' || p.family_name) AS name, p.email, m.role, m.source, m.since
  FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.organisation_id = :organisationId AND m.ended_at IS NULL`;

const withoutEmail = (row: Row): Member =>
  ({ personId: row.person_id, name: row.name, role: row.role, source: row.source, since: row.since });

const withEmail = (row: Row): Member => ({ ...withoutEmail(row), ...(row.email === null ? {} : { email: row.email }) });
