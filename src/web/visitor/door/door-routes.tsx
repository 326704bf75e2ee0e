import { readByDoorLink, type OpenersDoor } from '../../../access/read-door.ts';
import { revealToOpener, type RevealedCode } from '../../../access/reveal-code.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { goTo, sendSecretPage } from '../../render.tsx';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { DoorPage, GonePage } from './door-page.tsx';

const secretIn = (ctx: WebContext): string => ctx.params['secret'] ?? '';

/** `GET /deur/{secret}`: how one gets in, for whoever was asked to open the door. Nobody need log in: having the mail is the proof. */
export const showDoor =
  (services: WebServices): Handler =>
  (ctx) =>
    show(ctx, services);

/** `POST /deur/{secret}/code`: shows the door code in this one answer, which no cache may keep. */
export const revealDoor =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    try {
      const revealed = await transact(services.db, (tx) => revealToOpener(tx, services.doorKeys, secretIn(ctx), view.now));
      await show(ctx, services, { revealed });
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      await show(ctx, services, thrown.code === 'not-found' ? {} : { warning: sayRefusal(thrown, view.language) });
    }
  };

/** `GET /deur/{secret}/code`: whoever reloads the page of a code sees the door again, without the code. */
export const hideDoorCode = (): Handler => async (ctx) => goTo(ctx, `/deur/${encodeURIComponent(secretIn(ctx))}`);

async function show(ctx: WebContext, { db }: WebServices, more: { revealed?: RevealedCode; warning?: string } = {}): Promise<void> {
  const { view } = ctx.state;
  ctx.set('X-Robots-Tag', 'noindex');
  // The secret is in the path: not even our own log of referrers gets it. The origin goes along, by which an older browser's form is known to be ours.
  ctx.set('Referrer-Policy', 'strict-origin');
  const door = await doorBehind(ctx, db);
  sendSecretPage(ctx, door ? <DoorPage view={view} door={door} path={`/deur/${secretIn(ctx)}`} {...more} /> : <GonePage view={view} />);
  if (!door) ctx.status = 404;
}

const doorBehind = (ctx: WebContext, db: WebServices['db']): Promise<OpenersDoor | undefined> =>
  readByDoorLink(db, secretIn(ctx), ctx.state.view.now).catch((thrown: unknown) => {
    if (!isRefusal(thrown, 'not-found')) throw thrown;
    return undefined;
  });
