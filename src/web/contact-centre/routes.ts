import type { WebRouter, WebServices } from '../web.ts';
import { readAloud } from './aloud-routes.tsx';
import { cancelForCaller, mailPayLink, resendForCaller } from './booking-actions.tsx';
import { showBookingDesk, showDesk, showOrganisationDesk, showPersonDesk } from './desk-routes.tsx';
import { decideHold, holdHall } from './hold-routes.tsx';
import { confirmCaller, mergeCaller } from './merge-routes.tsx';
import { confirm, create, showAgentOrganisations } from './organisations-page.tsx';
import { correctPerson, enterPerson } from './person-routes.tsx';

/** What agents of the contact centre do for a caller. */
export function agentRoutes(router: WebRouter, services: WebServices): void {
  router.get('/kcc', showDesk(services));
  router.post('/kcc/personen', enterPerson(services));
  router.get('/kcc/persoon/:id', showPersonDesk(services));
  router.post('/kcc/persoon/:id', correctPerson(services));
  router.post('/kcc/persoon/:id/houd-vast', holdHall(services));
  router.post('/kcc/persoon/:id/samenvoegen', mergeCaller(services));
  router.post('/kcc/persoon/:id/bevestig', confirmCaller(services));
  router.get('/kcc/organisatie/:id', showOrganisationDesk(services));
  router.post('/kcc/optie/:code', decideHold(services));
  router.get('/kcc/reservatie/:code', showBookingDesk(services));
  router.post('/kcc/reservatie/:code/betaallink', mailPayLink(services));
  router.post('/kcc/reservatie/:code/bericht', resendForCaller(services));
  router.post('/kcc/reservatie/:code/code', readAloud(services));
  router.post('/kcc/reservatie/:code/annuleren', cancelForCaller(services));
  router.get('/kcc/organisaties', showAgentOrganisations(services));
  router.post('/kcc/organisaties', create(services));
  router.post('/kcc/organisaties/:id/vertegenwoordiger', confirm(services));
}
