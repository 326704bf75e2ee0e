import { cancelBooking } from '../../bookings/cancel-booking.ts';
import { completeHold } from '../../bookings/complete-hold.ts';
import { holdForCaller, type CallHoldAsk } from '../../bookings/hold-for-caller.ts';
import { LAYOUTS, type Hall } from '../../catalogue/hall.ts';
import { loadHall } from '../../catalogue/load-hall.ts';
import { sayRefusal, sayViolation } from '../../contract/texts/refusal-texts.ts';
import { findOrganisation } from '../../identity/views.ts';
import { isId, type OrganisationId, type PersonId } from '../../kernel/ids.ts';
import { isRefusal, Refusal, type Violation } from '../../kernel/refusal.ts';
import { LANGUAGES } from '../../kernel/text.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo } from '../render.tsx';
import type { FieldError } from '../shared/fields.tsx';
import { fieldOfRule, wholeNumber } from '../shared/stay-form.ts';
import { link, type View } from '../view.ts';
import { extraField } from '../visitor/book/booking-form.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { agentOf } from './desk-agent.ts';
import { loadCallHold, showHold } from './desk-load.ts';
import { callingPerson, idIn, sendDesk } from './desk-routes.tsx';
import { agreementOf, readHoldForm, type HoldForm } from './hold-form.ts';

/** `POST /kcc/persoon/{id}/houd-vast`: holds what was offered. When somebody was first, the desk says so and what can be had instead. */
export const holdHall =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const form = formOf(ctx);
    const personId = idIn(ctx) as PersonId;
    const base = `/kcc/persoon/${personId}`;
    const wish = new URLSearchParams(fieldOf(form, 'wens').slice(0, 1_000));
    try {
      const held = await transact(services.db, async (tx) => holdForCaller(tx, await askIn(tx, form, personId, view), agentOf(view), view.now));
      goTo(ctx, `${link(base, { voor: held.organisationId, optie: held.code })}#optie`);
    } catch (thrown) {
      if (isRefusal(thrown, 'too-many-requests')) return sendDesk(ctx, services, await callingPerson(services, personId, view), { notice: { tone: 'warning', text: view.t.desk.tooManyHolds } }, 429);
      if (!isRefusal(thrown, 'stay-refused')) throw thrown;
      for (const [name, value] of [['geweigerd', 'zaal'], ['start', 'start'], ['eind', 'eind']] as const) wish.set(name, fieldOf(form, value));
      goTo(ctx, `${base}?${wish}#aanbod`);
    }
  };

/** The stay that a button of the desk stands for. Refuses `not-found` for what none of our buttons says. */
async function askIn(tx: Parameters<typeof findOrganisation>[0], form: URLSearchParams, personId: PersonId, view: View): Promise<CallHoldAsk> {
  const [start, end] = [new Date(fieldOf(form, 'start')), new Date(fieldOf(form, 'eind'))];
  const hall = await loadHall(tx, fieldOf(form, 'zaal'), view.now);
  const layout = LAYOUTS.find((kind) => kind === fieldOf(form, 'opstelling'));
  const attendance = wholeNumber(fieldOf(form, 'personen'));
  const id = fieldOf(form, 'voor');
  const organisation = isId(id) ? await findOrganisation(tx, id as OrganisationId) : undefined;
  if (!hall || !layout || !attendance || !(start < end) || (id !== '' && !organisation)) throw new Refusal('not-found');
  return {
    hallId: hall.id, period: { start, end }, layout, attendance, language: LANGUAGES.find((one) => one === fieldOf(form, 'taal')) ?? view.language,
    caller: { personId, bookerKind: organisation?.kind ?? 'resident', reason: view.t.desk.spokenReason, ...(organisation ? { organisationId: organisation.id } : {}) },
  };
}

/** `POST /kcc/optie/{code}`: makes a booking of a hold, works its price out again, or lets it go. */
export const decideHold =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { db } = services;
    const fields = formOf(ctx);
    const loaded = await loadCallHold(db, ctx.params['code'] ?? '', view);
    const { booking, hall } = loaded;
    const base = `/kcc/persoon/${booking.personId}`;
    const action = fieldOf(fields, 'actie');
    if (action === 'los') {
      await transact(db, (tx) => cancelBooking(tx, booking.id, { reason: view.t.desk.spokenNo }, agentOf(view), view.now)).catch(unlessGone);
      return goTo(ctx, link(base, { voor: booking.organisation?.id, gelukt: 'losgelaten' }));
    }
    const form = readHoldForm(fields, booking, hall);
    const again = async (errors: readonly FieldError[], status: number, notice?: string): Promise<void> => showAgain(ctx, services, loaded, { form, errors }, { status, notice });
    if (action === 'bereken') return again([], 200);
    const agreement = agreementOf(form, hall, view.t);
    if (Array.isArray(agreement)) return again(agreement, 422);
    try {
      await transact(db, (tx) => completeHold(tx, booking.id, agreement, agentOf(view), view.now));
      goTo(ctx, `${link(base, { reservatie: booking.code, gelukt: 'geboekt' })}#reservatie`);
    } catch (thrown) {
      if (isRefusal(thrown, 'hold-lapsed')) return goTo(ctx, link(base, { fout: 'vervallen' }));
      if (isRefusal(thrown, 'stay-refused')) return again(thrown.violations.map((violation) => errorFor(violation, hall, view)), 409);
      if (!isRefusal(thrown) || !CHANGED.has(thrown.code)) throw thrown;
      const renewed = { ...form, accepted: false, houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id, version: String(booking.version) };
      await showAgain(ctx, services, loaded, { form: renewed, errors: [] }, { status: 409, notice: sayRefusal(thrown, view.language) });
    }
  };

const CHANGED = new Set(['terms-outdated', 'version-outdated', 'wrong-state']);

/** Whoever lets go of what is gone already has what they wanted. */
function unlessGone(thrown: unknown): void {
  if (!isRefusal(thrown, 'wrong-state')) throw thrown;
}

async function showAgain(
  ctx: WebContext, services: WebServices, loaded: Awaited<ReturnType<typeof loadCallHold>>, again: { form: HoldForm; errors: readonly FieldError[] },
  { status, notice }: { status: number; notice: string | undefined },
): Promise<void> {
  const { view } = ctx.state;
  const calling = await callingPerson(services, loaded.booking.personId, view);
  const hold = await showHold(services.db, loaded, view, again);
  await sendDesk(ctx, services, calling, { hold, ...(notice ? { notice: { tone: 'warning', text: notice } } : {}) }, status);
}

function errorFor(violation: Violation, { extras }: Hall, { language }: View): FieldError {
  const extra = extras.find(({ name }) => name.nl === violation.facts['extra']);
  return { name: extra ? extraField(extra) : fieldOfRule(violation.field), text: sayViolation(violation, language) };
}
