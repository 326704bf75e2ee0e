import { documentOfHall, renewDocument, type DocumentKind, type DocumentVersion, type ManagedDocument } from '../catalogue/renew-document.ts';
import type { RefundStep } from '../catalogue/hall.ts';
import { fault, invalid } from '../contract/invalid.ts';
import { audit } from '../identity/audit.ts';
import { hasOneOfAt, VENUE_MANAGERS, type Actor } from '../kernel/actor.ts';
import type { HallId } from '../kernel/ids.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import { localDate, type LocalDate } from '../kernel/time.ts';
import { announce, type Database, type Transaction } from '../platform/db.ts';

export const MOST_STEPS = 6;

/** House rules or cancellation terms of a hall that the actor manages. Refuses `not-found` and `not-allowed`. */
export async function termsToManage(db: Database | Transaction, hallId: HallId, kind: DocumentKind, actor: Actor): Promise<ManagedDocument> {
  const document = await documentOfHall(db, hallId, kind);
  if (!document) throw new Refusal('not-found');
  if (!document.halls.some(({ id, venue }) => id === hallId && hasOneOfAt(actor, VENUE_MANAGERS, venue))) throw new Refusal('not-allowed');
  return document;
}

/** True when the actor manages every venue in which this document counts: only then it is theirs to renew. */
export const mayRenew = ({ halls }: ManagedDocument, actor: Actor): boolean => halls.every(({ venue }) => hasOneOfAt(actor, VENUE_MANAGERS, venue));

/**
 * Adds a version of house rules or cancellation terms for every hall under them, from a day on: today or later, and not before a version
 * that is planned already. Bookings keep what they accepted. Announces `halls-changed`. Refuses `not-found`, `not-allowed`,
 * `version-outdated` and `invalid-request`.
 */
export async function renewTerms(
  tx: Transaction, { hallId, kind, version, expectedNumber }: { hallId: HallId; kind: DocumentKind; version: Omit<DocumentVersion, 'id' | 'number'>; expectedNumber: number }, actor: Actor, now: Date,
): Promise<void> {
  const document = await termsToManage(tx, hallId, kind, actor);
  if (!mayRenew(document, actor)) throw new Refusal('not-allowed');
  if ((document.versions[0]?.number ?? 0) !== expectedNumber) throw new Refusal('version-outdated', { facts: { version: document.versions[0]?.number ?? 0 } });
  const faults = faultsInTerms(document, version, localDate(now));
  if (faults.length > 0) throw invalid(...faults);
  const id = await renewDocument(tx, document, version, { expectedNumber, now });
  const details = { kind, name: document.name, number: expectedNumber + 1, validFrom: version.validFrom };
  await audit(tx, { actor, action: 'renew-terms', subjectKind: 'document', subjectId: id, details });
  await announce(tx, { type: 'halls-changed', hallIds: document.halls.map((hall) => hall.id) });
}

/** What of a new version cannot be: steps that are not in order or give back more for a later cancellation, or a day that is over or too early. */
export function faultsInTerms({ versions }: ManagedDocument, { refundSteps, validFrom }: Omit<DocumentVersion, 'id' | 'number'>, today: LocalDate): Violation[] {
  const planned = versions.map((version) => version.validFrom).sort().at(-1) ?? today;
  return [
    ...(validFrom < today || validFrom < planned ? [fault('body/validFrom', 'minimum', { limit: planned > today ? planned : today })] : []),
    ...(goodSteps(refundSteps) ? [] : [fault('body/refundSteps', 'other')]),
  ];
}

/** From the earliest cancellation to the latest: each step gives back less than the one before. */
const goodSteps = (steps: readonly RefundStep[]): boolean => steps.length <= MOST_STEPS
  && steps.every(({ hoursBefore, percent }) => Number.isInteger(hoursBefore) && hoursBefore >= 0 && hoursBefore <= 8_760 && Number.isInteger(percent) && percent >= 1 && percent <= 100)
  && steps.every(({ hoursBefore, percent }, index) => index === 0 || (hoursBefore < steps[index - 1]!.hoursBefore && percent < steps[index - 1]!.percent));
