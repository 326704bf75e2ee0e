import type { Actor } from '../kernel/actor.ts';
import type { PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { administratorRole } from './administer.ts';
import { auditRead } from './audit.ts';
import { tolerateTypos, type Found } from './find.ts';
import { mustBeAdministrator } from './list-roles.ts';

export interface Colleague {
  id: PersonId;
  name: string;
  /** As much of the address as tells two people of one name apart; whole for whoever was looked up by it. */
  email?: string;
}

const MOST_FOUND = 10;

/**
 * An administrator looks up somebody to give a role to, among those who have logged in: by name (typos allowed) or by address; ten at most, the best first.
 * What was looked for is not logged, but who was found is. Refuses `not-signed-in` and `not-allowed`.
 */
export async function findColleagues(tx: Transaction, text: string, actor: Actor): Promise<Colleague[]> {
  const administrator = mustBeAdministrator(actor);
  const asked = text.trim().slice(0, 200);
  if (asked.length < 2) return [];
  await tolerateTypos(tx);
  const { rows } = await tx.raw<Found<Colleague>>(COLLEAGUES, { text: asked });
  const found = rows.map(({ found: one }) => shortened(one, asked));
  await auditRead(tx, {
    actor: administrator, as: await administratorRole(tx, administrator), action: 'find-colleagues', subjectKind: 'person', persons: found.map(({ id }) => id),
  });
  return found;
}

/** `an.goossens@leuven.be` → `a…@leuven.be`: an administrator of halls is no reader of the whole address book. */
function shortened({ email, ...one }: Colleague, asked: string): Colleague {
  if (email === undefined) return one;
  const whole = email.toLowerCase() === asked.toLowerCase();
  return { ...one, email: whole ? email : `${email.slice(0, 1)}…${email.slice(email.lastIndexOf('@'))}` };
}

const COLLEAGUES = `
SELECT json_strip_nulls(json_build_object('id', id, 'name', trim(given_name || ' ' || family_name), 'email', email)) AS found
FROM persons
WHERE subject IS NOT NULL AND (fold(:text) <% fold(given_name || ' ' || family_name) OR lower(email) = lower(:text))
ORDER BY lower(email) IS NOT DISTINCT FROM lower(:text) DESC, word_similarity(fold(:text), fold(given_name || ' ' || family_name)) DESC, family_name, given_name, id
LIMIT ${MOST_FOUND}`;
