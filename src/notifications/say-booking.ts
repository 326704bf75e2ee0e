import { formatInstant, formatMoney, formatNumber, formatPeriod } from '../contract/texts/format.ts';
import { inLanguage, type Language } from '../kernel/text.ts';
import type { BookingFacts } from './booking-facts.ts';
import type { Words } from './mail.ts';
import type { MailTexts, SaidBooking } from './texts/mail-texts.ts';

/** The facts of a booking as the reader's language writes them. */
export function sayBooking(facts: BookingFacts, language: Language): SaidBooking {
  return {
    hall: inLanguage(facts.hall, language),
    venue: inLanguage(facts.venue, language),
    when: formatPeriod(facts.period, language),
    booker: facts.booker,
    due: formatMoney(facts.dueCents, language),
    heldUntil: facts.heldUntil ? formatInstant(facts.heldUntil, language) : '',
    reason: facts.decisionReason ?? '',
    access: facts.access,
    wasRequested: facts.wasRequested,
    isFree: facts.dueCents === 0,
    refund: refundOf(facts, language),
    contact: `${facts.venuePhone}, ${facts.venueEmail}`,
  };
}

function refundOf({ paidCents, refundCents }: BookingFacts, language: Language): SaidBooking['refund'] {
  if (paidCents === 0) return 'nothing-paid';
  return refundCents === 0 ? 'nothing-back' : { amount: formatMoney(refundCents, language) };
}

/** What a mail about a booking lists: which one, where, when and for whom. */
export function listBooking(facts: BookingFacts, language: Language, { labels }: MailTexts): NonNullable<Words['facts']> {
  const said = sayBooking(facts, language);
  return [
    [labels.hall, `${said.hall}, ${said.venue}`],
    [labels.address, facts.address],
    [labels.when, said.when],
    [labels.activity, facts.activity],
    [labels.attendance, formatNumber(facts.attendance, language)],
    [labels.booker, said.booker],
    ...(facts.dueCents > 0 ? [[labels.price, said.due] as const] : []),
    [labels.code, facts.code],
  ];
}
