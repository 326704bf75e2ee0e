import type { WebRouter, WebServices } from '../web.ts';
import { cancelInTheWay } from './closures/cancel-in-the-way.ts';
import { lift, showClosure } from './closures/closure-page.tsx';
import { showClosures } from './closures/closures-page.tsx';
import { makeClosure, showNewClosure } from './closures/new-closure-page.tsx';
import { saveHallData, showHallData } from './halls/hall-page.tsx';
import { showHalls } from './halls/halls-page.tsx';
import { saveTerms, showTerms } from './halls/terms-page.tsx';
import { saveVenueData, showVenueData } from './halls/venue-page.tsx';
import { saveHours, showHours } from './hours/hours-page.tsx';

/** Where managers close halls and change what is told of them. */
export function venueRoutes(router: WebRouter, services: WebServices): void {
  router.get('/beheer/sluitingen', showClosures(services));
  router.get('/beheer/sluitingen/nieuw', showNewClosure(services));
  router.post('/beheer/sluitingen/nieuw', makeClosure(services));
  router.get('/beheer/sluitingen/:id', showClosure(services));
  router.post('/beheer/sluitingen/:id/opheffen', lift(services));
  router.post('/beheer/sluitingen/:id/annuleren/:code', cancelInTheWay(services));
  router.get('/beheer/zalen/:slug/openingsuren', showHours(services));
  router.post('/beheer/zalen/:slug/openingsuren', saveHours(services));
  router.get('/beheer/zalen', showHalls(services));
  router.get('/beheer/zalen/:slug', showHallData(services));
  router.post('/beheer/zalen/:slug', saveHallData(services));
  router.get('/beheer/zalen/:slug/gebouw', showVenueData(services));
  router.post('/beheer/zalen/:slug/gebouw', saveVenueData(services));
  for (const [path, kind] of [['reglement', 'house-rules'], ['annulatie', 'cancellation-terms']] as const) {
    router.get(`/beheer/zalen/:slug/${path}`, showTerms(services, kind));
    router.post(`/beheer/zalen/:slug/${path}`, saveTerms(services, kind));
  }
}
