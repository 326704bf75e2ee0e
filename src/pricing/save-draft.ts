import { audit } from '../identity/audit.ts';
import { fault, invalid } from '../contract/invalid.ts';
import type { Actor } from '../kernel/actor.ts';
import { newId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate, type LocalDate } from '../kernel/time.ts';
import type { Transaction } from '../platform/db.ts';
import { readRulesText } from './read-rules.ts';
import { draftOf, faultsFor, type Regulation } from './regulation.ts';
import { readRegulation, vatRules } from './regulation-views.ts';

export interface Draft {
  /** YAML, as its author keeps it. */
  source: string;
  validFrom: LocalDate;
  countsBy: 'activity' | 'booking';
  /** That of the draft that was seen; 0 when there was none. */
  expectedVersion: number;
}

/**
 * Writes the next version of a regulation, which counts for nobody until it is published. Everything that overlaps, is missing or is not known
 * is found now. Refuses `not-found`, `not-allowed`, `version-outdated` and `invalid-request` with each field in which something is wrong.
 */
export async function saveDraft(tx: Transaction, regulationId: string, draft: Draft, actor: Actor, now: Date): Promise<void> {
  const regulation = await lockRegulation(tx, regulationId, actor);
  const before = draftOf(regulation);
  if ((before?.version ?? 0) !== draft.expectedVersion) throw new Refusal('version-outdated', { facts: { version: before?.version ?? 0 } });
  const rules = readRulesText(draft.source);
  const faults = [...(draft.validFrom < localDate(now) ? [fault('validFrom', 'unknown-value')] : []), ...faultsFor(regulation, rules, await vatRules(tx), draft.validFrom)];
  if (faults.length > 0) throw invalid(...faults);
  const columns = { valid_from: draft.validFrom, counts_by: draft.countsBy, rules: JSON.stringify(rules), source: draft.source };
  if (before) await tx('tariff_versions').where({ id: before.id }).update({ ...columns, version: before.version + 1 });
  else await tx('tariff_versions').insert({ id: newId(), regulation_id: regulation.id, number: (regulation.versions[0]?.number ?? 0) + 1, ...columns });
  await audit(tx, { actor, action: 'save-tariff', subjectKind: 'regulation', subjectId: regulation.id, details: { validFrom: draft.validFrom, countsBy: draft.countsBy } });
}

/** The regulation, which nobody else changes until this transaction ends. */
export async function lockRegulation(tx: Transaction, id: string, actor: Actor): Promise<Regulation> {
  const { id: known } = await readRegulation(tx, id, actor);
  await tx.raw('SELECT FROM regulations WHERE id = ? FOR UPDATE', [known]);
  return readRegulation(tx, known, actor);
}
