import { hallIdsBySlug } from '../../../catalogue/views.ts';
import { localPath } from '../../../identity/return-path.ts';
import type { HallId, PersonId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact, type Database } from '../../../platform/db.ts';
import { forgetHall } from '../../../saved/forget-hall.ts';
import { saveHall } from '../../../saved/save-hall.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { keepInCookie, MOST_IN_COOKIE, slugsInCookie } from './saved-cookie.ts';

/** `POST /bewaard`: keeps a hall at hand or no longer, in the account or else in the browser, and goes back to where that was asked. */
export const changeSaved =
  ({ db, clock }: WebServices): Handler =>
  async (ctx) => {
    const form = formOf(ctx);
    const slug = fieldOf(form, 'zaal');
    const id = (await hallIdsBySlug(db, [slug])).get(slug);
    if (!id) throw new Refusal('not-found', { facts: { hall: slug } });
    const { actor } = ctx.state;
    const keeping = fieldOf(form, 'actie') !== 'vergeet';
    const full = actor.kind === 'person' ? await changeAccount(db, actor.personId, { id, keeping }, clock()) : changeCookie(ctx, { slug, keeping });
    goTo(ctx, full ? '/bewaard?vol=ja' : localPath(fieldOf(form, 'terug') || '/bewaard'));
  };

/** Answers whether there was no room for it. */
async function changeAccount(db: Database, personId: PersonId, { id, keeping }: { id: HallId; keeping: boolean }, now: Date): Promise<boolean> {
  try {
    await transact(db, (tx) => (keeping ? saveHall(tx, personId, id, now) : forgetHall(tx, personId, id)));
    return false;
  } catch (thrown) {
    if (isRefusal(thrown, 'too-many-saved')) return true;
    throw thrown;
  }
}

function changeCookie(ctx: WebContext, { slug, keeping }: { slug: string; keeping: boolean }): boolean {
  const others = slugsInCookie(ctx).filter((one) => one !== slug);
  if (keeping && others.length >= MOST_IN_COOKIE) return true;
  keepInCookie(ctx, keeping ? [slug, ...others] : others);
  return false;
}

/** `GET /bewaard/gelukt`: where the script of the pages comes back to, instead of a whole page that it would not show. */
export const confirmSaved = (): Handler => async (ctx) => {
  ctx.status = 200;
  ctx.type = 'text/plain';
  ctx.body = 'ok';
};
