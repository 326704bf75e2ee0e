import type { components } from '../contract/api.d.ts';
import type { Sendable } from '../contract/operation.ts';
import type { Hall } from './hall.ts';
import { presentTariffs } from './present-tariffs.ts';
import type { HallPage, VenueLine } from './views.ts';

type Contract = components['schemas'];

/** A hall as lists and alternatives show it in the contract. */
export function presentHallSummary(hall: Hall): Sendable<Contract['HallSummary']> {
  const { id, slug, name, type, areaM2, venue, layouts, features, approval, access } = hall;
  return { id, slug, name, type, areaM2, venue, layouts, features, approval, access };
}

/** A hall with everything that the contract tells of it. Tariffs that a newer one has overtaken stay out. */
export function presentHall({ hall, description, illustrative, venue }: HallPage, today: string): Sendable<Contract['Hall']> {
  const { setupMinutes, teardownMinutes, startStepMinutes, shortestMinutes, longestMinutes, noticeMinutes, windowDays } = hall;
  const { openOnHolidays, weekly, exceptions } = hall.schedule;
  const { extras, houseRules, cancellationTerms, holdMinutes, approvalHours, quotaBookings, bookable, version } = hall;
  return {
    ...presentHallSummary(hall),
    description, illustrative, directions: venue.directions, email: venue.email, phone: venue.phone,
    limits: { setupMinutes, teardownMinutes, startStepMinutes, shortestMinutes, longestMinutes, noticeMinutes, windowDays },
    openingHours: { openOnHolidays, weekly, exceptions: exceptions.filter(({ day }) => day >= today) },
    tariffs: presentTariffs(hall, today),
    extras, houseRules, cancellationTerms, holdMinutes, approvalHours, quotaBookings, bookable, version,
  };
}

/** A venue as the contract tells of it; how its doors are run stays with us. */
export function presentVenue({ doorBeforeMinutes: _before, doorAfterMinutes: _after, codeShownHours: _shown, ...venue }: VenueLine): Sendable<Contract['Venue']> {
  return venue;
}
