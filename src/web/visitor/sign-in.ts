import { beginLogin } from '../../identity/begin-login.ts';
import { finishLogin } from '../../identity/finish-login.ts';
import { logOut } from '../../identity/log-out.ts';
import { localPath } from '../../identity/return-path.ts';
import { switchOrganisation } from '../../identity/switch-organisation.ts';
import { isId, type OrganisationId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo } from '../render.tsx';
import type { Handler, WebServices } from '../web.ts';

/** `GET /aanmelden`: to the government login, and back to `terug` afterwards. */
export const startLogin =
  ({ db, login, clock }: WebServices): Handler =>
  async (ctx) => {
    const { url, token } = await beginLogin(db, login, { token: ctx.state.session, returnTo: ctx.URL.searchParams.get('terug') ?? '/' }, clock());
    ctx.state.setSession(token);
    goTo(ctx, url);
  };

/** `GET /aanmelden/terug`: where the government login sends the browser back to. */
export const endLogin =
  ({ db, login, clock }: WebServices): Handler =>
  async (ctx) => {
    const { token, returnTo } = await finishLogin(db, login, { token: ctx.state.session, query: ctx.querystring }, clock());
    ctx.state.setSession(token);
    goTo(ctx, returnTo);
  };

/** `POST /afmelden`: here, and at the government login. */
export const endSession =
  ({ db, login }: WebServices): Handler =>
  async (ctx) => {
    const elsewhere = await logOut(db, login, ctx.state.session);
    ctx.state.setSession(undefined);
    goTo(ctx, elsewhere ?? '/');
  };

/** `POST /handelen-voor`: act for an organisation, or for oneself again. */
export const actForOrganisation =
  ({ db, login, clock }: WebServices): Handler =>
  async (ctx) => {
    const form = formOf(ctx);
    const asked = fieldOf(form, 'organisatie');
    const returnTo = localPath(fieldOf(form, 'terug'));
    if (ctx.state.session === undefined) throw new Refusal('not-signed-in');
    if (asked !== '' && !isId(asked)) throw new Refusal('not-a-member');
    const organisationId = asked === '' ? null : (asked as OrganisationId);
    const { token, url } = await switchOrganisation(db, login, { token: ctx.state.session, organisationId, returnTo }, clock());
    ctx.state.setSession(token);
    goTo(ctx, url ?? returnTo);
  };
