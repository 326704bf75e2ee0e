import type { JSX } from 'preact';
import { listBookings, type BookingList, type BookingSummary } from '../../../bookings/views.ts';
import { formatInstant, formatMoney, formatTime } from '../../../contract/texts/format.ts';
import { isTimePosition, type TimePosition } from '../../../contract/paging.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { localDate } from '../../../kernel/time.ts';
import { ownTopics } from '../../../live/topic.ts';
import { sendPage } from '../../render.tsx';
import { Icon } from '../../shared/icons.tsx';
import { Empty, Notice } from '../../shared/notice.tsx';
import { Status } from '../../shared/status.tsx';
import { When } from '../../shared/when.tsx';
import { link, say, type View } from '../../view.ts';
import { MinePage } from '../mine-page.tsx';
import type { Handler, WebServices } from '../../web.ts';

const PAGE_SIZE = 20;

/** `GET /reservaties`: the reader's own bookings and those of their organisations. */
export const showBookings =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    if (view.actor.kind !== 'person') throw new Refusal('not-signed-in');
    const { searchParams } = ctx.URL;
    const list: BookingList = searchParams.get('lijst') === 'voorbij' ? 'past' : 'upcoming';
    const after = position(searchParams.get('vanaf') ?? '');
    const { items, next } = await listBookings(db, view.actor, { list, limit: PAGE_SIZE, ...(after ? { after } : {}) }, view.now);
    sendPage(ctx, <BookingsPage view={view} list={list} items={items} next={next && `${next.start}~${next.id}`} topics={ownTopics(view.actor)} merged={searchParams.get('gelukt') === 'samengevoegd'} />);
  };

/** Where a page starts: an instant and an id. Anything else starts at the first. */
function position(text: string): TimePosition | undefined {
  const [start = '', id = ''] = text.split('~');
  const position = { start, id };
  return isTimePosition(position) ? position : undefined;
}

interface Props {
  view: View;
  list: BookingList;
  items: readonly BookingSummary[];
  next: string | undefined;
  topics: readonly string[];
  /** Bookings by phone were just put with this login. */
  merged: boolean;
}

function BookingsPage({ view, list, items, next, topics, merged }: Props): JSX.Element {
  const { t } = view;
  const current = (name: BookingList): 'page' | undefined => (name === list ? 'page' : undefined);
  return (
    <MinePage view={view} title={t.bookings.title} current="bookings">
      <div class="oz-wrap oz-stack">
        <div class="oz-row" data-spread>
          <h1 class="ds-heading" data-size="lg">
            {t.bookings.title}
          </h1>
          <p class="oz-crumbs">
            <a href="/reservaties/agenda">
              <Icon name="calendar" />
              {t.agenda.toPage}
            </a>
          </p>
        </div>
        {merged && (
          <Notice tone="success">
            <p>{t.sameness.done}</p>
          </Notice>
        )}
        <nav class="oz-tabs" aria-label={t.bookings.title}>
          <a href="/reservaties" aria-current={current('upcoming')}>
            {t.bookings.upcoming}
          </a>
          <a href="/reservaties?lijst=voorbij" aria-current={current('past')}>
            {t.bookings.past}
          </a>
        </nav>
        <div id="lijst" data-live-topics={topics.join(' ')}>
          {items.length === 0 && (
            <Empty icon="calendar" title={list === 'past' ? t.bookings.nonePast : t.bookings.none}>
              {list === 'upcoming' && (
                <>
                  <p>{t.bookings.noneHint}</p>
                  <p>
                    <a class="ds-button" href="/zalen">
                      {t.frame.search}
                    </a>
                  </p>
                </>
              )}
            </Empty>
          )}
          <ul class="oz-cards oz-plain">
            {items.map((booking) => (
              <li key={booking.id}>
                <BookingLine view={view} booking={booking} />
              </li>
            ))}
          </ul>
        </div>
        {next && (
          <p>
            <a class="ds-button" data-variant="secondary" href={link('/reservaties', { lijst: list === 'past' ? 'voorbij' : undefined, vanaf: next })}>
              {t.frame.more}
            </a>
          </p>
        )}
      </div>
    </MinePage>
  );
}

const heldUntil = ({ t, language, now }: View, until: Date): string =>
  t.bookings.heldUntil(localDate(until) === localDate(now) ? formatTime(until, language) : formatInstant(until, language));

const BookingLine = ({ view, booking }: { view: View; booking: BookingSummary }): JSX.Element => (
  <article class="oz-booking" id={`reservatie-${booking.code}`} data-says={`${booking.activity}: ${view.t.bookings.statuses[booking.status]}.`}>
    <h2>
      <a href={`/reservaties/${booking.code}`}>{booking.activity}</a>
    </h2>
    <Status view={view} status={booking.status} />
    <p>
      <strong>
        <When view={view} period={booking.period} />
      </strong>
      <br />
      {say(view, booking.hall.name)}, {say(view, booking.venue.name)}
      {booking.status === 'held' && booking.heldUntil && (
        <>
          <br />
          {heldUntil(view, booking.heldUntil)}
        </>
      )}
    </p>
    <p class="oz-small oz-muted">
      {booking.code}
      {booking.organisation && (
        <>
          <br />
          {view.t.bookings.for(booking.organisation.name)}
        </>
      )}
      <br />
      {booking.totalCents > 0 && formatMoney(booking.totalCents + booking.depositCents, view.language)}
    </p>
  </article>
);
