import { ICalCalendar, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { inLanguage, type Language } from '../kernel/text.ts';
import type { BookingSummary } from './views.ts';

const STATUS = {
  requested: ICalEventStatus.TENTATIVE, held: ICalEventStatus.TENTATIVE, confirmed: ICalEventStatus.CONFIRMED,
  declined: ICalEventStatus.CANCELLED, cancelled: ICalEventStatus.CANCELLED, expired: ICalEventStatus.CANCELLED,
} as const;

/** How often an application that follows us should ask again. */
const REFRESH_SECONDS = 3_600;

/**
 * One booking as an iCalendar file (RFC 5545): UTC times, a UID that stays the same, a SEQUENCE that grows with every
 * change. No door code: a calendar is shared and synchronised.
 */
export function bookingCalendar(booking: BookingSummary, origin: string, language: Language): string {
  const calendar = new ICalCalendar(madeBy(language));
  addBooking(calendar, booking, origin, language);
  return calendar.toString();
}

/** Bookings as a calendar to follow: one event each, cancelled ones too, so that they leave calendars that have them. No METHOD: it is no invitation. */
export function bookingsCalendar(bookings: readonly BookingSummary[], { origin, language, name }: { origin: string; language: Language; name: string }): string {
  const calendar = new ICalCalendar({ ...madeBy(language), name, ttl: REFRESH_SECONDS });
  bookings.forEach((booking) => addBooking(calendar, booking, origin, language));
  return calendar.toString();
}

const madeBy = (language: Language) => ({ prodId: { company: 'Openzaal', product: 'Openzaal', language: language.toUpperCase() } });

function addBooking(calendar: ICalCalendar, booking: BookingSummary, origin: string, language: Language): void {
  const venue = inLanguage(booking.venue.name, language);
  const status = STATUS[booking.status];
  calendar.createEvent({
    id: `${booking.id}@openzaal`,
    sequence: booking.version - 1,
    start: booking.period.start,
    end: booking.period.end,
    stamp: booking.changedAt,
    status,
    transparency: status === ICalEventStatus.CANCELLED ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    summary: `${booking.activity} – ${inLanguage(booking.hall.name, language)}`,
    location: `${venue}, ${booking.venue.street}, ${booking.venue.postalCode} ${booking.venue.municipality}`,
    url: `${origin}/reservaties/${booking.code}`,
  });
}
