import type { PersonId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import { maskedAddress, MOST_CODES, MOST_WRONG, type MergeOfferRow } from './merge-offer.ts';

/** What somebody who logged in may be asked: are these bookings by phone yours? Nothing of the other is told but where a code would go. */
export interface MergeOffer {
  phonePersonId: PersonId;
  /** Masked; absent when there is none, and an agent has to confirm. */
  address?: string;
  state: 'open' | 'code-sent' | 'waiting-for-agent' | 'closed';
}

/**
 * Who was entered by phone and may be this person, because they share an address, or a number and a name. Never merged by that alone:
 * `prove-sameness.ts`. Remembers that it was asked.
 */
export async function offerMerges(tx: Transaction, personId: PersonId, now: Date): Promise<MergeOffer[]> {
  await tx.raw(`
    INSERT INTO merge_offers (person_id, phone_person_id, offered_at)
    SELECT p.id, q.id, :now FROM persons p JOIN persons q ON q.subject IS NULL AND q.merged_into IS NULL
      AND (lower(q.email) = lower(p.email) OR (q.phone = p.phone AND fold(q.given_name || ' ' || q.family_name) = fold(p.given_name || ' ' || p.family_name)))
    WHERE p.id = :personId AND p.subject IS NOT NULL
      AND (EXISTS (SELECT FROM bookings WHERE person_id = q.id) OR EXISTS (SELECT FROM memberships WHERE person_id = q.id))
    ORDER BY q.id LIMIT ${MOST_OFFERS} ON CONFLICT DO NOTHING`, { personId, now });
  return openOffers(tx, personId, now);
}

const MOST_OFFERS = 5;

/** The offers that somebody has not answered yet. */
export async function openOffers(db: Database | Transaction, personId: PersonId, now: Date): Promise<MergeOffer[]> {
  const { rows } = await db.raw<{ rows: (MergeOfferRow & { email: string | null })[] }>(
    `SELECT f.*, q.email FROM merge_offers f JOIN persons q ON q.id = f.phone_person_id
     WHERE f.person_id = ? AND f.declined_at IS NULL AND f.merged_at IS NULL AND q.merged_into IS NULL ORDER BY f.phone_person_id LIMIT ${MOST_OFFERS}`, [personId]);
  return rows.map((row) => ({
    phonePersonId: row.phone_person_id, state: stateOf(row, now), ...(row.email === null ? {} : { address: maskedAddress(row.email) }),
  }));
}

function stateOf(row: MergeOfferRow, now: Date): MergeOffer['state'] {
  if (row.vouched_at) return 'waiting-for-agent';
  if (row.wrong_codes >= MOST_WRONG && row.codes_sent >= MOST_CODES) return 'closed';
  const waitsForMail = row.codes_sent > 0 && row.code_expires_at === null;
  return waitsForMail || (row.code_expires_at !== null && row.code_expires_at > now) ? 'code-sent' : 'open';
}
