import { roleOf, type Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { auditRead } from './audit.ts';
import { parsePhone } from './contact.ts';
import { MOST_FOUND, tolerateTypos, type Found } from './find.ts';
import { mustBeAgent } from './standing.ts';

export interface FoundPerson {
  id: PersonId;
  givenName: string;
  familyName: string;
  email?: string;
  phone?: string;
  /** False for a caller whom an agent entered and who has never logged in. */
  hasLoggedIn: boolean;
}

/**
 * An agent looks somebody up by name (typos allowed), address or phone number: twenty at most, the best first. What was looked
 * for is not logged, but who was found is. Refuses `not-signed-in` and `not-allowed`.
 */
export async function findPersons(tx: Transaction, text: string, actor: Actor, limit = MOST_FOUND): Promise<FoundPerson[]> {
  const agent = mustBeAgent(actor);
  const asked = text.trim().slice(0, 200);
  if (asked.length < 2) return [];
  await tolerateTypos(tx);
  const { rows } = await tx.raw<Found<FoundPerson>>(PERSONS, { text: asked, phone: parsePhone(asked) ?? null, limit });
  await auditRead(tx, { actor: agent, as: roleOf(agent, 'agent'), action: 'find-persons', subjectKind: 'person', persons: rows.map(({ found }) => found.id) });
  return rows.map(({ found }) => found);
}

const PERSONS = `
SELECT json_strip_nulls(json_build_object('id', id, 'givenName', given_name, 'familyName', family_name, 'email', email,
  'phone', phone, 'hasLoggedIn', subject IS NOT NULL)) AS found
FROM persons
WHERE (fold(:text) <% fold(given_name || ' ' || family_name) OR lower(email) = lower(:text) OR phone = CAST(:phone AS text)) AND merged_into IS NULL
ORDER BY lower(email) IS NOT DISTINCT FROM lower(:text) OR phone IS NOT DISTINCT FROM CAST(:phone AS text) DESC,
  word_similarity(fold(:text), fold(given_name || ' ' || family_name)) DESC, family_name, given_name, id
LIMIT :limit`;
