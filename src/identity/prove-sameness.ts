import type { Actor, SignedIn } from '../kernel/actor.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import { announce, type Transaction } from '../platform/db.ts';
import { hashProofCode, isProof, MOST_CODES, MOST_WRONG, newProofCode, proofCodeExpires, type MergeOfferRow, type Pair } from './merge-offer.ts';
import { mergePersons } from './merge-persons.ts';
import { mustBeAgent } from './standing.ts';
import type { PersonRow } from './store.ts';

/**
 * Mails a code to the address that was given by phone: whoever reads that mail is who booked. A new one voids the one before.
 * Refuses `not-found` (no such offer), `no-email-address` and, after three codes, `too-many-requests`.
 */
export async function sendProofCode(tx: Transaction, pair: Pair, language: Language): Promise<void> {
  const offer = await lockOffer(tx, pair);
  const phonePerson = await tx<PersonRow>('persons').where('id', pair.phonePersonId).first('email');
  if (!phonePerson?.email) throw new Refusal('no-email-address');
  if (offer.codes_sent >= MOST_CODES) throw new Refusal('too-many-requests');
  const number = offer.codes_sent + 1;
  await update(tx, pair, { codes_sent: number, wrong_codes: 0, code_hash: null, code_expires_at: null });
  await announce(tx, { type: 'proof-code-asked', ...pair, number, language });
}

/** Makes the code at the moment that its mail is written, so that it lies nowhere else. `undefined` when it is no longer asked for. */
export async function mintProofCode(tx: Transaction, pair: Pair, number: number, now: Date): Promise<string | undefined> {
  const code = newProofCode();
  const changed = await tx<MergeOfferRow>('merge_offers').where(columnsOf(pair)).where('codes_sent', number).whereNull('merged_at').whereNull('declined_at')
    .update({ code_hash: hashProofCode(pair, code), code_expires_at: proofCodeExpires(now) });
  return changed === 1 ? code : undefined;
}

export type ProofAnswer = { outcome: 'merged' } | { outcome: 'wrong'; left: number } | { outcome: 'stale' } | { outcome: 'too-many' };

/**
 * Compares the code that somebody typed; when it is right, everything of the person known by phone is theirs. A wrong one counts, and
 * after five that code is void: hence an answer, for a refusal would undo the count. Refuses `not-found`.
 */
export async function proveByCode(tx: Transaction, phonePersonId: Pair['phonePersonId'], code: string, person: SignedIn, now: Date): Promise<ProofAnswer> {
  const pair = { personId: person.personId, phonePersonId };
  const offer = await lockOffer(tx, pair);
  if (offer.wrong_codes >= MOST_WRONG) return { outcome: 'too-many' };
  if (offer.code_expires_at === null || offer.code_expires_at <= now) return { outcome: 'stale' };
  if (!isProof(offer, code.replace(/\s/g, ''))) return countWrong(tx, pair, offer);
  await mergePersons(tx, { from: phonePersonId, into: person.personId, reason: 'proved with a code by mail' }, person, now);
  await update(tx, pair, { merged_at: now, code_hash: null });
  return { outcome: 'merged' };
}

export type VouchAnswer = { outcome: 'waiting-for-agent' } | { outcome: 'wrong'; left: number } | { outcome: 'too-many' };

/**
 * Where no code can be mailed: the code of one of those bookings, which only its booker was told; an agent then confirms. Refuses
 * `not-found`, and `not-allowed` where there is an address to prove it with.
 */
export async function vouchByBooking(tx: Transaction, phonePersonId: Pair['phonePersonId'], bookingCode: string, person: SignedIn, now: Date): Promise<VouchAnswer> {
  const pair = { personId: person.personId, phonePersonId };
  const offer = await lockOffer(tx, pair);
  if ((await tx<PersonRow>('persons').where('id', phonePersonId).first('email'))?.email) throw new Refusal('not-allowed');
  if (offer.wrong_codes >= MOST_WRONG) return { outcome: 'too-many' };
  const booking = await tx<{ id: string; code: string; person_id: string }>('bookings').where({ code: bookingCode, person_id: phonePersonId }).first('id');
  if (!booking) return countWrong(tx, pair, offer);
  await update(tx, pair, { vouched_at: now });
  return { outcome: 'waiting-for-agent' };
}

/** An agent has asked, and confirms what somebody vouched for. Refuses `not-signed-in`, `not-allowed`, `not-found`. */
export async function confirmSameness(tx: Transaction, pair: Pair, actor: Actor, now: Date): Promise<void> {
  const agent = mustBeAgent(actor);
  const offer = await lockOffer(tx, pair);
  if (offer.vouched_at === null) throw new Refusal('not-found');
  await mergePersons(tx, { from: pair.phonePersonId, into: pair.personId, reason: 'confirmed by an agent, with the code of a booking' }, agent, now);
  await update(tx, pair, { merged_at: now });
}

/** "No, that is not me": it is not asked again. Refuses `not-found`. */
export async function declineMerge(tx: Transaction, pair: Pair, now: Date): Promise<void> {
  await lockOffer(tx, pair);
  await update(tx, pair, { declined_at: now, code_hash: null });
}

const columnsOf = ({ personId, phonePersonId }: Pair) => ({ person_id: personId, phone_person_id: phonePersonId });

const update = async (tx: Transaction, pair: Pair, change: Partial<MergeOfferRow>): Promise<void> =>
  void await tx<MergeOfferRow>('merge_offers').where(columnsOf(pair)).update(change);

async function lockOffer(tx: Transaction, pair: Pair): Promise<MergeOfferRow> {
  const row = await tx<MergeOfferRow>('merge_offers').where(columnsOf(pair)).whereNull('declined_at').whereNull('merged_at').forUpdate().first();
  if (!row) throw new Refusal('not-found');
  return row;
}

async function countWrong(tx: Transaction, pair: Pair, { wrong_codes: before }: MergeOfferRow): Promise<{ outcome: 'wrong'; left: number } | { outcome: 'too-many' }> {
  await update(tx, pair, { wrong_codes: before + 1 });
  const left = MOST_WRONG - before - 1;
  return left > 0 ? { outcome: 'wrong', left } : { outcome: 'too-many' };
}
