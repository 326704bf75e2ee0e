import type { WhyChanged } from '../../kernel/events.ts';
import type { Said, SaidBooking } from './mail-texts.ts';

/** Whom to call at a door that stays shut. */
export interface SaidHelp {
  first: string;
  /** When nobody answers there; empty when there is no second number. */
  otherwise: string;
}

export interface DoorTexts {
  /** The digits that somebody saw were replaced. Never the new ones: mails are forwarded and printed. */
  codeChanged: (booking: SaidBooking, help: SaidHelp, why: WhyChanged) => Said;
  /** The lock has not confirmed the code, and the booker comes soon. */
  doorAtRisk: Record<'at-risk' | 'fallback', (booking: SaidBooking, help: SaidHelp) => Said>;
  /** One more line of those, also to openers: there is a spare code on the lock. Never its digits. */
  spareReady: string;
}
