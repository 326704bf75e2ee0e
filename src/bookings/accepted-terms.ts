import type { TermsDocument } from '../catalogue/hall.ts';
import type { Database } from '../platform/db.ts';

export interface AcceptedTerms {
  houseRules: TermsDocument;
  cancellationTerms: TermsDocument;
}

/** The versions that were accepted with a booking, which may no longer be those in force; `undefined` when one of them is missing. */
export async function acceptedTerms(db: Database, booking: { houseRulesId: string; cancellationTermsId: string }): Promise<AcceptedTerms | undefined> {
  const { rows } = await db.raw<{ rows: TermsDocument[] }>(
    'SELECT id, number, body, refund_steps AS "refundSteps" FROM documents WHERE id IN (?, ?)', [booking.houseRulesId, booking.cancellationTermsId]);
  const byId = (id: string): TermsDocument | undefined => rows.find((row) => row.id === id);
  const [houseRules, cancellationTerms] = [byId(booking.houseRulesId), byId(booking.cancellationTermsId)];
  return houseRules && cancellationTerms ? { houseRules, cancellationTerms } : undefined;
}
