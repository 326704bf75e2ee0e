import type { SignedIn } from '../kernel/actor.ts';
import type { OpenerId } from '../kernel/ids.ts';

/** How an agent knew that it is the booker who calls: the number of the booking and the name, an address or phone number that we know, or by calling back at that number. */
export const IDENTITY_CHECKS = ['booking-and-name', 'known-contact', 'call-back'] as const;
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number];

/** By what right somebody sees digits. */
export type CodeViewer =
  | { as: 'booker'; person: SignedIn }
  | { as: 'opener'; openerId: OpenerId }
  | { as: 'agent'; person: SignedIn; check: IdentityCheck; reason: string };
