import { alarmOperations } from './access/alarm-http.ts';
import { lockOperations } from './access/lock-http.ts';
import { accessOperations } from './access/http.ts';
import { closureOperations } from './availability/closure-http.ts';
import { availabilityOperations } from './availability/http.ts';
import { callHoldOperations } from './bookings/call-hold-http.ts';
import { bookingOperations } from './bookings/http.ts';
import { moveOperations } from './bookings/move-http.ts';
import { calendarOperations } from './calendars/http.ts';
import { catalogueOperations } from './catalogue/http.ts';
import type { AllOperations } from './contract/operation.ts';
import { deskOperations } from './desk/http.ts';
import { feedbackOperations } from './feedback/http.ts';
import { identityOperations } from './identity/http.ts';
import { personOperations } from './identity/person-http.ts';
import { managementOperations } from './management/http.ts';
import { occupancyOperations } from './occupancy/http.ts';
import { mailOperations } from './notifications/http.ts';
import { paymentOperations } from './payments/http.ts';
import { privacyOperations } from './privacy/http.ts';
import { pricingOperations } from './pricing/http.ts';
import { savedOperations } from './saved/http.ts';
import { searchOperations } from './search/http.ts';
import { watchOperations } from './watch/http.ts';
import type { Services } from './services.ts';

/** The whole contract: each capability's share of it. One that is missing, or there twice, does not compile or does not start. */
export const operationsOf = ({ payments, doorKeys }: Pick<Services, 'payments' | 'doorKeys'>): AllOperations => ({
  ...catalogueOperations,
  ...searchOperations,
  ...watchOperations,
  ...availabilityOperations,
  ...closureOperations,
  ...pricingOperations,
  ...bookingOperations,
  ...moveOperations,
  ...callHoldOperations,
  ...managementOperations,
  ...savedOperations,
  ...calendarOperations,
  ...paymentOperations(payments),
  ...accessOperations(doorKeys),
  ...alarmOperations,
    ...lockOperations,
  ...occupancyOperations,
  ...feedbackOperations,
  ...mailOperations,
  ...identityOperations,
  ...personOperations,
  ...deskOperations,
  ...privacyOperations,
});
