import type { WebRouter, WebServices } from '../web.ts';
import { showAccessibility } from './about/accessibility-page.tsx';
import { showPrivacy } from './about/privacy-page.tsx';
import { book, showBooking } from './book/book-routes.tsx';
import { hideCode, pay, reveal, sendCalendar, showBookingDetail } from './bookings/booking-routes.tsx';
import { showBookings } from './bookings/bookings-page.tsx';
import { cancel, showCancellation } from './bookings/cancel-page.tsx';
import { downloadMyData, endEverySession } from './data/data-routes.ts';
import { showMyData } from './data/my-data-page.tsx';
import { sendFloorPlan } from './hall/floor-plan-image.ts';
import { showHall } from './hall/hall-page.tsx';
import { showHome } from './home-page.tsx';
import { compareHalls } from './compare/compare-page.tsx';
import { showResults } from './results-page.tsx';
import { showSaved } from './saved/saved-page.tsx';
import { changeSaved, confirmSaved } from './saved/saved-routes.ts';
import { actForOrganisation, endLogin, endSession, startLogin } from './sign-in.ts';

/** What everybody sees, and what bookers do. */
export function visitorRoutes(router: WebRouter, services: WebServices): void {
  router.get('/', showHome(services));
  router.get('/zalen', showResults(services));
  router.get('/zalen/:slug', showHall(services));
  router.get('/zalen/:slug/plattegrond.svg', sendFloorPlan(services));
  router.get('/zalen/:slug/reserveren', showBooking(services));
  router.post('/zalen/:slug/reserveren', book(services));
  router.get('/bewaard', showSaved(services));
  router.post('/bewaard', changeSaved(services));
  router.get('/bewaard/gelukt', confirmSaved());
  router.get('/vergelijken', compareHalls(services));
  router.get('/reservaties', showBookings(services));
  router.get('/reservaties/:code', showBookingDetail(services));
  router.post('/reservaties/:code/betalen', pay(services));
  router.get('/reservaties/:code/annuleren', showCancellation(services));
  router.post('/reservaties/:code/annuleren', cancel(services));
  router.post('/reservaties/:code/code', reveal(services));
  router.get('/reservaties/:code/code', hideCode());
  router.get('/reservaties/:code/agenda.ics', sendCalendar(services));
  router.get('/aanmelden', startLogin(services));
  router.get('/aanmelden/terug', endLogin(services));
  router.post('/afmelden', endSession(services));
  router.post('/handelen-voor', actForOrganisation(services));
  router.get('/mijn-gegevens', showMyData(services));
  router.get('/mijn-gegevens/download', downloadMyData(services));
  router.post('/mijn-gegevens/overal-afmelden', endEverySession(services));
  router.get('/toegankelijkheid', showAccessibility());
  router.get('/privacy', showPrivacy());
}
