import Router from '@koa/router';
import { isRefusal } from '../kernel/refusal.ts';
import { agentRoutes } from './contact-centre/routes.ts';
import { loadAssets, serveAssets } from './assets.ts';
import { chooseLanguage } from './language.ts';
import { managerRoutes } from './manager/routes.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { goTo } from './render.tsx';
import { viewOf } from './reader.ts';
import { link } from './view.ts';
import { sendFeed } from './visitor/agenda/agenda-routes.tsx';
import { visitorRoutes } from './visitor/routes.ts';
import type { WebRouter, WebServices, WebState } from './web.ts';

/**
 * Every page by its address: the map of the site. Expects `ctx.state` as the server's session fills it, and a form's body
 * read. Refusals go up to the server, which shows them with `problemPage`.
 */
export function webRoutes(services: WebServices): WebRouter {
  const router = new Router<WebState>();
  const folder = services.assetsFolder ?? 'build/assets';
  const assets = loadAssets(folder);
  router.get('/assets/:file', serveAssets(folder));
  router.get('/taal', chooseLanguage());
  router.get('/agenda/:file', sendFeed(services));
  router.use(async (ctx, next) => {
    ctx.state.view = await viewOf(ctx, services, assets);
    return next().catch((thrown: unknown) => {
      if (!isRefusal(thrown, 'not-signed-in')) throw thrown;
      goTo(ctx, link('/aanmelden', { terug: ctx.method === 'GET' ? ctx.url : ctx.path }));
    });
  });
  visitorRoutes(router, services);
  organisationRoutes(router, services);
  managerRoutes(router, services);
  agentRoutes(router, services);
  return router;
}
