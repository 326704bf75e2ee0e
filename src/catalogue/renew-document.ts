import { newId, type HallId, type OrganisationId, type VenueId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import { violatesUnique, type Database, type Transaction } from '../platform/db.ts';
import type { RefundStep } from './hall.ts';

export type DocumentKind = 'house-rules' | 'cancellation-terms';

export interface DocumentVersion {
  id: string;
  number: number;
  body: Translated;
  refundSteps: readonly RefundStep[];
  validFrom: LocalDate;
}

/** A document of an organisation: its versions, the newest first, and where it counts. */
export interface ManagedDocument {
  organisationId: OrganisationId;
  kind: DocumentKind;
  name: string;
  versions: DocumentVersion[];
  halls: { id: HallId; slug: string; name: Translated; venue: { id: VenueId; organisationId: OrganisationId; name: Translated } }[];
}

const COLUMN = { 'house-rules': 'house_rules', 'cancellation-terms': 'cancellation_terms' } as const;

/** The document of this kind that counts in a hall, by the hall's id; `undefined` when there is no such hall. */
export async function documentOfHall(db: Database | Transaction, hallId: HallId, kind: DocumentKind): Promise<ManagedDocument | undefined> {
  const column = COLUMN[kind];
  const { rows } = await db.raw<{ rows: Omit<ManagedDocument, 'kind'>[] }>(`
    SELECT v.organisation_id AS "organisationId", h.${column} AS name,
      (SELECT coalesce(jsonb_agg(to_jsonb(kept) ORDER BY kept.number DESC), '[]') FROM (
        SELECT d.id, d.number, d.body, d.refund_steps AS "refundSteps", d.valid_from AS "validFrom" FROM documents d
        WHERE d.organisation_id = v.organisation_id AND d.kind = ? AND d.name = h.${column} ORDER BY d.number DESC LIMIT 20) kept) AS versions,
      (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name, 'venue',
          jsonb_build_object('id', w.id, 'organisationId', w.organisation_id, 'name', w.name)) ORDER BY w.name ->> 'nl', o.name ->> 'nl', o.slug)
        FROM halls o JOIN venues w ON w.id = o.venue_id WHERE w.organisation_id = v.organisation_id AND o.${column} = h.${column}) AS halls
    FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.id = ?`, [kind, hallId]);
  return rows[0] && { ...rows[0], kind };
}

/**
 * Adds the next version of a document, which counts from its day on; who accepted an earlier one keeps it. Every hall under it gets a new
 * version. Refuses `version-outdated` when somebody added one since `expectedNumber`.
 */
export async function renewDocument(
  tx: Transaction, { organisationId, kind, name, halls }: ManagedDocument, version: Omit<DocumentVersion, 'id' | 'number'>, { expectedNumber, now }: { expectedNumber: number; now: Date },
): Promise<string> {
  const id = newId<'document'>(now);
  await tx('documents').insert({
    id, organisation_id: organisationId, kind, name, number: expectedNumber + 1, body: JSON.stringify(version.body),
    refund_steps: JSON.stringify(version.refundSteps), valid_from: version.validFrom,
  }).catch((thrown: unknown) => {
    throw violatesUnique(thrown, 'documents_organisation_id_kind_name_number_key') ? new Refusal('version-outdated', { facts: { version: expectedNumber + 1 } }) : thrown;
  });
  await tx('halls').whereIn('id', halls.map((hall) => hall.id)).increment('version', 1);
  return id;
}
