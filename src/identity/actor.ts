import type { BookerKind, RoleGiven, SignedIn } from '../kernel/actor.ts';
import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { prepared, type Database, type Transaction } from '../platform/db.ts';
import { hashToken, IDLE_MINUTES, LONGEST_MINUTES } from './session.ts';

/** Reading a session writes at most once in so many minutes. */
const SEEN_EVERY_MINUTES = 5;

export interface ActorSession {
  actor: SignedIn;
  expiresAt: Date;
  /** The organisation for which the login itself vouched, if any. */
  vouchedOrganisationId?: OrganisationId;
}

interface Row {
  person_id: PersonId;
  given_name: string;
  family_name: string;
  expires_at: Date;
  vouched_organisation_id: OrganisationId | null;
  organisation_id: OrganisationId | null;
  organisation_name: string | null;
  organisation_kind: Exclude<BookerKind, 'resident'> | null;
  membership_role: 'representative' | 'member' | null;
  member_of: OrganisationId[];
  roles: RoleGiven[];
}

/**
 * Who stands behind a session's token, in one statement since every request asks: the person, for whom they act as long as their
 * membership lasts, and their staff roles as they are now. `undefined` when the session has ended or nobody has logged in.
 * A membership that only the government login knows of counts while this login vouches for it: it may have ended there since.
 * Being asked keeps the session alive: eight hours from now, twelve from the login at most.
 */
export async function loadActor(db: Database | Transaction, token: string, now: Date): Promise<ActorSession | undefined> {
  const { rows: [row] } = await prepared<Row>(db, 'session', SESSION, { hash: hashToken(token), now: now.toISOString() });
  if (!row) return undefined;
  const organisation = row.organisation_id
    ? { id: row.organisation_id, name: row.organisation_name!, representative: row.membership_role === 'representative' }
    : undefined;
  return {
    expiresAt: row.expires_at,
    ...(row.vouched_organisation_id ? { vouchedOrganisationId: row.vouched_organisation_id } : {}),
    actor: {
      kind: 'person',
      personId: row.person_id,
      name: `${row.given_name} ${row.family_name}`.trim(),
      ...(organisation ? { organisation } : {}),
      memberOf: row.member_of,
      bookerKind: row.organisation_kind ?? 'resident',
      channel: 'web',
      roles: row.roles,
    },
  };
}

const SESSION = `
WITH session AS (
  SELECT * FROM sessions WHERE token_hash = :hash AND expires_at > CAST(:now AS timestamptz) AND person_id IS NOT NULL
), seen AS (
  UPDATE sessions s
  SET seen_at = :now, expires_at = least(CAST(:now AS timestamptz) + interval '${IDLE_MINUTES} minutes', s.created_at + interval '${LONGEST_MINUTES} minutes')
  FROM session
  WHERE s.token_hash = session.token_hash AND session.seen_at < CAST(:now AS timestamptz) - interval '${SEEN_EVERY_MINUTES} minutes'
  RETURNING s.expires_at
)
SELECT p.id AS person_id, p.given_name, p.family_name, s.vouched_organisation_id,
  coalesce((SELECT expires_at FROM seen), s.expires_at) AS expires_at,
  o.id AS organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, m.role AS membership_role,
  (SELECT coalesce(json_agg(organisation_id ORDER BY organisation_id), '[]') FROM memberships
    WHERE person_id = p.id AND ended_at IS NULL AND (source <> 'login' OR organisation_id = s.vouched_organisation_id)) AS member_of,
  (SELECT coalesce(json_agg(json_strip_nulls(json_build_object('role', role, 'organisationId', organisation_id, 'venueId', venue_id))
      ORDER BY role, organisation_id, venue_id), '[]') FROM roles_in_force WHERE person_id = p.id) AS roles
FROM session s
JOIN persons p ON p.id = s.person_id
LEFT JOIN memberships m ON m.organisation_id = s.organisation_id AND m.person_id = p.id AND m.ended_at IS NULL
  AND (m.source <> 'login' OR m.organisation_id = s.vouched_organisation_id)
LEFT JOIN organisations o ON o.id = m.organisation_id`;
