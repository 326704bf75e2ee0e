import type { JSX } from 'preact';
import type { CodeAhead } from '../../../access/lock-codes-ahead.ts';
import { isMomentPosition, timelineSpan, type LockMoment, type MomentPage, type MomentPosition } from '../../../access/lock-timeline.ts';
import { readLock, readLockTimeline, type LockDetail } from '../../../access/read-locks.ts';
import { fromCursor, toCursor } from '../../../contract/paging.ts';
import { formatList, formatPeriod } from '../../../contract/texts/format.ts';
import { isId, type LockId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { isLocalDate } from '../../../kernel/time.ts';
import { sendPage } from '../../render.tsx';
import { DoorHelpPart, type HelpShown } from '../../shared/door-help.tsx';
import { Back } from '../../shared/back.tsx';
import { link, say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { shortInstant } from '../occupancy/marks.tsx';
import { DoorsTabs } from './doors-tabs.tsx';
import { lockHelp } from './lock-help-routes.ts';
import { healthOf, makeOf, roomOf, seenOf, stateOf } from './lock-words.ts';
import { sayMoment } from './moment-words.ts';
import { SparesPart } from './spares-part.tsx';

const PAGE_SIZE = 50;

/** `GET /beheer/sloten/{id}`: one lock, its codes of the coming days and what happened there. */
export const showLock =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'doors');
    const id = ctx.params['id'] ?? '';
    if (!isId(id)) throw new Refusal('not-found');
    const day = ctx.URL.searchParams.get('dag') ?? '';
    const asked = isLocalDate(day) ? day : undefined;
    const span = timelineSpan(asked, view.now);
    const after = position(ctx.URL.searchParams.get('vanaf') ?? '');
    const lock = await readLock(db, id as LockId, view.actor, view.now);
    const moments = await readLockTimeline(db, id as LockId, view.actor, span, { limit: PAGE_SIZE, ...(after ? { after } : {}) });
    const help = await lockHelp(ctx, { db }, id as LockId);
    sendPage(ctx, <LockPage view={view} lock={lock} help={help} moments={moments} day={asked ?? ''} />);
    ctx.set('Cache-Control', 'no-store');
  };

/** Where a page starts; what is no position of ours starts at the first. */
function position(text: string): MomentPosition | undefined {
  try {
    return text === '' ? undefined : fromCursor(text, isMomentPosition);
  } catch (thrown) {
    if (isRefusal(thrown, 'invalid-request')) return undefined;
    throw thrown;
  }
}

interface Props {
  view: View;
  lock: LockDetail;
  /** For managers of its venue. */
  help: HelpShown | undefined;
  moments: MomentPage;
  day: string;
}

const LockPage = ({ view, lock, help, moments, day }: Props): JSX.Element => (
  <ManagerPage view={view} title={`${say(view, lock.name)}, ${say(view, lock.venue.name)}`} current="doors">
    <DoorsTabs view={view} current="locks" />
    <Back href="/beheer/sloten">{view.t.locks.title}</Back>
    <div class="oz-stack" id="slot" data-live-topics={`venue:${lock.venue.id}`}>
      <Condition view={view} lock={lock} />
      <Coming view={view} codes={lock.coming} />
    </div>
    <SparesPart view={view} lock={lock} mayChange={help !== undefined} />
    {help && <DoorHelpPart view={view} action={`/beheer/sloten/${lock.id}`} about="lock" shown={help} />}
    <Timeline view={view} lock={lock} moments={moments} day={day} />
  </ManagerPage>
);

