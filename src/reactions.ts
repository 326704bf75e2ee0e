import { expireBookings } from './bookings/expire-bookings.ts';
import type { DoorKeys } from './access/door-keys.ts';
import { grantComing } from './access/grant-coming.ts';
import { issueGrant } from './access/issue-grant.ts';
import { moveGrant } from './access/move-grant.ts';
import { revokeGrant } from './access/revoke-grant.ts';
import type { DomainEvent, EventOf, EventType } from './kernel/events.ts';
import {
  mailApprovalAsked, mailBookingCancelled, mailBookingConfirmed, mailBookingDeclined, mailBookingExpired, mailBookingHeld,
  mailBookingRequested, mailPaidTooLate, mailPayLink, mailPaymentFailed, mailRefundDone, mailRefundFailed,
} from './notifications/booking-mails.ts';
import { mailAlarm, mailAlarmCleared, mailAlarmEscalated, mailDoorWithoutCode } from './notifications/alarm-mails.ts';
import { mailFeedbackWanted, mailPoorFeedback } from './notifications/feedback-mails.ts';
import { mailCodeChanged, mailCodeReadAloud, mailDoorAtRisk } from './notifications/door-mails.ts';
import { mailOpenerNamed, mailOpenersCancelled, mailOpenersMoved, mailOpenerWithdrawn } from './notifications/opener-mails.ts';
import { mailBookingMoved, mailManagersCancelled } from './notifications/change-mails.ts';
import { mailInvitation, mailProofCode, mailRepresentativeConfirmed, mailRoleGiven } from './notifications/other-mails.ts';
import { revokePayLinks, voidPaySecrets } from './payments/pay-link.ts';
import { linkForCaller } from './payments/send-pay-link.ts';
import { refundCancelled } from './payments/refund-booking.ts';
import { refundMoved } from './payments/refund-move.ts';
import { supersedePayments } from './payments/supersede-payments.ts';
import type { Reactions, Transaction } from './platform/db.ts';
import { addJob } from './platform/jobs.ts';

interface Around {
  keys: Pick<DoorKeys, 'codes'>;
  now: Date;
}

/** What follows an event inside its transaction: rows only. Whatever touches the network is a row too: a job. */
type Follow<Type extends EventType> = (tx: Transaction, event: EventOf<Type>, around: Around) => Promise<void>;

/**
 * What follows what: the asynchronous system on one screen. Mails are rows with a job of their own; `spaces-released`, `halls-changed`,
 * `payment-opened`, `payment-settled`, `grant-changed` and `feedback-handled` have nothing to do here but to be told.
 */
