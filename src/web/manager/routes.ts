import { goTo } from '../render.tsx';
import type { WebRouter, WebServices } from '../web.ts';
import { decide, showRequests } from './requests-page.tsx';

/** What managers of venues see. */
export function managerRoutes(router: WebRouter, services: WebServices): void {
  router.get('/beheer', (ctx) => goTo(ctx, '/beheer/aanvragen'));
  router.get('/beheer/aanvragen', showRequests(services));
  router.post('/beheer/aanvragen/:code', decide(services));
}
