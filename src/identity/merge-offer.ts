import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { PersonId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';

export interface MergeOfferRow {
  person_id: PersonId;
  phone_person_id: PersonId;
  offered_at: Date;
  declined_at: Date | null;
  code_hash: Buffer | null;
  code_expires_at: Date | null;
  codes_sent: number;
  wrong_codes: number;
  vouched_at: Date | null;
  merged_at: Date | null;
}

/** Somebody who logged in, and somebody known by phone who may be the same. */
export interface Pair {
  personId: PersonId;
  phonePersonId: PersonId;
}

/** Guessing one of a million has a chance of one in seventy thousand; after that only an agent helps. */
export const MOST_CODES = 3;
export const MOST_WRONG = 5;

const MINUTES_VALID = 30;

/** Six digits, to be typed over from a mail. */
export const newProofCode = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** The code is worth nothing to anybody else, nor after half an hour: what is kept is bound to both persons. */
export const hashProofCode = ({ personId, phonePersonId }: Pair, code: string): Buffer =>
  createHash('sha256').update(`same person ${personId} ${phonePersonId} ${code}`).digest();

export const proofCodeExpires = (now: Date): Date => addMinutes(now, MINUTES_VALID);

export const isProof = ({ code_hash: hash, ...row }: MergeOfferRow, code: string): boolean =>
  hash !== null && timingSafeEqual(hash, hashProofCode({ personId: row.person_id, phonePersonId: row.phone_person_id }, code));

/** `lea.vandamme@example.com` → `l•••@example.com`: enough to recognise one's own address by. */
export const maskedAddress = (email: string): string => `${email.slice(0, 1)}•••${email.slice(email.lastIndexOf('@'))}`;
