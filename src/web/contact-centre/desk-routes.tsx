import { catalogueFacets } from '../../catalogue/facets.ts';
import { findCallers } from '../../desk/find-callers.ts';
import { readOrganisationCard, readPersonCard } from '../../desk/read-card.ts';
import { readBooking } from '../../bookings/read-booking.ts';
import { findPersons } from '../../identity/find-persons.ts';
import { findPerson } from '../../identity/views.ts';
import { isId, type OrganisationId, type PersonId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { goTo, sendPage, sendSecretPage } from '../render.tsx';
import { helpAsked } from '../shared/door-help.tsx';
import { link, type View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { agentOf } from './desk-agent.ts';
import { bookerOfCall, holdOnTheLine, loadCallHold, showBooking, showHold, type Calling } from './desk-load.ts';
import { DeskPage, type Desk } from './desk-page.tsx';
import { FIND_FIELD, type Finding } from './find-bar.tsx';
import { findOffers, type Refused } from './offers.ts';
import { readOrganisationForm } from './organisation-form.ts';
import { guessPerson } from './person-form.ts';
import { readWish } from './wish.ts';

/** `GET /kcc`: who calls, and already what is free. */
export const showDesk =
  (services: WebServices): Handler =>
  (ctx) =>
    sendDesk(ctx, services, undefined);

/** `GET /kcc/persoon/{id}`: with this person on the line. Somebody who turned out to be somebody else leads there. */
export const showPersonDesk =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { db } = services;
    const id = idIn(ctx) as PersonId;
    agentOf(ctx.state.view);
    const into = (await findPerson(db, id))?.mergedInto;
    if (into) return goTo(ctx, `/kcc/persoon/${into}${ctx.search}`);
    await sendDesk(ctx, services, await callingPerson(services, id, ctx.state.view));
  };

/** `GET /kcc/organisatie/{id}`: an organisation; who of it is on the line is one key further. */
export const showOrganisationDesk =
  (services: WebServices): Handler =>
  async (ctx) => {
    await showOrganisation(ctx, services, idIn(ctx) as OrganisationId);
  };

export async function showOrganisation(ctx: WebContext, services: WebServices, id: OrganisationId, more: Partial<Desk> = {}, status = 200): Promise<void> {
  const { view } = ctx.state;
  const agent = agentOf(view);
  const text = (ctx.URL.searchParams.get('persoon') ?? '').trim().slice(0, 200);
  const { card, persons } = await transact(services.db, async (tx) => ({
    card: await readOrganisationCard(tx, id, agent, view.now),
    persons: text.length < 2 ? [] : await findPersons(tx, text, agent),
  }));
  await sendDesk(ctx, services, { kind: 'organisation', card }, { representing: { text, persons }, ...more }, status);
}

/** `GET /kcc/reservatie/{code}`: the booking beside whoever made it. */
export const showBookingDesk =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { personId, code } = await readBooking(db, ctx.params['code'] ?? '', agentOf(ctx.state.view));
    goTo(ctx, link(`/kcc/persoon/${personId}`, { reservatie: code }));
  };

export async function callingPerson({ db }: WebServices, id: PersonId, view: View): Promise<Calling> {
  return { kind: 'person', card: await transact(db, (tx) => readPersonCard(tx, id, agentOf(view), view.now)) };
}

/** The id in the address. Refuses `not-found` for what is none. */
export function idIn(ctx: WebContext): string {
  const id = ctx.params['id'] ?? '';
  if (!isId(id)) throw new Refusal('not-found');
  return id;
}

