import { listBookings } from '../../../bookings/views.ts';
import { placeBooking, type BookingAsk } from '../../../bookings/place-booking.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import { loadHall } from '../../../catalogue/load-hall.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { switchOrganisation } from '../../../identity/switch-organisation.ts';
import type { OrganisationId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { link, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { BookPage } from './book-page.tsx';
import { bookState, sayViolations, type BookState } from './book-state.ts';
import { BOOKING_FIELD, bookingAsk, readBookingForm, type BookingForm } from './booking-form.ts';

async function hallAsked(ctx: WebContext, { db }: WebServices): Promise<Hall> {
  const slug = ctx.params['slug'] ?? '';
  const hall = await loadHall(db, slug, ctx.state.view.now);
  if (!hall) throw new Refusal('not-found', { facts: { hall: slug } });
  return hall;
}

const show = (ctx: WebContext, hall: Hall, state: BookState, status = 200): void =>
  sendPage(ctx, <BookPage view={ctx.state.view} hall={hall} state={state} />, status);

/** `GET /zalen/{slug}/reserveren`: the booking form, with the moment that was chosen. */
export const showBooking =
  (services: WebServices): Handler =>
  async (ctx) => {
    const hall = await hallAsked(ctx, services);
    const form = readBookingForm(ctx.URL.searchParams, hall, ctx.state.view.now);
    show(ctx, hall, await bookState(services.db, hall, form, ctx.state.view));
  };

/** `POST /zalen/{slug}/reserveren`: books, or shows the form again with what was typed and what is wrong with it. */
export const book =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const fields = formOf(ctx);
    const hall = await hallAsked(ctx, services);
    const form = readBookingForm(fields, hall, view.now);
    if (view.actor.kind !== 'person') return goTo(ctx, link('/aanmelden', { terug: addressOf(ctx.path, fields) }));
    if (form.booker !== undefined && form.booker !== (view.actor.organisation?.id ?? '')) return switchBooker(ctx, services, form, addressOf(ctx.path, fields));
    if (fieldOf(fields, 'actie') === 'bereken') return show(ctx, hall, await bookState(services.db, hall, form, view));
    const ask = bookingAsk(form, hall, view);
    if (Array.isArray(ask)) return show(ctx, hall, await bookState(services.db, hall, form, view, ask), 422);
    await place(ctx, services, hall, form, ask);
  };

async function place(ctx: WebContext, { db }: WebServices, hall: Hall, form: BookingForm, ask: BookingAsk): Promise<void> {
  const { view } = ctx.state;
  const state = await bookState(db, hall, form, view);
  const due = state.quote && state.quote.totalCents + state.quote.depositCents;
  if (due !== undefined && form.shownCents !== String(due)) return show(ctx, hall, { ...state, notice: view.t.book.priceChanged }, 409);
  try {
    const booking = await transact(db, (tx) => placeBooking(tx, ask, view.actor, view.now));
    goTo(ctx, link(`/reservaties/${booking.code}`, { gelukt: DONE[booking.status] }));
  } catch (thrown) {
    if (isRefusal(thrown, 'terms-outdated')) {
      const renewed = { ...form, acceptedRules: false, acceptedTerms: false, houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id };
      return show(ctx, hall, { ...state, form: renewed, notice: sayRefusal(thrown, view.language) }, 409);
    }
    if (!isRefusal(thrown, 'stay-refused')) throw thrown;
    const own = await sameBooking(view, db, hall, ask);
    if (own) return goTo(ctx, `/reservaties/${own}`);
    show(ctx, hall, await bookState(db, hall, form, view, sayViolations(thrown.violations, hall, view)), 409);
  }
}

/** What the booking's page then says; a hold speaks for itself. */
const DONE: Readonly<Record<string, string>> = { requested: 'aangevraagd', confirmed: 'gereserveerd' };

/** The code of the reader's own booking of this very moment: the form was sent twice, and the first time it succeeded. */
async function sameBooking(view: View, db: WebServices['db'], hall: Hall, { period }: BookingAsk): Promise<string | undefined> {
  const { items } = await listBookings(db, view.actor, { list: 'upcoming', limit: 100 }, view.now);
  return items.find(
    (one) =>
      one.hall.id === hall.id &&
      ['held', 'requested', 'confirmed'].includes(one.status) &&
      one.period.start.getTime() === period.start.getTime() &&
      one.period.end.getTime() === period.end.getTime(),
  )?.code;
}

/** The booker was changed in the form: from now on the reader acts for them, and sees the price that goes with it. */
async function switchBooker(ctx: WebContext, { db, login, clock }: WebServices, form: BookingForm, returnTo: string): Promise<void> {
  const { view, session } = ctx.state;
  const organisationId = form.booker ? (form.booker as OrganisationId) : null;
  if (session === undefined || (organisationId !== null && !view.organisations.some(({ id }) => id === organisationId))) throw new Refusal('not-a-member');
  const { token, url } = await switchOrganisation(db, login, { token: session, organisationId, returnTo }, clock());
  ctx.state.setSession(token);
  goTo(ctx, url ?? returnTo);
}

/** The form as an address to come back to: everything but what only makes sense once, and a long remark that would not fit. */
function addressOf(path: string, fields: URLSearchParams): string {
  const kept = new URLSearchParams([...fields].filter(([name, value]) => value !== '' && !ONCE.has(name)));
  if (kept.toString().length > LONGEST_QUERY) kept.delete(BOOKING_FIELD.remarks);
  return `${path}?${kept}`;
}

/** A login takes a visitor back to addresses of at most a thousand characters. */
const LONGEST_QUERY = 850;
const ONCE = new Set(['actie', 'bedrag', 'voor', 'akkoord-reglement', 'akkoord-annulatie', 'reglement', 'annulatie']);
