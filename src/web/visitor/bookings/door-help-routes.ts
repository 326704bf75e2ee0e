import { mustHelpAtDoor, type Helper } from '../../../access/door-staff.ts';
import { reissueCode } from '../../../access/reissue-code.ts';
import { repairBooking } from '../../../access/repair-door.ts';
import { unlockForBooking } from '../../../access/unlock-door.ts';
import { whenKnown } from '../../../access/when-known.ts';
import type { ErrandId } from '../../../access/errand.ts';
import { bookingIdOf } from '../../../bookings/load-booking.ts';
import { isId, type LockId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact, type Transaction } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import type { HelpPart } from '../../shared/door-help.tsx';
import { link } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';

/** `POST /reservaties/{code}/deur/openen`: the door opens from afar, and the answer waits for what the lock says. */
export const openDoor =
  (services: WebServices): Handler =>
  async (ctx) => {
    const lockId = fieldOf(formOf(ctx), 'slot');
    const errand = await act(ctx, services, 'openen', async (tx, { booking }, reason) => {
      if (!isId(lockId)) return 'deur-slot';
      return { errand: await unlockForBooking(tx, booking.id, { lockId: lockId as LockId, reason }, ctx.state.view.actor, ctx.state.view.now) };
    });
    if (errand) await whenKnown(services.db, errand);
  };

/** `POST /reservaties/{code}/deur/code`: other digits, because somebody knows these who should not. */
export const replaceByStaff =
  (services: WebServices): Handler =>
  async (ctx) => {
    await act(ctx, services, 'code', async (tx, { booking }, reason) => {
      await reissueCode(tx, services.doorKeys, booking.id, { reason }, ctx.state.view.actor, ctx.state.view.now);
      return {};
    });
  };

/** `POST /reservaties/{code}/deur/herstellen`: the locks are asked anew, and what is missing is tried again. */
export const repairByStaff =
  (services: WebServices): Handler =>
  async (ctx) => {
    await act(ctx, services, 'herstellen', async (tx, { booking }, reason) => {
      await repairBooking(tx, booking.id, { reason }, ctx.state.view.actor, ctx.state.view.now);
      return {};
    });
  };

type Done = { errand?: ErrandId } | 'deur-slot';

/** Does it, or says on the page where it was asked what is wrong. */
async function act(ctx: WebContext, { db }: WebServices, part: HelpPart, verb: (tx: Transaction, helper: Helper, reason: string) => Promise<Done>): Promise<ErrandId | undefined> {
  const { view } = ctx.state;
  const reason = fieldOf(formOf(ctx), `reden-${part}`).slice(0, 500);
  let page = '/';
  try {
    const done = await transact(db, async (tx) => {
      if (view.actor.kind !== 'person') throw new Refusal('not-signed-in');
      const helper = await mustHelpAtDoor(tx, await bookingIdOf(tx, ctx.params['code'] ?? ''), view.actor, view.now);
      page = pageOf(ctx, helper, part);
      return reason === '' ? 'deur-reden' : verb(tx, helper, reason);
    });
    goTo(ctx, typeof done === 'string' ? withFault(page, done) : `${page}#deur-hulp`);
    return typeof done === 'string' ? undefined : done.errand;
  } catch (thrown) {
    if (!isRefusal(thrown) || !TOLD_THERE.has(thrown.code)) throw thrown;
    goTo(ctx, withFault(page, thrown.code));
    return undefined;
  }
}

const TOLD_THERE = new Set(['door-window-closed', 'lock-not-reachable', 'lock-not-openable', 'too-many-requests', 'wrong-state', 'no-code-for-this-hall', 'no-code-left']);

const withFault = (page: string, fault: string): string => `${page}&fout=${fault}#deur-hulp`;

/** An agent with a caller on the line goes on at the desk. */
const pageOf = (ctx: WebContext, { as, booking }: Helper, part: HelpPart): string =>
  (as === 'agent' && fieldOf(formOf(ctx), 'terug') === 'kcc'
    ? link(`/kcc/persoon/${booking.personId}`, { reservatie: booking.code, deur: part })
    : link(`/reservaties/${booking.code}`, { deur: part }));