function Condition({ view, lock }: { view: View; lock: LockDetail }): JSX.Element {
  const { t, language } = view;
  const { word, tone } = stateOf(view, lock);
  const make = makeOf(view, lock);
  return (
    <section class="oz-panel oz-stack" data-gap="sm" aria-labelledby="toestand">
      <div class="oz-row" data-spread>
        <h2 class="ds-heading" data-size="sm" id="toestand">
          {t.locks.state}
        </h2>
        <span class="oz-status" data-color={tone}>
          {word}
        </span>
      </div>
      {lock.unfit !== undefined && <p class="oz-strong">{lock.unfit}</p>}
      {lock.alarms.length > 0 && (
        <p>
          {t.locks.alarmsHere}: <a href="/beheer/alarmen">{formatList(lock.alarms.map((kind) => t.alarms.kinds[kind].title), language)}</a>
        </p>
      )}
      <ul class="oz-plain oz-stack" data-gap="xs">
        <li>{seenOf(view, lock)}</li>
        {healthOf(view, lock).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {roomOf(view, lock).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lock.keepsWindows !== undefined && <li>{lock.keepsWindows ? t.locks.windows.kept : t.locks.windows.justInTime}</li>}
        <li class="oz-muted">{[make, t.locks.gateway(lock.gateway, lock.lockName)].filter(Boolean).join(', ')}</li>
        <li>
          {t.locks.opens}:{' '}
          {lock.halls.length === 0
            ? t.locks.opensNothing
            : lock.halls.map(({ slug, name }, index) => (
                <>
                  {index > 0 && ', '}
                  <a href={`/zalen/${slug}`}>{say(view, name)}</a>
                </>
              ))}
        </li>
      </ul>
    </section>
  );
}

const Coming = ({ view, codes }: { view: View; codes: readonly CodeAhead[] }): JSX.Element => {
  const { t } = view;
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="komende-codes">
      <h2 class="ds-heading" data-size="sm" id="komende-codes">
        {t.locks.coming}
      </h2>
      {codes.length === 0 ? (
        <p class="oz-muted">{t.locks.noneComing}</p>
      ) : (
        <table class="oz-table oz-stacked">
          <thead>
            <tr>
              {[t.locks.works, t.locks.purpose, t.locks.state].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {codes.map((code, index) => (
              <CodeLine key={String(index)} view={view} code={code} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

function CodeLine({ view, code: { purpose, state, windows, putOnLockAt, booking } }: { view: View; code: CodeAhead }): JSX.Element {
  const { t, language } = view;
  const ahead = windows.find(({ end }) => end > view.now) ?? windows.at(-1)!;
  return (
    <tr>
      <th scope="row">{formatPeriod(ahead, language)}</th>
      <td data-label={t.locks.purpose}>
        {t.locks.purposes[purpose]}
        {booking && (
          <>
            {' '}
            <a href={`/reservaties/${booking.code}`}>{booking.code}</a>
            <span class="oz-line oz-small oz-muted">{say(view, booking.hall)}</span>
          </>
        )}
      </td>
      <td data-label={t.locks.state}>
        {t.occupancy.doors[state]}
        {putOnLockAt && <span class="oz-line oz-small oz-muted">{t.locks.putAt(shortInstant(view, putOnLockAt))}</span>}
      </td>
    </tr>
  );
}

function Timeline({ view, lock, moments: { items, next }, day }: { view: View; lock: LockDetail; moments: MomentPage; day: string }): JSX.Element {
  const { t } = view;
  const path = `/beheer/sloten/${lock.id}`;
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="gebeurd">
      <h2 class="ds-heading" data-size="sm" id="gebeurd">
        {t.locks.timeline}
      </h2>
      <form class="oz-row oz-filters" method="get" action={`${path}#gebeurd`}>
        <div class="ds-field">
          <label class="ds-label" for="dag">
            {t.locks.day}
          </label>
          <input class="ds-input" type="date" id="dag" name="dag" value={day} />
        </div>
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.locks.show}
        </button>
        {day !== '' && <a href={`${path}#gebeurd`}>{t.locks.lastDays}</a>}
      </form>
      <div id="momenten" class="oz-stack" data-gap="sm" data-live-topics={`venue:${lock.venue.id}`}>
        {items.length === 0 ? (
          <p class="oz-muted">{t.locks.noMoments}</p>
        ) : (
          <ol class="oz-plain oz-moments">
            {items.map((moment) => (
              <Moment key={moment.id} view={view} moment={moment} />
            ))}
          </ol>
        )}
        {next && (
          <p>
            <a class="ds-button" data-variant="secondary" href={`${link(path, { dag: day, vanaf: toCursor(next) })}#gebeurd`}>
              {t.frame.more}
            </a>
          </p>
        )}
      </div>
    </section>
  );
}

const Moment = ({ view, moment }: { view: View; moment: LockMoment }): JSX.Element => (
  <li>
    <time dateTime={moment.at.toISOString()} class="oz-muted oz-numeric">
      {shortInstant(view, moment.at)}
    </time>
    <span>
      {sayMoment(view, moment)}
      {moment.booking && (
        <>
          {' ('}
          <a href={`/reservaties/${moment.booking.code}`}>{moment.booking.code}</a>)
        </>
      )}
    </span>
  </li>
);

