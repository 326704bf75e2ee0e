import { logOut } from '../../../identity/log-out.ts';
import { logOutEverywhere } from '../../../identity/log-out-everywhere.ts';
import { localDate } from '../../../kernel/time.ts';
import { transact } from '../../../platform/db.ts';
import { myData } from '../../../privacy/my-data.ts';
import { goTo } from '../../render.tsx';
import type { Handler, WebServices } from '../../web.ts';

/** `GET /mijn-gegevens/download`: everything that we know of the reader, as a file. */
export const downloadMyData =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const data = await myData(db, view.actor, view.now);
    ctx.type = 'application/json; charset=utf-8';
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Content-Disposition', `attachment; filename="mijn-gegevens-${localDate(view.now)}.json"`);
    ctx.body = JSON.stringify(data, null, 2);
  };

/** `POST /mijn-gegevens/overal-afmelden`: in every browser, and at the government login. */
export const endEverySession =
  ({ db, login }: WebServices): Handler =>
  async (ctx) => {
    await transact(db, (tx) => logOutEverywhere(tx, ctx.state.view.actor));
    const elsewhere = await logOut(db, login, ctx.state.session);
    ctx.state.setSession(undefined);
    goTo(ctx, elsewhere ?? '/');
  };
