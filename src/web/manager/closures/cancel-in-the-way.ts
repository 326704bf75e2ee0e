import { cancelBooking } from '../../../bookings/cancel-booking.ts';
import { readBooking } from '../../../bookings/read-booking.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import type { Handler, WebServices } from '../../web.ts';
import { mustFindClosure, sendClosure } from './closure-page.tsx';

/** Somebody else was first, or the booking has begun. */
const CHANGED = new Set(['wrong-state', 'version-outdated', 'not-cancellable']);

/** `POST /beheer/sluitingen/{id}/annuleren/{code}`: the city takes back a booking that is in the way; its time closes in the same transaction. */
export const cancelInTheWay =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const closure = await mustFindClosure(ctx, services.db);
    const booking = await readBooking(services.db, ctx.params['code'] ?? '', view.actor);
    const form = formOf(ctx);
    const reason = fieldOf(form, `reden-${booking.code}`).slice(0, 500);
    const expectedVersion = Number(fieldOf(form, 'versie')) || booking.version;
    const back = `/beheer/sluitingen/${closure.id}`;
    const again = (notice: string, status: number): Promise<void> => sendClosure(ctx, services, { again: { code: booking.code, reason, error: notice, notice } }, status);
    if (!closure.inTheWay.includes(booking.id)) return again(view.t.closures.booking.gone, 409);
    if (reason === '') return sendClosure(ctx, services, { again: { code: booking.code, reason, error: view.t.closures.booking.cancelReasonRequired } }, 422);
    try {
      await transact(services.db, (tx) => cancelBooking(tx, booking.id, { expectedVersion, reason, by: 'city' }, view.actor, view.now));
      goTo(ctx, `${back}?gelukt=geannuleerd`);
    } catch (thrown) {
      if (!isRefusal(thrown) || !CHANGED.has(thrown.code)) throw thrown;
      await again(sayRefusal(thrown, view.language), 409);
    }
  };
