import type { Actor } from '../kernel/actor.ts';
import { newId, type OrganisationId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { violatesUnique, type Transaction } from '../platform/db.ts';
import { audit } from './audit.ts';
import { readEmail, readKbo, readPhone } from './fields.ts';
import type { OrganisationKind } from './organisation.ts';
import { mustBeAgent } from './standing.ts';
import type { OrganisationRow } from './store.ts';

export interface NewOrganisation {
  kind: OrganisationKind;
  name: string;
  kbo?: string | undefined;
  vCode?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  street?: string | undefined;
  postalCode?: string | undefined;
  municipality?: string | undefined;
}

/**
 * An agent enters an organisation, for instance an association without a KBO number; who represents it is confirmed next.
 * Refuses `not-signed-in`, `not-allowed`, `invalid-request` (naming the field), `already-exists` when its number is known.
 */
export async function createOrganisation(tx: Transaction, ask: NewOrganisation, actor: Actor, now: Date): Promise<OrganisationId> {
  const agent = mustBeAgent(actor);
  const row = rowOf(ask, newId(now), now);
  await tx<OrganisationRow>('organisations').insert(row).catch((thrown: unknown) => {
    throw violatesUnique(thrown) ? new Refusal('already-exists') : thrown;
  });
  await audit(tx, { actor: agent, action: 'create-organisation', subjectKind: 'organisation', subjectId: row.id });
  return row.id;
}

const rowOf = (ask: NewOrganisation, id: OrganisationId, now: Date) => ({
  id, kind: ask.kind, name: ask.name.trim(), created_at: now,
  kbo: readKbo(ask.kbo) ?? null, v_code: ask.vCode ?? null, email: readEmail(ask.email) ?? null, phone: readPhone(ask.phone) ?? null,
  street: ask.street ?? null, postal_code: ask.postalCode ?? null, municipality: ask.municipality ?? null,
});
