import type { BookingId, GrantId, HallId, LockId, OpenerId, OrganisationId, PaymentId, PersonId, RefundId, SpaceId } from './ids.ts';
import type { Language } from './text.ts';

/**
 * What happened, in the past tense, said once inside the transaction that made it so. `reactions.ts` says what follows.
 * Events carry ids, not copies: whoever reacts reads the state as it then is.
 */
export type DomainEvent =
  | { type: 'booking-requested'; bookingId: BookingId }
  | { type: 'booking-held'; bookingId: BookingId; heldUntil: string }
  | { type: 'booking-confirmed'; bookingId: BookingId }
  | { type: 'booking-declined'; bookingId: BookingId }
  | { type: 'booking-cancelled'; bookingId: BookingId; refundPercent: number }
  | { type: 'booking-expired'; bookingId: BookingId }
  /** Another period, hall or use; `number` is the line of its history, beside which what it was before is kept. */
  | { type: 'booking-moved'; bookingId: BookingId; number: number }
  /** Claims of lapsed holds gave way to somebody else, on spaces that the transaction has locked. */
  | { type: 'holds-lapsed'; bookingIds: BookingId[] }
  | { type: 'spaces-released'; spaceIds: SpaceId[] }
  /** What is told of these halls, or when they are open, is different now. */
  | { type: 'halls-changed'; hallIds: HallId[] }
  /** A link to pay was made for whoever booked by phone; its secret is made when it is mailed. */
  | { type: 'pay-link-made'; payLinkId: string; bookingId: BookingId }
  /** Somebody who logged in says to be somebody known by phone, and is mailed a code to prove it with. */
  | { type: 'proof-code-asked'; personId: PersonId; phonePersonId: PersonId; number: number; language: Language }
  /** An agent corrected an address: what was mailed there may be in the hands of somebody else. */
  | { type: 'contact-changed'; personId: PersonId }
  /** Somebody known by phone turned out to be somebody known already; everything of theirs was re-pointed. */
  | { type: 'persons-merged'; from: PersonId; into: PersonId }
  /** One gets into this hall otherwise from some day on. The transaction has locked its spaces. */
  | { type: 'hall-access-changed'; hallId: HallId }
  | { type: 'payment-opened'; paymentId: PaymentId }
  | { type: 'payment-settled'; paymentId: PaymentId; bookingId: BookingId }
  | { type: 'payment-failed'; paymentId: PaymentId; bookingId: BookingId }
  /** Money came in for a booking that could no longer be had; a refund is on its way. */
  | { type: 'payment-came-too-late'; paymentId: PaymentId; bookingId: BookingId }
  | { type: 'refund-due'; refundId: RefundId }
  | { type: 'refund-settled'; refundId: RefundId }
  | { type: 'refund-failed'; refundId: RefundId }
  | { type: 'grant-changed'; grantId: GrantId; lockIds: LockId[] }
  /** The digits of a live grant are others now, for another reason than a move. */
  | { type: 'code-changed'; bookingId: BookingId; grantId: GrantId; why: WhyChanged }
  /** Somebody is to open the door with a link of their own; its secret is made when it is mailed. */
  | { type: 'opener-named'; openerId: OpenerId; bookingId: BookingId }
  | { type: 'opener-withdrawn'; openerId: OpenerId; bookingId: BookingId }
  /** An agent told the digits to whoever called. */
  | { type: 'code-read-aloud'; bookingId: BookingId; revealId: string }
  | { type: 'alarm-raised'; alarmId: string }
  /** Urgent, and nobody took it up in time. */
  | { type: 'alarm-escalated'; alarmId: string }
  /** It was urgent, and is over. */
  | { type: 'alarm-cleared'; alarmId: string }
  /** What was booked is over, and its booker may say how it was. */
  | { type: 'feedback-wanted'; bookingId: BookingId }
  | { type: 'feedback-given'; bookingId: BookingId }
  | { type: 'feedback-handled'; bookingId: BookingId }
  | { type: 'member-invited'; invitationId: string; organisationId: OrganisationId }
  | { type: 'representative-confirmed'; organisationId: OrganisationId; personId: PersonId }
  | { type: 'role-given'; staffRoleId: string; personId: PersonId };

/** Why the digits of a live grant are others: a lock did not take them, somebody who knows them is not to open any more, or staff decided so. */
export type WhyChanged = 'refused-by-lock' | 'opener-withdrawn' | 'by-staff';

export type EventType = DomainEvent['type'];
export type EventOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>;
