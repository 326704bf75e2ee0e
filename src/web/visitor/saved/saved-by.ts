import type { Database } from '../../../platform/db.ts';
import { savedSlugs } from '../../../saved/views.ts';
import type { WebContext } from '../../web.ts';
import { slugsInCookie } from './saved-cookie.ts';

/** The slugs of the halls that the reader saved: in their account once they have logged in, before that in their browser. */
export async function savedBy(ctx: WebContext, db: Database): Promise<ReadonlySet<string>> {
  const { actor } = ctx.state;
  return new Set(actor.kind === 'person' ? await savedSlugs(db, actor.personId) : slugsInCookie(ctx));
}
