import { ICalCalendar, ICalEventStatus } from 'ical-generator';
import { inLanguage, type Language } from '../kernel/text.ts';
import type { BookingDetail } from './views.ts';

const STATUS = {
  requested: ICalEventStatus.TENTATIVE, held: ICalEventStatus.TENTATIVE, confirmed: ICalEventStatus.CONFIRMED,
  declined: ICalEventStatus.CANCELLED, cancelled: ICalEventStatus.CANCELLED, expired: ICalEventStatus.CANCELLED,
} as const;

/**
 * One booking as an iCalendar file (RFC 5545): UTC times, a UID that stays the same, a SEQUENCE that grows with every
 * change. No door code: a calendar is shared and synchronised.
 */
export function bookingCalendar(booking: BookingDetail, origin: string, language: Language): string {
  const calendar = new ICalCalendar({ prodId: { company: 'Openzaal', product: 'Openzaal', language: language.toUpperCase() } });
  const venue = inLanguage(booking.venue.name, language);
  calendar.createEvent({
    id: `${booking.id}@openzaal`,
    sequence: booking.version - 1,
    start: booking.period.start,
    end: booking.period.end,
    stamp: booking.changedAt,
    status: STATUS[booking.status],
    summary: `${booking.activity} – ${inLanguage(booking.hall.name, language)}`,
    location: `${venue}, ${booking.venue.street}, ${booking.venue.postalCode} ${booking.venue.municipality}`,
    url: `${origin}/reservaties/${booking.code}`,
  });
  return calendar.toString();
}
