import type { JSX } from 'preact';
import { formatTime } from '../../../contract/texts/format.ts';
import type { DayBooking } from '../../../occupancy/day-views.ts';
import type { OpenMatters } from '../../../occupancy/read-occupancy.ts';
import { say, type View } from '../../view.ts';
import { doorFact, paymentFact, shortInstant } from '../occupancy/marks.tsx';

export interface Matter {
  key: string;
  text: string;
  href?: string;
}

/** What asks for somebody, the most pressing first: doors, requests that lapse today, money. */
export function mattersOf(view: View, bookings: readonly DayBooking[], { requests, alarms }: OpenMatters): Matter[] {
  const { today } = view.t;
  const told = new Set(alarms.map(({ bookingId }) => bookingId));
  const start = ({ period }: DayBooking): string => formatTime(period.start, view.language);
  return [
    ...alarms.map((alarm): Matter => ({
      key: `alarm ${alarm.kind} ${alarm.raisedAt.getTime()} ${alarm.bookingCode ?? ''}`,
      text: today.alarm(view.t.alarms.kinds[alarm.kind].title, alarm.lock ? say(view, alarm.lock) : '', shortInstant(view, alarm.raisedAt)),
      href: `/beheer/alarmen#alarm-${alarm.id}`,
    })),
    ...bookings
      .filter((booking) => booking.access === 'door-code' && doorFact(view, booking).tone === 'wrong' && !told.has(booking.id))
      .map((booking): Matter => ({ key: `deur ${booking.id}`, text: today.door(start(booking), say(view, booking.hall.name), doorFact(view, booking).word), href: `/reservaties/${booking.code}` })),
    ...requests.map((request): Matter => ({
      key: `aanvraag ${request.id}`,
      text: today.toDecide(request.activity, say(view, request.hall.name), request.heldUntil ? shortInstant(view, request.heldUntil) : ''),
      href: `/beheer/aanvragen#aanvraag-${request.code}`,
    })),
    ...bookings
      .filter(({ payment }) => payment === 'to-pay' || payment === 'part-paid' || payment === 'refund-due')
      .map((booking): Matter => ({
        key: `geld ${booking.id}`,
        text: today.unpaid(start(booking), say(view, booking.hall.name), booking.bookerName, paymentFact(view, booking).word),
        href: `/reservaties/${booking.code}`,
      })),
  ];
}

/** Open matters, in front of everything else. */
export function Matters({ view, found }: { view: View; found: readonly Matter[] }): JSX.Element {
  return (
    <section id="aandacht" class="oz-panel oz-stack" data-gap="sm" aria-labelledby="aandacht-titel">
      <h2 class="ds-heading" data-size="xs" id="aandacht-titel">
        {view.t.today.matters}
      </h2>
      {found.length === 0 && <p>{view.t.today.noMatters}</p>}
      {found.length > 0 && (
        <ul class="oz-plain oz-stack oz-matters" data-gap="xs">
          {found.map(({ key, text, href }) => (
            <li key={key}>
              <span class="oz-mark" data-tone="wrong" data-glyph="!" aria-hidden="true" /> {href ? <a href={href}>{text}</a> : text}
            </li>
          ))}
        </ul>
      )}
      <p class="oz-noprint">
        <a href="/beheer/alarmen">{view.t.alarms.allAlarms}</a>
      </p>
    </section>
  );
}
