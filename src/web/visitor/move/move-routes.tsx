import { moveBooking } from '../../../bookings/move-booking.ts';
import { previewMove, type MovePreview } from '../../../bookings/preview-move.ts';
import { readBooking } from '../../../bookings/read-booking.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import { hallNames } from '../../../catalogue/hall-names.ts';
import { loadHall } from '../../../catalogue/load-hall.ts';
import { sayRefusal, sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendSecretPage } from '../../render.tsx';
import type { FieldError } from '../../shared/fields.tsx';
import { asksForMoment, fieldOfRule } from '../../shared/stay-form.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { MOVE_FIELD, moveAsk, readMoveForm, type MoveForm } from './move-form.ts';
import { MovePage } from './move-page.tsx';
import { shownOf } from './move-answer.tsx';

interface Asked {
  booking: BookingDetail;
  hall: Hall;
  form: MoveForm;
}

async function asked(ctx: WebContext, { db }: WebServices, fields: URLSearchParams): Promise<Asked> {
  const { view } = ctx.state;
  const booking = await readBooking(db, ctx.params['code'] ?? '', view.actor);
  const hall = await loadHall(db, fieldOf(fields, MOVE_FIELD.hall) || booking.hall.id, view.now) ?? await loadHall(db, booking.hall.id, view.now);
  if (!hall) throw new Refusal('not-found', { facts: { hall: booking.hall.id } });
  return { booking, hall, form: readMoveForm(fields, booking, hall, view.now) };
}

interface More {
  errors?: readonly FieldError[];
  notice?: string;
  status?: number;
}

async function show(ctx: WebContext, { db }: WebServices, { booking, hall, form }: Asked, looked: 'looked' | 'not-yet', { errors = [], notice, status = 200 }: More = {}): Promise<void> {
  const { view } = ctx.state;
  const ask = moveAsk(form, hall, view.t);
  const wrong = Array.isArray(ask) ? ask : [];
  const preview = Array.isArray(ask) ? undefined : await previewMove(db, booking.id, ask, view.actor, view.now);
  const said = looked === 'looked' ? [...wrong, ...errors, ...atFields(preview, ctx)] : [];
  ctx.status = status;
  sendSecretPage(ctx, <MovePage view={view} booking={booking} hall={hall} halls={await hallNames(db)} form={form} preview={preview} looked={looked === 'looked'} errors={said} notice={notice} />);
}

/** Broken rules that are about one field of the form. What concerns the whole is said beside it. */
const atFields = (preview: MovePreview | undefined, { state: { view } }: WebContext): FieldError[] =>
  (preview?.violations ?? []).flatMap((violation) => {
    const name = fieldOfRule(violation.field);
    return name === 'moment' ? [] : [{ name, text: sayViolation(violation, view.language) }];
  });

/** `GET /reservaties/{code}/wijzigen`: the booking as it is, to change; with a moment in the address also what that would mean. */
export const showMove =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { searchParams } = ctx.URL;
    await show(ctx, services, await asked(ctx, services, searchParams), asksForMoment(searchParams) ? 'looked' : 'not-yet');
  };

/** `POST /reservaties/{code}/wijzigen`: moves the booking as it was shown, or says why not and what can be had instead. */
export const move =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const here = await asked(ctx, services, formOf(ctx));
    const { booking, hall, form } = here;
    const ask = moveAsk(form, hall, view.t);
    if (Array.isArray(ask)) return show(ctx, services, here, 'looked', { status: 422 });
    const preview = await previewMove(services.db, booking.id, ask, view.actor, view.now);
    if (preview.possible && preview.termsToAccept.length > 0 && !form.accepted) {
      return show(ctx, services, here, 'looked', { status: 422, errors: [{ name: `${MOVE_FIELD.accept}-ja`, text: view.t.move.mustAccept }] });
    }
    if (preview.possible && form.shown !== shownOf(preview)) return show(ctx, services, here, 'looked', { status: 409, notice: view.t.book.priceChanged });
    try {
      await transact(services.db, (tx) => moveBooking(tx, booking.id, ask, { expectedVersion: form.version, ...(form.reason ? { reason: form.reason } : {}) }, view.actor, view.now));
      goTo(ctx, `/reservaties/${booking.code}?gelukt=gewijzigd`);
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      const fresh = { ...here, form: { ...form, accepted: false, version: booking.version } };
      await show(ctx, services, fresh, 'looked', { status: 409, notice: sayRefusal(thrown, view.language) });
    }
  };

/** Refusals after which one goes on in the same form. */
const TOLD_HERE = new Set(['stay-refused', 'terms-outdated', 'version-outdated', 'move-costs-more', 'move-needs-manager', 'not-movable', 'hold-lapsed', 'wrong-state']);
