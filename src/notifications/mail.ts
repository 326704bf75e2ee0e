import type { WhyChanged } from '../kernel/events.ts';
import type { Language } from '../kernel/text.ts';
import type { BookingId, OpenerId, PersonId } from '../kernel/ids.ts';

/** About one booking, to its booker. */
export const BOOKING_TEMPLATES = [
  'booking-requested', 'booking-held', 'booking-confirmed', 'booking-declined', 'booking-cancelled', 'booking-expired', 'payment-failed',
  'hold-ending',
] as const;
export type BookingTemplate = (typeof BOOKING_TEMPLATES)[number];

/** What a mail is about: the few facts by which its truth is found again when it is written. Never a secret. */
export interface TemplateFacts extends Record<BookingTemplate, Record<string, never>> {
  'paid-too-late': { paymentId: string };
  'refund-done': { refundId: string };
  'refund-failed': { refundId: string };
  /** `number`: the line of the history; what the booking was is kept beside it. */
  'booking-moved': { number: string };
  /** `start`: of the stay that it reminds of. */
  'reminder': { start: string };
  'manager-told': { what: 'cancelled' | 'moved'; number: string };
  'approval-asked': Record<string, never>;
  'feedback-wanted': Record<string, never>;
  'poor-feedback': Record<string, never>;
  'pay-link': { payLinkId: string };
  'proof-code': { personId: string; number: string };
  'code-changed': { why: WhyChanged };
  /** `start`: of the stay that it is about. */
  'door-at-risk': { state: 'at-risk' | 'fallback'; start: string };
  'opener-named': { openerId: string };
  'opener-reminder': { openerId: string; start: string };
  /** `number`: the line of the history. */
  'opener-moved': { openerId: string; number: string };
  'opener-ended': { openerId: string; why: 'withdrawn' | 'cancelled' };
  'opener-code-changed': { openerId: string };
  'opener-at-risk': { openerId: string; state: 'at-risk' | 'fallback'; start: string };
  'code-read-aloud': { revealId: string };
  /** `to`: somebody who does not log in here and need not know who booked, or whoever does. */
  'alarm': { alarmId: string; to: 'staff' | 'outside' };
  'alarm-escalated': { alarmId: string; to: 'staff' };
  'alarm-cleared': { alarmId: string; to: 'staff' | 'outside' };
  /** `start`: of the stay that it is about. */
  'door-without-code': { start: string };
  'invitation': { invitationId: string };
  'representative-confirmed': { organisationId: string };
  'role-given': { staffRoleId: string };
}

export type Template = keyof TemplateFacts;

export type MailStatus = 'waiting' | 'sent' | 'failed' | 'no-longer-true';

export interface MailRow {
  id: string;
  dedupe_key: string;
  booking_id: BookingId | null;
  person_id: PersonId | null;
  opener_id: OpenerId | null;
  template: Template;
  language: Language;
  recipient: string;
  facts: Record<string, string>;
  status: MailStatus;
  attempts: number;
  last_error: string | null;
  created_at: Date;
  sent_at: Date | null;
  resent_of: string | null;
  handled_at: Date | null;
}

/** What a mail says, in one language and without any markup. */
export interface Words {
  subject: string;
  lines: readonly string[];
  /** Name and value, shown as a list: hall, moment, price … */
  facts?: readonly (readonly [string, string])[];
  /** The one thing to do next. */
  action?: { label: string; url: string };
  after?: readonly string[];
}
