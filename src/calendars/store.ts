import type { OrganisationId, PersonId } from '../kernel/ids.ts';
import { newId } from '../kernel/ids.ts';
import type { Language } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { VOUCHED_DAYS, type FeedOwner } from './feed.ts';

export interface NewFeed {
  personId: PersonId;
  organisationId: OrganisationId | undefined;
  secretHash: Buffer;
  language: Language;
}

/** Keeps a new secret; the one before it, if there was one, opens nothing from now on. */
export async function putFeed(tx: Transaction, { personId, organisationId, secretHash, language }: NewFeed, now: Date): Promise<void> {
  await tx('calendar_feeds')
    .insert({ id: newId(now), person_id: personId, organisation_id: organisationId ?? null, secret_hash: secretHash, language, made_at: now, read_at: null })
    .onConflict(['person_id', 'organisation_id']).merge(['secret_hash', 'language', 'made_at', 'read_at']);
}

/** Answers whether there was one. */
export async function deleteFeed(tx: Transaction, personId: PersonId, organisationId: OrganisationId | undefined): Promise<boolean> {
  return (await tx('calendar_feeds').where({ person_id: personId, organisation_id: organisationId ?? null }).delete()) > 0;
}

interface OwnerRow {
  person_id: PersonId;
  organisation_id: OrganisationId | null;
  name: string | null;
  language: Language;
}

/** Whose bookings a secret opens now, and notes that it was read. An organisation's only as long as the person is a member. */
export async function readOwner(db: Database, secretHash: Buffer, now: Date): Promise<FeedOwner | undefined> {
  const { rows: [row] } = await db.raw<{ rows: OwnerRow[] }>(`
    WITH feed AS (
      SELECT f.* FROM calendar_feeds f WHERE f.secret_hash = :secretHash AND (f.organisation_id IS NULL OR EXISTS (
        SELECT FROM memberships m WHERE m.person_id = f.person_id AND m.organisation_id = f.organisation_id AND m.ended_at IS NULL
          AND (m.source <> 'login' OR f.made_at > CAST(:now AS timestamptz) - interval '${VOUCHED_DAYS} days')))
    ), noted AS (
      UPDATE calendar_feeds SET read_at = :now FROM feed
      WHERE calendar_feeds.id = feed.id AND (feed.read_at IS NULL OR feed.read_at < CAST(:now AS timestamptz) - interval '1 hour')
    )
    SELECT feed.person_id, feed.organisation_id, o.name, feed.language FROM feed LEFT JOIN organisations o ON o.id = feed.organisation_id`,
  { secretHash, now: now.toISOString() });
  if (!row) return undefined;
  return { personId: row.person_id, language: row.language, ...(row.organisation_id ? { organisation: { id: row.organisation_id, name: row.name! } } : {}) };
}
