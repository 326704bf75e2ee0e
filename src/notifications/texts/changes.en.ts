import type { ChangeTexts, SaidArrival, SaidMove } from './change-texts.ts';

const DOOR: Record<NonNullable<SaidMove['door']>, string> = {
  'same-code': 'Your door code stays the same. It works at the new moment, and no longer at the old one.',
  'new-code': 'You get a new door code: the old one no longer works. You find it on the page of your booking, shortly before you begin.',
  'first-code': 'You open the door with a code. You find it on the page of your booking, shortly before you begin.',
  key: 'You collect a key. The page of your booking says where and when.',
  staff: 'A member of staff opens the door for you.',
};

const arriving = ({ access, shownFrom }: SaidArrival): string => ({
  'door-code': `You open the door with your code. As a precaution it is not in this mail: you see it from ${shownFrom} on the page of your booking.`,
  key: DOOR.key, staff: DOOR.staff,
})[access];

export const changes: ChangeTexts = {
  moved: (b, { before, place, status, refund, door, reason }) => ({
    subject: status === 'requested' ? `Your request was changed: ${b.hall}, ${b.when}` : `Changed: ${b.hall}, ${b.when}`,
    lines: [
      place === 'changed' ? `Your booking was changed. It was: ${before.hall}, ${before.when}. It is now: ${b.hall}, ${b.when}.` : 'The details of your booking were changed. Hall and moment stay the same.',
      ...(reason === '' ? [] : [`Reason: ${reason}`]),
      ...(status === 'requested' ? [`The manager of the hall decides, by ${b.heldUntil} at the latest. Until then we keep the hall for you.`] : []),
      ...(status === 'held' ? [`We keep the hall for you until ${b.heldUntil}. Pay before then: after that your hold lapses and the hall is free again.`] : []),
      ...(refund === '' ? [] : [`You get ${refund} back, to the account or card with which you paid. That usually takes a few working days.`]),
      ...(door ? [DOOR[door]] : []),
    ],
    action: status === 'held' ? `Pay ${b.due}` : 'View your booking',
    after: [`Is this not right, or did you not change it yourself? Please tell us: ${b.contact}.`],
  }),
  reminder: (b, arrival) => ({
    subject: `Tomorrow: ${b.hall}, ${b.when}`,
    lines: [`Tomorrow you use ${b.hall}. Here is how you get there and get in.`, arriving(arrival), `Can you not get in? Call ${arrival.phone}.`],
    action: 'To your booking and the door',
    after: [`Can you not come? Please still cancel, so that somebody else can use the hall. Questions about the building: ${b.contact}.`],
  }),
  managerTold: (b, what) => (what.kind === 'cancelled' ? {
    subject: `Cancelled: ${b.hall}, ${b.when}`,
    lines: [`The booking of ${b.booker} is cancelled. The hall is free again.`],
    action: 'View the booking',
  } : {
    subject: `Moved: ${b.hall}, ${b.when}`,
    lines: [`The booking of ${b.booker} was moved. It was: ${what.before.hall}, ${what.before.when}. It is now: ${b.hall}, ${b.when}.`],
    action: 'View the booking',
  }),
  paidOldPrice: (b, amount) => ({
    subject: `Your payment of ${amount} for ${b.hall} comes back`,
    lines: [
      `We received your payment of ${amount}. It was for the price before your change, which no longer counts. You get it back in full; you need not do anything.`,
      ...(b.heldUntil === '' || b.isFree ? [] : [`The price is now ${b.due}. We keep the hall for you until ${b.heldUntil}.`]),
    ],
    action: 'View your booking',
  }),
  changeLabels: { was: 'Was', directions: 'How to get there', problem: 'Can you not get in?' },
};
