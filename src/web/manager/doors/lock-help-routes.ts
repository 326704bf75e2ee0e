import { readLockHelp } from '../../../access/door-help.ts';
import { mustManageLock } from '../../../access/door-staff.ts';
import type { ErrandId } from '../../../access/errand.ts';
import { repairLock } from '../../../access/repair-door.ts';
import { unlockLock } from '../../../access/unlock-door.ts';
import { whenKnown } from '../../../access/when-known.ts';
import { isId, type LockId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact, type Transaction } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import { helpAsked, type HelpPart, type HelpShown } from '../../shared/door-help.tsx';
import { link } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';

/** For the page of a lock: what its managers can do there. Nothing for whoever only sees it. */
export async function lockHelp(ctx: WebContext, { db }: Pick<WebServices, 'db'>, lockId: LockId): Promise<HelpShown | undefined> {
  const { actor, now } = ctx.state.view;
  const help = await transact(db, (tx) => readLockHelp(tx, lockId, actor, now)).catch((thrown: unknown) => {
    if (!isRefusal(thrown, 'not-found')) throw thrown;
    return undefined;
  });
  return help && { help, ...helpAsked(ctx.URL.searchParams) };
}

/** `POST /beheer/sloten/{id}/openen`: the door opens from afar, whoever it is for. */
export const openLock =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const errand = await act(ctx, services, 'openen', (tx, lockId, reason) => unlockLock(tx, { lockId, reason }, view.actor, view.now));
    if (errand) await whenKnown(services.db, errand);
  };

/** `POST /beheer/sloten/{id}/herstellen`: the lock is read anew, and what is not right is tried again. */
export const repairLockByManager =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    await act(ctx, services, 'herstellen', async (tx, lockId, reason) => void (await repairLock(tx, lockId, { reason }, view.actor, view.now)));
  };

async function act(
  ctx: WebContext, { db }: WebServices, part: HelpPart, verb: (tx: Transaction, lockId: LockId, reason: string) => Promise<ErrandId | void>,
): Promise<ErrandId | undefined> {
  const { actor } = ctx.state.view;
  const id = ctx.params['id'] ?? '';
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  if (!isId(id)) throw new Refusal('not-found');
  const reason = fieldOf(formOf(ctx), `reden-${part}`).slice(0, 500);
  const page = link(`/beheer/sloten/${id}`, { deur: part });
  try {
    const errand = await transact(db, async (tx) => {
      await mustManageLock(tx, id as LockId, actor);
      return reason === '' ? 'deur-reden' : verb(tx, id as LockId, reason);
    });
    goTo(ctx, `${page}${errand === 'deur-reden' ? '&fout=deur-reden' : ''}#deur-hulp`);
    return errand === 'deur-reden' ? undefined : errand ?? undefined;
  } catch (thrown) {
    if (!isRefusal(thrown) || !TOLD_THERE.has(thrown.code)) throw thrown;
    goTo(ctx, `${page}&fout=${thrown.code}#deur-hulp`);
    return undefined;
  }
}

const TOLD_THERE = new Set(['lock-not-reachable', 'lock-not-openable', 'too-many-requests']);
