import type { JSX } from 'preact';
import type { CodeCount } from '../../../access/lock-codes-ahead.ts';
import { isLockPosition, type LockAsk, type LockPage, type LockPosition, type LockSummary } from '../../../access/lock-list.ts';
import { readLocks } from '../../../access/read-locks.ts';
import { venueScope } from '../../../catalogue/venue-scope.ts';
import { fromCursor, toCursor } from '../../../contract/paging.ts';
import { formatNumber } from '../../../contract/texts/format.ts';
import { VENUE_READERS } from '../../../kernel/actor.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { venueTopics } from '../../../live/views.ts';
import { venuesInScope, type VenueName } from '../../../occupancy/views.ts';
import { sendPage } from '../../render.tsx';
import { Empty } from '../../shared/notice.tsx';
import { link, say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { DoorsTabs } from './doors-tabs.tsx';
import { healthOf, makeOf, roomOf, seenOf, stateOf } from './lock-words.ts';

const PAGE_SIZE = 50;

/** `GET /beheer/sloten`: the locks of the venues where the reader works, those that need attention first. */
export const showLocks =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'doors');
    const { searchParams: query } = ctx.URL;
    const [venues, topics] = await Promise.all([venuesInScope(db, venueScope(view.actor, VENUE_READERS)), venueTopics(db, view.actor)]);
    const venue = venues.find(({ slug }) => slug === query.get('gebouw'))?.slug;
    const after = position(query.get('vanaf') ?? '');
    const ask: LockAsk = { limit: PAGE_SIZE, ...(venue ? { venue } : {}), ...(query.get('welke') === 'aandacht' ? { troubled: true } : {}), ...(after ? { after } : {}) };
    sendPage(ctx, <LocksPage view={view} venues={venues} topics={topics} ask={ask} page={await readLocks(db, view.actor, ask, view.now)} />);
    ctx.set('Cache-Control', 'no-store');
  };

/** Where a page starts; what is no position of ours starts at the first. */
function position(text: string): LockPosition | undefined {
  try {
    return text === '' ? undefined : fromCursor(text, isLockPosition);
  } catch (thrown) {
    if (isRefusal(thrown, 'invalid-request')) return undefined;
    throw thrown;
  }
}

interface Props {
  view: View;
  venues: readonly VenueName[];
  topics: readonly string[];
  ask: LockAsk;
  page: LockPage;
}

function LocksPage({ view, venues, topics, ask, page: { items, next } }: Props): JSX.Element {
  const { t } = view;
  const chosen = { gebouw: ask.venue ?? '', welke: ask.troubled ? 'aandacht' : '' };
  const isNarrowed = ask.venue !== undefined || ask.troubled !== undefined || ask.after !== undefined;
  return (
    <ManagerPage view={view} title={t.locks.title} current="doors">
      <DoorsTabs view={view} current="locks" />
      <Filters view={view} venues={venues} ask={ask} />
      <section class="oz-stack" id="sloten" aria-label={t.locks.title} data-live-topics={topics.join(' ')}>
        {items.length === 0 ? (
          <Empty icon="door" title={isNarrowed ? t.locks.noneLeft : t.locks.none}>{!isNarrowed && <p>{t.locks.noneHint}</p>}</Empty>
        ) : (
          <LockTable view={view} locks={items} />
        )}
        {next && (
          <p>
            <a class="ds-button" data-variant="secondary" href={link('/beheer/sloten', { ...chosen, vanaf: toCursor(next) })}>
              {t.frame.more}
            </a>
          </p>
        )}
      </section>
    </ManagerPage>
  );
}

const Filters = ({ view, venues, ask }: { view: View; venues: readonly VenueName[]; ask: LockAsk }): JSX.Element => {
  const { t } = view;
  return (
    <form class="oz-row oz-filters" method="get" action="/beheer/sloten">
      <div class="ds-field">
        <label class="ds-label" for="gebouw">
          {t.locks.venue}
        </label>
        <select class="ds-input" id="gebouw" name="gebouw">
          <option value="">{t.locks.everyVenue}</option>
          {venues.map(({ slug, name }) => (
            <option key={slug} value={slug} selected={slug === ask.venue}>
              {say(view, name)}
            </option>
          ))}
        </select>
      </div>
      <div class="ds-field">
        <label class="ds-label" for="welke">
          {t.locks.which}
        </label>
        <select class="ds-input" id="welke" name="welke">
          <option value="">{t.locks.all}</option>
          <option value="aandacht" selected={ask.troubled}>
            {t.locks.troubled}
          </option>
        </select>
      </div>
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.locks.show}
      </button>
    </form>
  );
};

const LockTable = ({ view, locks }: { view: View; locks: readonly LockSummary[] }): JSX.Element => {
  const { t } = view;
  return (
    <table class="oz-table oz-stacked">
      <thead>
        <tr>
          {[t.locks.lock, t.locks.state, t.locks.health, t.locks.room, t.locks.today, t.locks.ahead].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {locks.map((lock) => (
          <LockLine key={lock.id} view={view} lock={lock} />
        ))}
      </tbody>
    </table>
  );
};

function LockLine({ view, lock }: { view: View; lock: LockSummary }): JSX.Element {
  const { t } = view;
  const { word, tone } = stateOf(view, lock);
  return (
    <tr>
      <th scope="row">
        <a href={`/beheer/sloten/${lock.id}`}>
          <strong>{say(view, lock.name)}</strong>
        </a>
        <span class="oz-line">{say(view, lock.venue.name)}</span>
        <span class="oz-line oz-small oz-muted">{makeOf(view, lock)}</span>
      </th>
      <td data-label={t.locks.state}>
        <span class="oz-status" data-color={tone}>
          {word}
        </span>
        <span class="oz-line oz-small oz-muted">{seenOf(view, lock)}</span>
      </td>
      <td data-label={t.locks.health}>
        {healthOf(view, lock).map((line) => (
          <span key={line} class="oz-line">
            {line}
          </span>
        ))}
      </td>
      <td data-label={t.locks.room}>
        {roomOf(view, lock).map((line) => (
          <span key={line} class="oz-line">
            {line}
          </span>
        ))}
      </td>
      <td data-label={t.locks.today}>
        <Count view={view} count={lock.codes.today} />
      </td>
      <td data-label={t.locks.ahead}>
        <Count view={view} count={lock.codes.ahead} />
      </td>
    </tr>
  );
}

function Count({ view: { t, language }, count: { trouble, confirmed, pending } }: { view: View; count: CodeCount }): JSX.Element {
  return (
    <>
      {trouble > 0 && <span class="oz-line oz-strong">{t.locks.trouble(formatNumber(trouble, language))}</span>}
      {confirmed > 0 && <span class="oz-line">{t.locks.confirmed(formatNumber(confirmed, language))}</span>}
      {pending > 0 && <span class="oz-line">{t.locks.pending(formatNumber(pending, language))}</span>}
      {trouble + confirmed + pending === 0 && <span class="oz-muted">{t.locks.noCodes}</span>}
    </>
  );
}
