import { doorLinkPath } from '../../access/door-link.ts';
import { hallIdsBySlug } from '../../catalogue/views.ts';
import { beginLogin } from '../../identity/begin-login.ts';
import { finishLogin } from '../../identity/finish-login.ts';
import { logOut } from '../../identity/log-out.ts';
import { offerMerges } from '../../identity/offer-merges.ts';
import { localPath } from '../../identity/return-path.ts';
import { switchOrganisation } from '../../identity/switch-organisation.ts';
import { isId, type OrganisationId, type PersonId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { transact, type Database } from '../../platform/db.ts';
import { takeOverSaved } from '../../saved/take-over-saved.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo } from '../render.tsx';
import { link } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { keepInCookie, slugsInCookie } from './saved/saved-cookie.ts';

/** `GET /aanmelden`: to the government login, and back to `terug` afterwards. */
export const startLogin =
  ({ db, login, clock }: WebServices): Handler =>
  async (ctx) => {
    const { url, token } = await beginLogin(db, login, { token: ctx.state.session, returnTo: whereTo(ctx) }, clock());
    ctx.state.setSession(token);
    goTo(ctx, url);
  };

/** Where to go afterwards is kept until then, and of a door link the database keeps no more than a hash: whoever logs in there has left the door. */
function whereTo({ URL: { searchParams } }: WebContext): string {
  const path = localPath(searchParams.get('terug') ?? undefined);
  return path.startsWith(doorLinkPath('')) ? '/' : path;
}

/** `GET /aanmelden/terug`: where the government login sends the browser back to. Whoever may have booked by phone before is asked so first. */
export const endLogin =
  ({ db, login, clock }: WebServices): Handler =>
  async (ctx) => {
    const { token, returnTo, personId } = await finishLogin(db, login, { token: ctx.state.session, query: ctx.querystring }, clock());
    ctx.state.setSession(token);
    await takeOverCookie(ctx, db, personId, clock());
    const offers = await transact(db, (tx) => offerMerges(tx, personId, clock()));
    const toAsk = offers.some(({ state }) => state === 'open' || state === 'code-sent');
    goTo(ctx, toAsk ? link('/bent-u-dit', { terug: returnTo }) : returnTo);
  };

/** What was saved in this browser before logging in goes to the account; when that cannot be done now, it stays here until the next time. */
async function takeOverCookie(ctx: WebContext, db: Database, personId: PersonId, now: Date): Promise<void> {
  const slugs = slugsInCookie(ctx);
  if (slugs.length === 0) return;
  try {
    const ids = await hallIdsBySlug(db, slugs);
    const halls = slugs.flatMap((slug) => ids.get(slug) ?? []);
    await transact(db, (tx) => takeOverSaved(tx, personId, halls, now));
    keepInCookie(ctx, []);
  } catch (thrown) {
    if (!isRefusal(thrown, 'busy')) throw thrown;
  }
}

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
