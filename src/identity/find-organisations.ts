import type { Actor } from '../kernel/actor.ts';
import type { OrganisationId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { parseKbo, parseVCode } from './company-number.ts';
import { parsePhone } from './contact.ts';
import { MOST_FOUND, tolerateTypos, type Found } from './find.ts';
import type { OrganisationKind } from './organisation.ts';
import { mustBeAgent } from './standing.ts';

export interface FoundOrganisation {
  id: OrganisationId;
  name: string;
  kind: OrganisationKind;
  kbo?: string;
  vCode?: string;
  municipality?: string;
  representatives: number;
}

/**
 * An agent looks an organisation up by name (typos allowed), KBO number, vCode, address or phone number: twenty at most, the best first.
 * Refuses `not-signed-in` and `not-allowed`.
 */
export async function findOrganisations(tx: Transaction, text: string, actor: Actor, limit = MOST_FOUND): Promise<FoundOrganisation[]> {
  const agent = mustBeAgent(actor);
  const asked = text.trim().slice(0, 200);
  if (asked.length < 2) return [];
  await tolerateTypos(tx);
  const { rows } = await tx.raw<Found<FoundOrganisation>>(ORGANISATIONS, { text: asked, kbo: parseKbo(asked) ?? null, vCode: parseVCode(asked) ?? null, phone: parsePhone(asked) ?? null, limit });
  await audit(tx, { actor: agent, action: 'find-organisations', subjectKind: 'organisation', details: { found: rows.map(({ found }) => found.id) } });
  return rows.map(({ found }) => found);
}

const ORGANISATIONS = `
SELECT json_strip_nulls(json_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'kbo', o.kbo, 'vCode', o.v_code, 'municipality', o.municipality,
  'representatives', (SELECT count(*) FROM memberships m WHERE m.organisation_id = o.id AND m.role = 'representative' AND m.ended_at IS NULL))) AS found
FROM organisations o
WHERE fold(:text) <% fold(o.name) OR o.kbo = CAST(:kbo AS text) OR o.v_code = CAST(:vCode AS text) OR o.phone = CAST(:phone AS text) OR lower(o.email) = lower(:text)
ORDER BY o.kbo IS NOT DISTINCT FROM CAST(:kbo AS text) AND o.kbo IS NOT NULL DESC, word_similarity(fold(:text), fold(o.name)) DESC, o.name, o.id
LIMIT :limit`;
