import { goTo } from '../render.tsx';
import type { WebRouter, WebServices } from '../web.ts';
import { actOnAlarm, showAlarms } from './doors/alarms-page.tsx';
import { openLock, repairLockByManager } from './doors/lock-help-routes.ts';
import { saveWatch, showWatch } from './doors/watch-page.tsx';
import { downloadOccupancy } from './occupancy/occupancy-csv.ts';
import { showOccupancy } from './occupancy/occupancy-page.tsx';
import { markHandled, showFeedbackList } from './feedback-routes.tsx';
import { settleMessage, showMessages } from './messages-page.tsx';
import { decide, showRequests } from './requests-page.tsx';
import { give, showRoles, take } from './roles-page.tsx';
import { showToday } from './today/today-page.tsx';
import { publish, showComparison } from './tariffs/compare-page.tsx';
import { postDraft, showDraft } from './tariffs/draft-page.tsx';
import { showRegulation } from './tariffs/regulation-page.tsx';
import { showTariffs } from './tariffs/tariffs-page.tsx';
import { venueRoutes } from './venue-routes.ts';

/** What managers of venues see. */
export function managerRoutes(router: WebRouter, services: WebServices): void {
  router.get('/beheer', (ctx) => goTo(ctx, '/beheer/vandaag'));
  router.get('/beheer/vandaag', showToday(services));
  router.get('/beheer/bezetting', showOccupancy(services));
  router.get('/beheer/bezetting.csv', downloadOccupancy(services));
  router.get('/beheer/feedback', showFeedbackList(services));
  router.post('/beheer/feedback/:code', markHandled(services));
  router.get('/beheer/aanvragen', showRequests(services));
  router.post('/beheer/aanvragen/:code', decide(services));
  router.get('/beheer/berichten', showMessages(services));
  router.post('/beheer/berichten/:id', settleMessage(services));
  router.get('/beheer/alarmen', showAlarms(services));
  router.post('/beheer/alarmen/:id', actOnAlarm(services));
  router.post('/beheer/sloten/:id/openen', openLock(services));
  router.post('/beheer/sloten/:id/herstellen', repairLockByManager(services));
  router.get('/beheer/wacht', showWatch(services));
  router.post('/beheer/wacht', saveWatch(services));
  router.get('/beheer/rollen', showRoles(services));
  router.post('/beheer/rollen', give(services));
  router.post('/beheer/rollen/:id/afnemen', take(services));
  router.get('/beheer/tarieven', showTariffs(services));
  router.get('/beheer/tarieven/:id', showRegulation(services));
  router.get('/beheer/tarieven/:id/ontwerp', showDraft(services));
  router.post('/beheer/tarieven/:id/ontwerp', postDraft(services));
  router.get('/beheer/tarieven/:id/vergelijking', showComparison(services));
  router.post('/beheer/tarieven/:id/bekendmaken', publish(services));
  venueRoutes(router, services);
}
