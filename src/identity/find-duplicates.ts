import { roleOf, type Actor } from '../kernel/actor.ts';
import type { Transaction } from '../platform/db.ts';
import { auditRead } from './audit.ts';
import { parseEmail, parsePhone } from './contact.ts';
import type { NewPerson } from './create-person.ts';
import type { Found } from './find.ts';
import type { FoundPerson } from './find-persons.ts';
import { mustBeAgent } from './standing.ts';

const MOST = 5;
/** Two names that differ in a letter or two; the find field is far more forgiving. */
const ALIKE = 0.7;

/**
 * Whom an agent might mean who is about to enter somebody: the same address, the same number, or nearly the same name; the surest
 * first. Who was found is logged. Refuses `not-signed-in` and `not-allowed`.
 */
export async function findDuplicates(tx: Transaction, ask: NewPerson, actor: Actor): Promise<FoundPerson[]> {
  const agent = mustBeAgent(actor);
  const { rows } = await tx.raw<Found<FoundPerson>>(DUPLICATES, {
    name: `${ask.givenName} ${ask.familyName}`.trim(), email: parseEmail(ask.email ?? '') ?? null, phone: parsePhone(ask.phone ?? '') ?? null,
  });
  if (rows.length > 0) await auditRead(tx, { actor: agent, as: roleOf(agent, 'agent'), action: 'find-persons', subjectKind: 'person', persons: rows.map(({ found }) => found.id) });
  return rows.map(({ found }) => found);
}

const DUPLICATES = `
SELECT json_strip_nulls(json_build_object('id', id, 'givenName', given_name, 'familyName', family_name, 'email', email,
  'phone', phone, 'hasLoggedIn', subject IS NOT NULL)) AS found
FROM persons
WHERE merged_into IS NULL AND (lower(email) = lower(CAST(:email AS text)) OR phone = CAST(:phone AS text)
  OR (fold(given_name || ' ' || family_name) % fold(:name) AND similarity(fold(given_name || ' ' || family_name), fold(:name)) >= ${ALIKE}))
ORDER BY (lower(email) IS NOT DISTINCT FROM lower(CAST(:email AS text)) AND email IS NOT NULL)::int + (phone IS NOT DISTINCT FROM CAST(:phone AS text) AND phone IS NOT NULL)::int DESC,
  similarity(fold(given_name || ' ' || family_name), fold(:name)) DESC, id
LIMIT ${MOST}`;
