import { readDoorHelp } from '../../access/door-help.ts';
import { doorStatus } from '../../access/door-status.ts';
import { loadBooking } from '../../bookings/load-booking.ts';
import { previewCancellation } from '../../bookings/cancel-booking.ts';
import { readBooking } from '../../bookings/read-booking.ts';
import { isStillTalkedAbout, type BookingDetail } from '../../bookings/views.ts';
import type { Hall } from '../../catalogue/hall.ts';
import { loadHall } from '../../catalogue/load-hall.ts';
import { sayViolation } from '../../contract/texts/refusal-texts.ts';
import type { OrganisationCard, PersonCard } from '../../desk/read-card.ts';
import { findOrganisation } from '../../identity/views.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/text.ts';
import { localDate } from '../../kernel/time.ts';
import { mailsOfBooking } from '../../notifications/views.ts';
import { addressToPay, hasPayLink } from '../../payments/pay-link.ts';
import { transact, type Database } from '../../platform/db.ts';
import { earlierBookings } from '../../pricing/earlier-bookings.ts';
import { quoteStay, type Quote, type QuoteAsk } from '../../pricing/quote.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';
import type { HelpShown } from '../shared/door-help.tsx';
import type { AloudShown } from './aloud-part.tsx';
import type { BookingShown } from './booking-panel.tsx';
import { agentOf } from './desk-agent.ts';
import { HOLD_FIELD, holdExtras, newHoldForm, type HoldForm } from './hold-form.ts';
import type { HoldShown } from './hold-panel.tsx';
import type { DeskBooker } from './offers.ts';
import type { Wish } from './wish.ts';

/** Who is on the line, as the page shows them. */
export type Calling = { kind: 'person'; card: PersonCard } | { kind: 'organisation'; card: OrganisationCard };

/** For whom it would be: the organisation for which they call, whether or not they are a member, or themselves. Names it in the wish. */
export async function bookerOfCall(db: Database, calling: Calling | undefined, wish: Wish): Promise<{ booker: DeskBooker; wish: Wish }> {
  const { organisationId } = wish;
  const organisation = calling?.kind === 'organisation' ? calling.card.organisation : organisationId === '' ? undefined : await findOrganisation(db, organisationId);
  if (organisation) return { booker: { bookerKind: organisation.kind, bookerId: organisation.id }, wish: { ...wish, organisationName: organisation.name } };
  return { booker: { bookerKind: 'resident', bookerId: calling?.kind === 'person' ? calling.card.person.id : undefined }, wish: { ...wish, organisationId: '' } };
}

/** The code of the hold that this caller has on the line: the one that was asked for, or the newest. */
export const holdOnTheLine = (calling: Calling | undefined): string | undefined => calling?.card.matters.find(({ kind }) => kind === 'on-the-line')?.code;

interface Loaded {
  booking: BookingDetail;
  hall: Hall;
  language: Language;
}

/** A hold that is being talked about, for agents. Refuses `not-found` for any other booking. */
export async function loadCallHold(db: Database, code: string, view: View): Promise<Loaded> {
  const booking = await readBooking(db, code, agentOf(view));
  const hall = await loadHall(db, booking.hall.id, view.now);
  if (!hall || !(await isStillTalkedAbout(db, booking.id))) throw new Refusal('not-found');
  return { booking, hall, language: (await loadBooking(db, booking.id)).language };
}

/** A hold with its form, as far as it is filled in, and the price that goes with that. */
export async function showHold(db: Database, { booking, hall, language }: Loaded, view: View, again?: { form: HoldForm; errors: readonly FieldError[] }): Promise<HoldShown> {
  const form = again?.form ?? newHoldForm(booking, hall, language);
  const { orders } = holdExtras(form, hall, view.t);
  const { period, bookerKind, createdAt, organisation, personId } = booking;
  const stay = { period, bookerKind, attendance: Number(form.attendance) || booking.attendance, extras: orders, bookedOn: localDate(createdAt), purpose: form.purpose || undefined };
  const priced = priceOfHold(hall, { ...stay, earlier: await earlierBookings(db, hall, stay, organisation?.id ?? personId, booking.id) }, view);
  return { booking, hall, form, quote: priced.quote, errors: again?.errors.length ? again.errors : priced.errors, address: await addressToPay(db, booking.id) };
}

/** The price of what was chosen; where that use is not let, the price as it was held, and why not at the field. */
function priceOfHold(hall: Hall, ask: QuoteAsk, { language }: View): { quote: Quote; errors: FieldError[] } {
  try {
    return { quote: quoteStay(hall, ask), errors: [] };
  } catch (thrown) {
    if (!isRefusal(thrown, 'stay-refused') || ask.purpose === undefined) throw thrown;
    return { quote: quoteStay(hall, { ...ask, purpose: undefined }), errors: thrown.violations.map((one) => ({ name: HOLD_FIELD.purpose, text: sayViolation(one, language) })) };
  }
}

interface ShowAsk {
  preview: 'wanted' | 'not-wanted';
  cancelErrors?: readonly FieldError[];
  /** What became of asking for the door code. */
  aloud?: Omit<AloudShown, 'status'>;
  /** What became of helping at the door. */
  help?: Pick<HelpShown, 'part' | 'fault'>;
}

/** A booking with what an agent may do about it. That it was looked at is logged. */
export async function showBooking(db: Database, code: string, view: View, ask: ShowAsk): Promise<BookingShown> {
  const agent = agentOf(view);
  const booking = await readBooking(db, code, agent);
  const preview = ask.preview === 'wanted' ? await previewCancellation(db, booking.id, agent, view.now).catch(unlessRefused) : undefined;
  return {
    booking, preview, language: (await loadBooking(db, booking.id)).language, mails: await mailsOfBooking(db, booking.id, 10),
    linkSent: await hasPayLink(db, booking.id, view.now), address: await addressToPay(db, booking.id), cancelErrors: ask.cancelErrors ?? [],
    aloud: await aloudOf(db, booking, view.now, ask.aloud), help: await helpOf(db, booking, view, ask.help),
  };
}

/** Where there is a door that we can do something about. */
async function helpOf(db: Database, { id, status }: BookingDetail, { actor, now }: View, asked: ShowAsk['help']): Promise<HelpShown | undefined> {
  if (status !== 'confirmed') return undefined;
  const { windows } = await doorStatus(db, id, now);
  const help = await transact(db, (tx) => readDoorHelp(tx, id, windows, actor, now));
  return help.locks.length > 0 && windows.some(({ end }) => end > now) ? { help, ...asked } : undefined;
}

/** Where there is a code that still opens something, or will. */
async function aloudOf(db: Database, { id, status: state }: BookingDetail, now: Date, asked: ShowAsk['aloud']): Promise<AloudShown | undefined> {
  const status = state === 'confirmed' ? await doorStatus(db, id, now) : undefined;
  if (!status?.shownFrom || status.windows.every(({ end }) => end <= now)) return undefined;
  return { status, ...(asked ?? { form: { check: '', reason: '' }, errors: [] }) };
}

/** What can no longer be cancelled simply offers nothing: its state is on the page. */
function unlessRefused(thrown: unknown): undefined {
  if (!isRefusal(thrown)) throw thrown;
}
