import type { StaffRole } from '../../kernel/actor.ts';
import { alarms } from './alarms.en.ts';
import { changes } from './changes.en.ts';
import { doors } from './doors.en.ts';
import { openers } from './openers.en.ts';
import type { MailTexts, SaidBooking } from './mail-texts.ts';

const ACCESS: Record<SaidBooking['access'], string> = {
  'door-code': 'You open the door with a code. As a precaution it is not in this mail: you find it on the page of your booking, shortly before you begin. Does somebody else come first? Give them a link of their own there.',
  key: 'You collect a key. The page of your booking says where and when.',
  staff: 'A member of staff opens the door for you.',
};

const ROLES: Record<StaffRole, string> = { agent: 'contact centre agent', manager: 'hall manager', finance: 'finance officer', administrator: 'administrator', reader: 'reader' };

const back = ({ refund }: SaidBooking): string => {
  if (refund === 'nothing-paid') return 'You had not paid anything yet.';
  if (refund === 'nothing-back') return 'Under the cancellation terms that you accepted, nothing is refunded any more.';
  return `You get ${refund.amount} back, to the account or card with which you paid. That usually takes a few working days.`;
};
const because = (reason: string): string[] => (reason === '' ? [] : [`Reason: ${reason}`]);

export const en: MailTexts = {
  ...changes,
  ...doors,
  ...alarms,
  ...openers,
  greeting: (name) => `Dear ${name},`,
  greetingAll: 'Hello,',
  closing: 'Kind regards',
  sender: (city) => `Halls of the City of ${city}`,
  footer: (phone, email) => `This message was sent automatically. Questions? Call ${phone} or write to ${email}.`,
  labels: { hall: 'Hall', address: 'Address', when: 'When', activity: 'Activity', booker: 'Booker', attendance: 'Number of people', price: 'Total', code: 'Booking', lock: 'Lock', since: 'Since' },
  booking: {
    'booking-requested': (b) => ({
      subject: `We received your request for ${b.hall}`,
      lines: [`Your request for ${b.hall} has arrived. The manager of the hall decides, by ${b.heldUntil} at the latest. Until then we keep the hall for you.`, 'You get a mail as soon as there is a decision. You need not do anything now.'],
      action: 'View your request',
    }),
    'booking-held': (b) => ({
      subject: b.wasRequested ? `Approved: pay for ${b.hall} to confirm` : `Pay for ${b.hall} to confirm`,
      lines: [...(b.wasRequested ? ['The manager approved your request.'] : []), `We keep ${b.hall} for you until ${b.heldUntil}. Pay before then: after that your hold lapses and the hall is free again.`],
      action: `Pay ${b.due}`,
    }),
    'booking-confirmed': (b) => ({
      subject: `Confirmed: ${b.hall}, ${b.when}`,
      lines: [...(b.wasRequested && b.isFree ? ['The manager approved your request.'] : []), `Your booking of ${b.hall} is confirmed.`, ACCESS[b.access]],
      action: 'View your booking',
      after: ['Attached you find your booking for your calendar.', `Can you not come? Cancel in time, so that somebody else can use the hall. Questions about the building: ${b.contact}.`],
    }),
    'booking-declined': (b) => ({
      subject: `Not approved: your request for ${b.hall}`,
      lines: [`The manager could not approve your request for ${b.hall}.`, ...because(b.reason), 'You need not pay anything. Another hall or another time may suit you.'],
      action: 'Find another hall',
    }),
    'booking-cancelled': (b) => ({
      subject: `Cancelled: ${b.hall}, ${b.when}`,
      lines: [`Your booking of ${b.hall} is cancelled.`, ...because(b.reason), back(b)],
      action: 'View your booking',
    }),
    'booking-expired': (b) => ({
      subject: `Lapsed: your hold on ${b.hall}`,
      lines: [b.wasRequested ? 'No decision or payment came in time, so your request has lapsed.' : 'No payment came in time, so your hold has lapsed.', 'The hall is free again for everybody. Would you still like it? Then book it again.'],
      action: 'Find a free hall',
    }),
    'payment-failed': (b) => ({
      subject: `Your payment for ${b.hall} did not succeed`,
      lines: ['Your payment did not succeed or was broken off. Nothing was taken from your account.', `We still keep the hall for you until ${b.heldUntil}. Until then you can pay again.`],
      action: `Pay ${b.due}`,
    }),
    'hold-ending': (b) => ({
      subject: `Still to be paid: ${b.hall}, ${b.when}`,
      lines: [`We still keep ${b.hall} for you until ${b.heldUntil}. Pay before then: after that your hold lapses and the hall is free again.`, 'Do you no longer need the hall? Then cancel, so that somebody else can use it.'],
      action: `Pay ${b.due}`,
    }),
  },
  approvalAsked: (b) => ({
    subject: `Request for ${b.hall}: your decision is needed`,
    lines: [`${b.booker} asks for ${b.hall}. Decide by ${b.heldUntil} at the latest: after that the request lapses and the hall is free again.`],
    action: 'View the requests',
  }),
  feedbackWanted: (b) => ({
    subject: `How was ${b.hall}?`,
    lines: [`You were in ${b.hall} recently. What did you think? A minute is enough: give stars and say what was good or bad.`, 'Was something broken or dirty? Feel free to add a photo. The manager reads everything and answers where needed.'],
    action: 'Say what you thought',
    after: ['Rather not? Then you need not do anything: we ask only once.'],
  }),
  poorFeedback: (b, { stars, text }) => ({
    subject: `${stars} out of 5 for ${b.hall}: please look into it`,
    lines: [`A booker gave ${stars === 1 ? '1 star' : `${stars} stars`} out of 5 to ${b.hall}.`, ...(text === '' ? [] : [`“${text}”`]), 'Look into it, note what you did about it and answer the booker.'],
    action: 'See the feedback',
  }),
  payByEarlierLink: 'To pay, use the link in our earlier mail: it still works. You need not log in.',
  proofCode: (code) => ({
    subject: 'Your code to find your bookings back',
    lines: ['You logged in and said that you booked by phone before. Fill in this code on the page that is still open:', code, 'The code works for 30 minutes.'],
    after: ['Was this not you? Give the code to nobody, not even by phone. Without the code nothing happens.'],
  }),
  payLink: (b) => ({
    subject: `Pay for ${b.hall} to confirm`,
    lines: [...(b.wasRequested ? ['The hall manager approved your request.'] : ['You booked with us by phone.']), `We hold ${b.hall} for you until ${b.heldUntil}. Please pay before then: after that your option lapses and the hall is free again.`, 'You need not log in. The link is yours alone: whoever has it sees your booking.'],
    action: `Pay ${b.due}`,
    after: ['That page also has the terms. Is something not right? Call us before you pay.'],
  }),
  paidTooLate: (b, amount) => ({
    subject: `Your payment for ${b.hall} came too late: you get everything back`,
    lines: [`We received your payment of ${amount}, but only after your hold had lapsed. The hall is no longer free, so we could not confirm your booking. We are sorry.`, `You get ${amount} back in full. The refund is on its way; you need not do anything. You get a mail once it is done.`],
    action: 'Find another hall',
  }),
  paidTwice: (b, amount) => ({
    subject: `You paid for ${b.hall} twice: one payment comes back`,
    lines: [`Your booking of ${b.hall} was already paid for and stays confirmed. We received another payment of ${amount}.`, 'You get that one back in full. The refund is on its way; you need not do anything.'],
    action: 'View your booking',
  }),
  refundDone: (b, amount, what) => ({
    subject: what === 'deposit' ? `Your deposit for ${b.hall} was returned` : `Your refund for ${b.hall} is done`,
    lines: [`We returned ${what === 'deposit' ? 'your deposit of ' : ''}${amount} for ${b.hall}. It reaches the account or card with which you paid within a few working days.`],
    action: 'View your booking',
  }),
  refundFailed: (b, amount) => ({
    subject: `Your refund for ${b.hall} has not succeeded yet`,
    lines: [`We wanted to return ${amount} to you, but that did not succeed. You are still entitled to it.`, 'A member of staff is looking into it. Would you like it settled sooner? Contact us and mention your booking.'],
    action: 'View your booking',
  }),
  invitation: ({ organisation, inviter, role, until }) => ({
    subject: `Invitation: book halls for ${organisation}`,
    lines: [`${inviter} invites you to book halls on behalf of ${organisation}${role === 'representative' ? ', as a representative' : ''}.`, ...(role === 'representative' ? ['As a representative you can also invite and remove members.'] : []), `Accept the invitation before ${until}. The link is personal: do not forward this mail.`],
    action: 'View the invitation',
    after: ['Did you not expect this invitation? Then you need not do anything.'],
  }),
  representativeConfirmed: (organisation) => ({
    subject: `You represent ${organisation}`,
    lines: [`You are confirmed as a representative of ${organisation}. You can now book halls on behalf of ${organisation}, and invite other members.`],
    action: 'To your organisations',
  }),
  roleGiven: ({ role, place, lastDay }) => ({
    subject: `You have been given a role in Openzaal: ${ROLES[role]}`,
    lines: [`You are now ${ROLES[role]} for ${place}${lastDay === '' ? '' : `, until ${lastDay} inclusive`}. This counts from now on: there is no need to log in again.`, 'What you do with the data of others is recorded. They can see it.'],
    action: 'See your roles',
    after: ['Is this not right? Please tell us.'],
  }),
};