/** Shows the desk as the address asks for it; `more` is what a form that was sent has to say. */
export async function sendDesk(ctx: WebContext, services: WebServices, calling: Calling | undefined, more: Partial<Desk> = {}, status = 200): Promise<void> {
  const { view } = ctx.state;
  const { db } = services;
  agentOf(view);
  const query = ctx.URL.searchParams;
  const { booker, wish } = await bookerOfCall(db, calling, readWish(query, view));
  const finding = await find(services, query, view);
  const onTable = await atHand(services, calling, query, view);
  const lapsed = query.has('optie') && !onTable.hold && !query.has('gelukt');
  const desk: Desk = {
    finding, wish, calling, facets: await catalogueFacets(db), offers: await findOffers(db, wish, booker, view, refusedIn(query)),
    notice: lapsed ? { tone: 'warning', text: view.t.desk.lapsed } : noticeIn(query, view), ...startOf(query, finding), ...onTable, ...more,
  };
  if (desk.booking?.aloud?.revealed) return sendSecretPage(ctx, <DeskPage view={view} desk={desk} />);
  sendPage(ctx, <DeskPage view={view} desk={desk} />, status);
  ctx.set('Cache-Control', 'no-store');
}

async function find({ db }: WebServices, query: URLSearchParams, view: View): Promise<Finding> {
  const text = (query.get(FIND_FIELD) ?? '').trim().slice(0, 200);
  return text.length < 2 ? { text } : { text, found: await transact(db, (tx) => findCallers(tx, text, agentOf(view))) };
}

/** Nobody found, or asked for by name: the form for somebody new, with what was typed. */
function startOf(query: URLSearchParams, { text, found }: Finding): Pick<Desk, 'newPerson' | 'newOrganisation'> {
  const nobody = found && found.persons.length + found.organisations.length + found.bookings.length === 0;
  const asked = query.get('nieuw');
  if (asked === 'organisatie') return { newOrganisation: { form: { ...readOrganisationForm(new URLSearchParams()), name: text }, errors: [] } };
  if (asked === 'persoon' || nobody) return { newPerson: { form: guessPerson(text), errors: [], alike: [], asked: false } };
  return {};
}

/** The hold or the booking that is on the table. */
async function atHand({ db }: WebServices, calling: Calling | undefined, query: URLSearchParams, view: View): Promise<Pick<Desk, 'hold' | 'booking'>> {
  if (!calling) return {};
  const code = query.get('reservatie');
  const held = query.get('optie') ?? code ?? holdOnTheLine(calling);
  const hold = held ? await loadCallHold(db, held, view).catch(unlessNotFound) : undefined;
  if (hold?.booking.status === 'held' && hold.booking.heldUntil && hold.booking.heldUntil > view.now) return { hold: await showHold(db, hold, view) };
  if (!code) return {};
  return { booking: await showBooking(db, code, view, { preview: query.get('annuleren') === 'ja' ? 'wanted' : 'not-wanted', help: helpAsked(query) }) };
}

function unlessNotFound(thrown: unknown): undefined {
  if (!isRefusal(thrown, 'not-found')) throw thrown;
}

/** The stay that somebody else took while the agent reached for it. */
function refusedIn(query: URLSearchParams): Refused | undefined {
  const [slug, start, end] = [query.get('geweigerd'), new Date(query.get('start') ?? ''), new Date(query.get('eind') ?? '')];
  return slug && start < end ? { slug, period: { start, end } } : undefined;
}

function noticeIn(query: URLSearchParams, { t }: View): Desk['notice'] {
  const done: Record<string, string> = {
    aangemaakt: t.desk.created, bewaard: t.desk.saved, losgelaten: t.desk.released, geboekt: t.desk.booked, betaallink: t.desk.payLinkSent, geannuleerd: t.desk.cancelled,
    samengevoegd: t.desk.merged, geregistreerd: t.agent.created, bevestigd: t.agent.confirmed, uitgenodigd: t.organisations.invited, bericht: t.messages.resent,
  };
  const text = done[query.get('gelukt') ?? ''];
  if (text) return { tone: 'success', text };
  const wrong: Record<string, string> = { vervallen: t.desk.lapsed, gewijzigd: t.desk.changedMeanwhile };
  const problem = wrong[query.get('fout') ?? ''];
  return problem ? { tone: 'warning', text: problem } : undefined;
}