const FOLLOWS: { readonly [Type in EventType]: readonly Follow<Type>[] } = {
  'booking-requested': [(tx, { bookingId }) => mailBookingRequested(tx, bookingId), (tx, { bookingId }) => mailApprovalAsked(tx, bookingId)],
  'booking-held': [async (tx, { bookingId }, { now }) => (await linkForCaller(tx, bookingId, now)) ? undefined : mailBookingHeld(tx, bookingId)],
  'booking-confirmed': [
    (tx, { bookingId }, { keys, now }) => issueGrant(tx, keys, bookingId, now),
    (tx, { bookingId }) => mailBookingConfirmed(tx, bookingId),
  ],
  'booking-declined': [(tx, { bookingId }) => mailBookingDeclined(tx, bookingId)],
  'booking-cancelled': [
    (tx, { bookingId, refundPercent }, { now }) => refundCancelled(tx, bookingId, refundPercent, now),
    (tx, { bookingId }, { now }) => revokeGrant(tx, bookingId, now),
    (tx, { bookingId }, { now }) => revokePayLinks(tx, bookingId, now),
    (tx, { bookingId }) => addJob(tx, 'cancel-payments', { bookingId }),
    (tx, { bookingId }) => mailBookingCancelled(tx, bookingId),
    (tx, { bookingId }) => mailOpenersCancelled(tx, bookingId),
    (tx, { bookingId }, { now }) => mailManagersCancelled(tx, bookingId, now),
  ],
  'booking-moved': [
    (tx, { bookingId }, { now }) => supersedePayments(tx, bookingId, now),
    (tx, { bookingId, number }, { now }) => refundMoved(tx, bookingId, number, now),
    (tx, { bookingId, number }, { keys, now }) => moveGrant(tx, keys, bookingId, number, now),
    (tx, { bookingId, number }, { now }) => mailBookingMoved(tx, bookingId, number, now),
    (tx, { bookingId, number }) => mailOpenersMoved(tx, bookingId, number),
  ],
  'booking-expired': [
    (tx, { bookingId }, { now }) => revokePayLinks(tx, bookingId, now),
    (tx, { bookingId }) => addJob(tx, 'cancel-payments', { bookingId }),
    (tx, { bookingId }) => mailBookingExpired(tx, bookingId),
  ],
  'holds-lapsed': [(tx, { bookingIds }, { now }) => expireBookings(tx, bookingIds, now)],
  'spaces-released': [],
  'halls-changed': [],
  'pay-link-made': [(tx, { payLinkId }) => mailPayLink(tx, payLinkId)],
  'proof-code-asked': [(tx, event) => mailProofCode(tx, event)],
  'contact-changed': [(tx, { personId }) => voidPaySecrets(tx, personId)],
  'persons-merged': [],
  'hall-access-changed': [(tx, { hallId }, { keys, now }) => grantComing(tx, keys, hallId, now)],
  'payment-opened': [],
  'payment-settled': [],
  'payment-failed': [(tx, { bookingId, paymentId }) => mailPaymentFailed(tx, bookingId, paymentId)],
  'payment-came-too-late': [(tx, { paymentId }) => mailPaidTooLate(tx, paymentId)],
  'refund-due': [(tx, { refundId }) => addJob(tx, 'send-refund', { refundId }, { key: `send-refund:${refundId}` })],
  'refund-settled': [(tx, { refundId }) => mailRefundDone(tx, refundId)],
  'refund-failed': [(tx, { refundId }) => mailRefundFailed(tx, refundId)],
  'grant-changed': [],
  'code-changed': [(tx, event) => mailCodeChanged(tx, event)],
  'opener-named': [(tx, { openerId }) => mailOpenerNamed(tx, openerId)],
  'opener-withdrawn': [(tx, { openerId }) => mailOpenerWithdrawn(tx, openerId)],
  'code-read-aloud': [(tx, { bookingId, revealId }) => mailCodeReadAloud(tx, bookingId, revealId)],
  'alarm-raised': [
    (tx, { alarmId }, { now }) => mailAlarm(tx, alarmId, now),
    (tx, { alarmId }) => mailDoorAtRisk(tx, alarmId),
    (tx, { alarmId }, { now }) => mailDoorWithoutCode(tx, alarmId, now),
  ],
  'alarm-escalated': [(tx, { alarmId }) => mailAlarmEscalated(tx, alarmId)],
  'alarm-cleared': [(tx, { alarmId }, { now }) => mailAlarmCleared(tx, alarmId, now)],
  'feedback-wanted': [(tx, { bookingId }) => mailFeedbackWanted(tx, bookingId)],
  'feedback-given': [(tx, { bookingId }) => mailPoorFeedback(tx, bookingId)],
  'feedback-handled': [],
  'member-invited': [(tx, { invitationId }) => mailInvitation(tx, invitationId)],
  'representative-confirmed': [(tx, event) => mailRepresentativeConfirmed(tx, event)],
  'role-given': [(tx, event) => mailRoleGiven(tx, event)],
};

/** The product's reactions, in the order of the table. */
export const createReactions = ({ keys, clock }: { keys: Pick<DoorKeys, 'codes'>; clock: () => Date }): Reactions =>
  async (tx, event) => {
    for (const follow of FOLLOWS[event.type] as readonly ((tx: Transaction, event: DomainEvent, around: Around) => Promise<void>)[]) {
      await follow(tx, event, { keys, now: clock() });
    }
  };
