import type { JSX } from 'preact';
import { venueScope } from '../../../catalogue/venue-scope.ts';
import { formatDay, formatShortDay, formatTime } from '../../../contract/texts/format.ts';
import { VENUE_READERS } from '../../../kernel/actor.ts';
import { localDate } from '../../../kernel/time.ts';
import { venueTopics } from '../../../live/views.ts';
import { readDay, readOpenMatters, type OpenMatters } from '../../../occupancy/read-occupancy.ts';
import type { DayBooking } from '../../../occupancy/day-views.ts';
import { venuesInScope, type VenueName } from '../../../occupancy/views.ts';
import { sendPage } from '../../render.tsx';
import { Empty, Notice } from '../../shared/notice.tsx';
import { link, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { DayFilters } from './day-filters.tsx';
import { Matters, mattersOf } from './matters.tsx';
import { readDayAsked, type DayAsked } from './day-ask.ts';
import { VenueDay } from './venue-day.tsx';

const MOST_BOOKINGS = 500;

/** `GET /beheer/vandaag`: everything of a day, per venue, and first what asks for somebody. Made to be printed. */
export const showToday =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'today');
    const asked = readDayAsked(ctx.URL.searchParams, view.now);
    const which = { day: asked.day, ...(asked.venue ? { venue: asked.venue } : {}) };
    const [venues, topics, day, matters] = await Promise.all([

      venuesInScope(db, venueScope(view.actor, VENUE_READERS)),
      venueTopics(db, view.actor),
      readDay(db, view.actor, { ...which, limit: MOST_BOOKINGS }, view.now),
      readOpenMatters(db, view.actor, which),
    ]);
    sendPage(ctx, <TodayPage view={view} asked={asked} venues={venues} bookings={day.items} topics={topics} isCut={day.next !== undefined} matters={matters} />);
  };

interface Props {
  view: View;
  asked: DayAsked;
  venues: readonly VenueName[];
  bookings: readonly DayBooking[];
  topics: readonly string[];
  isCut: boolean;
  matters: OpenMatters;
}

function TodayPage({ view, asked, venues, bookings, topics, isCut, matters }: Props): JSX.Element {
  const { t, language, now } = view;
  const isToday = asked.day === localDate(now);
  const isPast = asked.day < localDate(now);
  // A door is in trouble now, not on another day.
  const found = mattersOf(view, bookings, isToday ? matters : { ...matters, alarms: [] });
  return (
    <ManagerPage view={view} title={isToday ? t.today.title : t.today.titleOn} current="today">
      <link rel="stylesheet" href={view.assets.occupancyStyle} />
      <p class="oz-day-date">
        {formatDay(asked.day, language)}
        <span class="oz-printonly"> {t.today.printed(`${formatShortDay(now, language)} ${formatTime(now, language)}`)}</span>
      </p>
      <DayFilters view={view} asked={asked} venues={venues} />
      <div id="dag" class="oz-stack" data-live-topics={topics.join(' ')} data-says={isToday ? t.today.waiting(found.length) : undefined}>
        {!isPast && <Matters view={view} found={found} />}
        {isCut && (
          <Notice tone="warning">
            <p>{t.today.tooMany(bookings.length)}</p>
          </Notice>
        )}
        {bookings.length === 0 && (
          <Empty icon="calendar" title={t.today.none}>
            <p>{t.today.noneHint}</p>
          </Empty>
        )}
        {venuesOf(bookings).map((venue) => (
          <VenueDay key={venue.id} view={view} day={asked.day} venue={venue} bookings={bookings.filter((booking) => booking.venue.id === venue.id)} />
        ))}
      </div>
      <p class="oz-noprint">
        <a href={link('/beheer/bezetting', { weergave: 'dag', datum: asked.day, gebouw: asked.venue })}>{t.today.occupancy}</a>
      </p>
    </ManagerPage>
  );
}

/** The venues where something happens, by name. */
const venuesOf = (bookings: readonly DayBooking[]): DayBooking['venue'][] =>
  [...new Map(bookings.map(({ venue }) => [venue.id, venue])).values()].toSorted((a, b) => a.name.nl.localeCompare(b.name.nl, 'nl'));
