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
import { STAY_FIELD } from '../../shared/stay-form.ts';
import { link, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { INSTEAD_FIELD } from '../alternatives.tsx';
import { BookPage } from './book-page.tsx';
import { bookState, sayViolations, type BookState } from './book-state.ts';
import { bookingAsk, losesExtras, readBookingForm, type BookingForm } from './booking-form.ts';
import { fieldsAsked, keptAddress } from './kept-address.ts';
import { rememberedForm } from './remember.ts';

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
    const { view } = ctx.state;
    const fields = await fieldsAsked(ctx, services);
    const { form, from } = await rememberedForm(services.db, hall, fields, view);
    const state = await bookState(services.db, hall, form, view);
    const notice = losesExtras(fields, hall) ? { notice: view.t.instead.lostExtras } : {};
    show(ctx, hall, { ...state, ...notice, ...(from ? { remembered: from } : {}) });
  };

/** `POST /zalen/{slug}/reserveren`: books, or shows the form again with what was typed and what is wrong with it. */
export const book =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const fields = formOf(ctx);
    const hall = await hallAsked(ctx, services);
    const form = readBookingForm(fields, hall, view.now);
    const elsewhere = await wanted(ctx, services, hall, fields);
    const address = (): Promise<string> => keptAddress(ctx, services, ctx.path, fields);
    if (view.actor.kind !== 'person') return goTo(ctx, elsewhere ?? link('/aanmelden', { terug: await address() }));
    if (form.booker !== undefined && form.booker !== (view.actor.organisation?.id ?? '')) return switchBooker(ctx, services, form, elsewhere ?? (await address()));
    if (elsewhere) return goTo(ctx, elsewhere);
    if (fieldOf(fields, 'actie') === 'bereken') return show(ctx, hall, await bookState(services.db, hall, form, view));
    const ask = bookingAsk(form, hall, view);
    if (Array.isArray(ask)) return show(ctx, hall, await bookState(services.db, hall, form, view, ask), 422);
    await place(ctx, services, hall, form, ask);
  };

/** Where a button of the form leads that neither books nor calculates: to an alternative, or to the calendar; with all that is typed. */
async function wanted(ctx: WebContext, services: WebServices, hall: Hall, fields: URLSearchParams): Promise<string | undefined> {
  const instead = new URLSearchParams(fieldOf(fields, INSTEAD_FIELD));
  const moved = new URLSearchParams(fields);
  for (const name of Object.values(STAY_FIELD)) if (instead.has(name)) moved.set(name, (instead.get(name) ?? '').slice(0, 20));
  if (fields.has(INSTEAD_FIELD)) return keptAddress(ctx, services, ctx.path, moved);
  if (fieldOf(fields, 'actie') !== 'kalender') return undefined;
  return `${await keptAddress(ctx, services, `/zalen/${hall.slug}`, fields)}#kalender`;
}

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
