import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import type { Actor } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import { localDate } from '../kernel/time.ts';
import type { Transaction } from '../platform/db.ts';
import { faultsOf } from './read-rules.ts';
import { draftOf, faultsFor } from './regulation.ts';
import { vatRules } from './regulation-views.ts';
import { lockRegulation } from './save-draft.ts';

/**
 * Makes the draft count from its day on, for good. It is checked once more: halls and VAT may have changed since it was saved. Refuses `not-found`,
 * `not-allowed`, `version-outdated` when it was saved again since it was looked at, and `invalid-request`.
 */
export async function publishVersion(tx: Transaction, regulationId: string, expectedVersion: number, actor: Actor, now: Date): Promise<void> {
  const regulation = await lockRegulation(tx, regulationId, actor);
  const draft = draftOf(regulation);
  if (!draft || draft.version !== expectedVersion) throw new Refusal('version-outdated', { facts: { version: draft?.version ?? 0 } });
  const faults = [
    ...(draft.validFrom < localDate(now) ? [fault('validFrom', 'unknown-value')] : []),
    ...faultsOf(draft.rules), ...faultsFor(regulation, draft.rules, await vatRules(tx), draft.validFrom),
  ];
  if (faults.length > 0) throw invalid(...faults);
  await tx('tariff_versions').where({ id: draft.id }).update({ published_at: now, published_by: actor.kind === 'person' ? actor.personId : null });
  await audit(tx, { actor, action: 'publish-tariff', subjectKind: 'regulation', subjectId: regulation.id, details: { number: draft.number, validFrom: draft.validFrom } });
}
