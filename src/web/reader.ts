import type { RequestState } from '../contract/request-state.ts';
import { myOrganisations } from '../identity/views.ts';
import { textsIn } from './texts/texts.ts';
import type { Assets } from './assets.ts';
import type { View } from './view.ts';
import type { WebServices } from './web.ts';

/** What every page needs to know of its reader. */
export async function viewOf(ctx: { state: RequestState; url: string }, services: WebServices, assets: Assets): Promise<View> {
  const { language, actor } = ctx.state;
  const organisations = actor.kind === 'person' && actor.memberOf.length > 0 ? await myOrganisations(services.db, actor.personId) : [];
  return { language, actor, t: textsIn(language), now: services.clock(), here: ctx.url, organisations, city: services.city, assets };
}
