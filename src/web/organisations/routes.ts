import type { WebRouter, WebServices } from '../web.ts';
import { accept, showInvitation } from './invitation-page.tsx';
import { invite, remove, showMembers } from './members-page.tsx';
import { showOrganisations } from './organisations-page.tsx';

/** For whom one may act, and who else may. */
export function organisationRoutes(router: WebRouter, services: WebServices): void {
  router.get('/organisaties', showOrganisations());
  router.get('/organisaties/uitnodiging/:token', showInvitation(services));
  router.post('/organisaties/uitnodiging/:token', accept(services));
  router.get('/organisaties/:id', showMembers(services));
  router.post('/organisaties/:id/uitnodigingen', invite(services));
  router.post('/organisaties/:id/leden/:person/verwijderen', remove(services));
}
