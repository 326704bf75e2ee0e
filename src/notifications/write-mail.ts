import { formatDate, formatInstant } from '../contract/texts/format.ts';
import { addMinutes } from '../kernel/period.ts';
import { inLanguage } from '../kernel/text.ts';
import { invitationPath } from '../identity/invitation.ts';
import { mintInvitationToken } from '../identity/invite-member.ts';
import { mintProofCode } from '../identity/prove-sameness.ts';
import type { PersonId } from '../kernel/ids.ts';
import { mintPaySecret, payLinkPath } from '../payments/pay-link.ts';
import { transact } from '../platform/db.ts';
import { BOOKING_TEMPLATES, type BookingTemplate, type MailRow, type Template, type Words } from './mail.ts';
import { feedbackFacts } from './feedback-facts.ts';
import { refundFacts, unplacedMoney } from './money-facts.ts';
import { sayBooking } from './say-booking.ts';
import { isStillTrue } from './still-true.ts';
import { invitationFacts, representedBy, roleFacts } from './views.ts';
import { bookingMoved, managerTold, reminder } from './write-changes.ts';
import { codeChanged, codeReadAloud, doorAtRisk, doorWithoutCode } from './write-door.ts';
import { alarm, alarmCleared, alarmEscalated } from './write-alarm.ts';
import { openerAtRisk, openerCodeChanged, openerEnded, openerMoved, openerNamed, openerReminder } from './write-openers.ts';
import type { Said } from './texts/mail-texts.ts';
import { aboutBooking, bookingOf, bookingPage, euro, searchPage, texts, type Write, type Writing } from './writing.ts';

/** Looks up how things are now and says it in the mail's language; `undefined` when it is no longer true. */
export const writeMail = (writing: Writing, mail: MailRow): Promise<Words | undefined> => WRITERS[mail.template](writing, mail);

/** What has ended leads to a new search, everything else to the booking. */
const ENDED: readonly Template[] = ['booking-declined', 'booking-expired'];

const ofBooking = (template: BookingTemplate): Write => async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (!booking || !isStillTrue(template, booking, writing.now)) return undefined;
  const url = ENDED.includes(template) ? searchPage(writing) : bookingPage(writing, booking);
  const said = texts(mail).booking[template](sayBooking(booking, mail.language));
  return aboutBooking(booking.hasPayLink && TO_PAY.includes(template) ? withEarlierLink(said, mail) : said, booking, mail, url);
};

/** Mails that ask for money. Whoever booked by phone may have no login: they were mailed a link, and a second secret would void that one. */
const TO_PAY: readonly Template[] = ['payment-failed', 'hold-ending'];

const withEarlierLink = ({ action: _login, ...said }: Said, mail: MailRow): Said => ({ ...said, after: [...(said.after ?? []), texts(mail).payByEarlierLink] });

const approvalAsked: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (!booking || !isStillTrue('approval-asked', booking, writing.now)) return undefined;
  return aboutBooking(texts(mail).approvalAsked(sayBooking(booking, mail.language)), booking, mail, `${writing.origin}/beheer/aanvragen`);
};

/** Nobody is asked about what was cancelled after all, nor asked again for what they said. */
const feedbackWanted: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (booking?.status !== 'confirmed' || await feedbackFacts(writing.db, booking.id)) return undefined;
  return aboutBooking(texts(mail).feedbackWanted(sayBooking(booking, mail.language)), booking, mail, `${bookingPage(writing, booking)}/feedback`);
};

const poorFeedback: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  const feedback = booking && await feedbackFacts(writing.db, booking.id);
  if (!booking || !feedback || feedback.handled) return undefined;
  return aboutBooking(texts(mail).poorFeedback(sayBooking(booking, mail.language), feedback), booking, mail, `${writing.origin}/beheer/feedback?status=open#feedback-${booking.code}`);
};

const paidTooLate: Write = async (writing, mail) => {
  const [booking, money] = [await bookingOf(writing, mail), await unplacedMoney(writing.db, mail.facts['paymentId'] ?? '')];
  if (!booking || !money) return undefined;
  const said = sayBooking(booking, mail.language);
  const amount = euro(money.amountCents, mail);
  if (money.oldPrice) return aboutBooking(texts(mail).paidOldPrice(said, amount), booking, mail, bookingPage(writing, booking));
  if (booking.status === 'confirmed') return aboutBooking(texts(mail).paidTwice(said, amount), booking, mail, bookingPage(writing, booking));
  return aboutBooking(texts(mail).paidTooLate(said, amount), booking, mail, searchPage(writing));
};

