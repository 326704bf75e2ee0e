import type { StaffRole } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/text.ts';
import type { AccessKind } from '../../catalogue/hall.ts';
import type { BookingTemplate } from '../mail.ts';
import type { AlarmTexts } from './alarm-texts.ts';
import type { ChangeTexts } from './change-texts.ts';
import type { DoorTexts } from './door-texts.ts';
import type { OpenerTexts } from './opener-texts.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';

/** A booking in words: amounts, days and times as the reader's language writes them. */
export interface SaidBooking {
  hall: string;
  venue: string;
  when: string;
  booker: string;
  due: string;
  /** Empty when there is none. */
  heldUntil: string;
  reason: string;
  access: AccessKind;
  wasRequested: boolean;
  isFree: boolean;
  /** What happens with money at a cancellation. */
  refund: 'nothing-paid' | 'nothing-back' | { amount: string };
  contact: string;
}

export interface Said {
  subject: string;
  lines: readonly string[];
  /** What the button says. */
  action?: string;
  after?: readonly string[];
}

/** Everything that mails say in one language. A door code is never in a mail: mails are forwarded and printed. */
export interface MailTexts extends ChangeTexts, DoorTexts, OpenerTexts, AlarmTexts {
  greeting: (name: string) => string;
  greetingAll: string;
  closing: string;
  sender: (city: string) => string;
  footer: (phone: string, email: string) => string;
  labels: Record<'hall' | 'address' | 'when' | 'activity' | 'booker' | 'attendance' | 'price' | 'code' | 'lock' | 'since', string>;
  booking: Record<BookingTemplate, (booking: SaidBooking) => Said>;
  approvalAsked: (booking: SaidBooking) => Said;
  feedbackWanted: (booking: SaidBooking) => Said;
  poorFeedback: (booking: SaidBooking, feedback: { stars: number; text: string }) => Said;
  /** Instead of a button that leads to a page behind the login. */
  payByEarlierLink: string;
  payLink: (booking: SaidBooking) => Said;
  proofCode: (code: string) => Said;
  paidTooLate: (booking: SaidBooking, amount: string) => Said;
  paidTwice: (booking: SaidBooking, amount: string) => Said;
  refundDone: (booking: SaidBooking, amount: string, what: 'price' | 'deposit') => Said;
  refundFailed: (booking: SaidBooking, amount: string) => Said;
  invitation: (facts: { organisation: string; inviter: string; role: 'representative' | 'member'; until: string }) => Said;
  representativeConfirmed: (organisation: string) => Said;
  /** `lastDay` is empty for a role that has no end. */
  roleGiven: (facts: { role: StaffRole; place: string; lastDay: string }) => Said;
}

export const MAIL_TEXTS: Record<Language, MailTexts> = { nl, en, fr };
