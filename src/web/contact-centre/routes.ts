import { goTo } from '../render.tsx';
import type { WebRouter, WebServices } from '../web.ts';
import { confirm, create, showAgentOrganisations } from './organisations-page.tsx';

/** What agents of the contact centre do for a caller. */
export function agentRoutes(router: WebRouter, services: WebServices): void {
  router.get('/kcc', (ctx) => goTo(ctx, '/kcc/organisaties'));
  router.get('/kcc/organisaties', showAgentOrganisations(services));
  router.post('/kcc/organisaties', create(services));
  router.post('/kcc/organisaties/:id/vertegenwoordiger', confirm(services));
}