const refundDone: Write = async (writing, mail) => {
  const [booking, refund] = [await bookingOf(writing, mail), await refundFacts(writing.db, mail.facts['refundId'] ?? '')];
  if (!booking || refund?.status !== 'refunded') return undefined;
  const what = refund.reason === 'deposit-returned' ? 'deposit' : 'price';
  return aboutBooking(texts(mail).refundDone(sayBooking(booking, mail.language), euro(refund.amountCents, mail), what), booking, mail, bookingPage(writing, booking));
};

const refundFailed: Write = async (writing, mail) => {
  const [booking, refund] = [await bookingOf(writing, mail), await refundFacts(writing.db, mail.facts['refundId'] ?? '')];
  if (!booking || (refund?.status !== 'failed' && refund?.status !== 'canceled')) return undefined;
  return aboutBooking(texts(mail).refundFailed(sayBooking(booking, mail.language), euro(refund.amountCents, mail)), booking, mail, bookingPage(writing, booking));
};

/** The secret of the link is made here, at the last moment, and is nowhere but in the mail. */
const invitation: Write = async ({ db, origin, now }, mail) => {
  const id = mail.facts['invitationId'] ?? '';
  const facts = await invitationFacts(db, id);
  const token = facts && await transact(db, (tx) => mintInvitationToken(tx, id, now));
  if (!facts || token === undefined) return undefined;
  const { action, ...words } = texts(mail).invitation({ ...facts, until: formatInstant(facts.expiresAt, mail.language) });
  return { ...words, action: { label: action ?? '', url: origin + invitationPath(token) } };
};

/** As with an invitation, the secret exists from here on, in this mail alone. */
const payLink: Write = async (writing, mail) => {
  const booking = await bookingOf(writing, mail);
  if (!booking || !isStillTrue('booking-held', booking, writing.now)) return undefined;
  const secret = await transact(writing.db, (tx) => mintPaySecret(tx, mail.facts['payLinkId'] ?? '', writing.now));
  if (secret === undefined) return undefined;
  return aboutBooking(texts(mail).payLink(sayBooking(booking, mail.language)), booking, mail, writing.origin + payLinkPath(secret));
};

/** The code exists in this mail alone; there is no button, for it is typed over where one is logged in already. */
const proofCode: Write = async ({ db, now }, mail) => {
  const { person_id: phonePersonId, facts: { personId, number } } = mail;
  if (phonePersonId === null || personId === undefined) return undefined;
  const code = await transact(db, (tx) => mintProofCode(tx, { personId: personId as PersonId, phonePersonId }, Number(number), now));
  if (code === undefined) return undefined;
  const { action: _none, ...words } = texts(mail).proofCode(code);
  return words;
};

const representativeConfirmed: Write = async ({ db, origin }, mail) => {
  const represented = await representedBy(db, mail.facts['organisationId'] ?? '', mail.person_id);
  if (!represented) return undefined;
  const { action, ...words } = texts(mail).representativeConfirmed(represented.organisation);
  return { ...words, action: { label: action ?? '', url: `${origin}/organisaties` } };
};

const roleGiven: Write = async ({ db, origin }, mail) => {
  const given = await roleFacts(db, mail.facts['staffRoleId'] ?? '');
  if (!given) return undefined;
  const { action, ...words } = texts(mail).roleGiven({
    role: given.role, place: given.venue ? inLanguage(given.venue, mail.language) : given.organisation,
    lastDay: given.endsAt ? formatDate(addMinutes(given.endsAt, -1), mail.language) : '',
  });
  return { ...words, action: { label: action ?? '', url: `${origin}/mijn-gegevens` } };
};

const WRITERS: Record<Template, Write> = {
  ...(Object.fromEntries(BOOKING_TEMPLATES.map((template) => [template, ofBooking(template)])) as Record<BookingTemplate, Write>),
  'booking-moved': bookingMoved,
  'reminder': reminder,
  'manager-told': managerTold,
  'approval-asked': approvalAsked,
  'feedback-wanted': feedbackWanted,
  'poor-feedback': poorFeedback,
  'paid-too-late': paidTooLate,
  'refund-done': refundDone,
  'refund-failed': refundFailed,
  'pay-link': payLink,
  'proof-code': proofCode,
  'invitation': invitation,
  'representative-confirmed': representativeConfirmed,
  'role-given': roleGiven,
  'code-changed': codeChanged,
  'door-at-risk': doorAtRisk,
  'opener-named': openerNamed,
  'opener-reminder': openerReminder,
  'opener-moved': openerMoved,
  'opener-ended': openerEnded,
  'opener-code-changed': openerCodeChanged,
  'opener-at-risk': openerAtRisk,
  'code-read-aloud': codeReadAloud,
  'alarm': alarm,
  'alarm-escalated': alarmEscalated,
  'alarm-cleared': alarmCleared,
  'door-without-code': doorWithoutCode,
};
