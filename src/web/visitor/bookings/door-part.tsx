import type { JSX } from 'preact';
import type { DoorStatus } from '../../../access/door-status.ts';
import type { RevealedCode } from '../../../access/reveal-code.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { formatInstant, formatTime } from '../../../contract/texts/format.ts';
import type { Help } from '../../../watch/views.ts';
import { Icon } from '../../shared/icons.tsx';
import { say, type View } from '../../view.ts';
import { OpenersPart, type OpenersShown } from './openers-part.tsx';

export interface DoorShown {
  status: DoorStatus;
  /** Whom to call when the door stays shut. */
  planB?: Help | undefined;
  /** Only in the answer to somebody who asked to see it just now. */
  revealed?: RevealedCode;
}

const MOVING = new Set(['sending', 'unconfirmed', 'at-risk', 'fallback', 'failed']);

/** True while a code is on its way, so that the page looks again soon. */
export const isMoving = ({ status: { state } }: DoorShown): boolean => MOVING.has(state);

/** When a code begins to be shown, to work, or no longer to: nobody has to tell of that. Whoever looks at digits is left in peace. */
export function nextDoorMoment({ status: { shownFrom, windows }, revealed }: DoorShown, now: Date): string | undefined {
  if (revealed) return undefined;
  const moments = [...(shownFrom ? [shownFrom] : []), ...windows.flatMap(({ start, end }) => [start, end])].filter((at) => at > now);
  return moments.length > 0 ? new Date(Math.min(...moments.map((at) => at.getTime()))).toISOString() : undefined;
}

interface Props {
  view: View;
  booking: BookingDetail;
  door: DoorShown;
  openers?: OpenersShown | undefined;
}

/** How one gets in: the state of the door in words, and its code for whoever asks to see it. */
export function DoorPart({ view, booking, door, openers }: Props): JSX.Element {
  const { t } = view;
  return (
    <div class="oz-panel oz-stack" data-gap="sm" id="deur" tabIndex={-1}>
      <h2 class="ds-heading oz-row" data-size="xs">
        <Icon name="door" />
        {t.door.title}
      </h2>
      {door.status.access === 'door-code' ? <WithCode view={view} path={`/reservaties/${booking.code}`} door={door} states={t.door.states} /> : <p>{t.hall.access[door.status.access]}</p>}
      <PlanB view={view} help={door.planB ?? { phone: view.city.phone }} />
      {openers && !door.revealed && <OpenersPart view={view} booking={booking} shown={openers} />}
    </div>
  );
}

const PlanB = ({ view: { t }, help: { phone, otherwise } }: { view: View; help: Help }): JSX.Element => (
  <p class="oz-small oz-muted">
    {t.door.plan} <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>.
    {otherwise && (
      <>
        {' '}
        {t.door.planOtherwise} <a href={`tel:${otherwise.replaceAll(' ', '')}`}>{otherwise}</a>.
      </>
    )}
  </p>
);

interface WithCodeProps {
  view: View;
  door: DoorShown;
  /** The page on which this stands: the digits are shown one step below it. */
  path: string;
  states: Readonly<Record<DoorStatus['state'], string>>;
}

/** The true state of a door with a code, in words, and the digits for whoever asks to see them. */
export function WithCode({ view, door: { status, revealed }, path, states }: WithCodeProps): JSX.Element {
  const { t, language, now } = view;
  const over = status.windows.length > 0 && status.windows.every(({ end }) => end <= now);
  const mayShow = !over && status.shownFrom !== undefined && status.shownFrom <= now;
  return (
    <>
      <p class="oz-strong">{states[status.state]}</p>
      {new Set(status.locks.map(({ state }) => state)).size > 1 && (
        <ul class="ds-list">
          {status.locks.map((lock) => (
            <li key={lock.name.nl}>
              {say(view, lock.name)}: {states[lock.state]}
            </li>
          ))}
        </ul>
      )}
      {status.spare && !revealed && <p>{t.doorHelp.spare.ready}</p>}
      {[...new Set(status.locks.flatMap((lock) => sayLock(view, lock)))].map((text) => (
        <p key={text} class="oz-small oz-muted">
          {text}
        </p>
      ))}
      {status.windows.map((window) => (
        <p key={window.start.toISOString()}>{t.door.window(formatInstant(window.start, language), formatTime(window.end, language))}</p>
      ))}
      {revealed && <Revealed view={view} path={path} revealed={revealed} />}
      {!revealed && mayShow && (
        <form method="post" action={`${path}/code#deur`} class="oz-stack" data-gap="sm">
          <p class="oz-small oz-muted">{t.door.hidden}</p>
          <button class="ds-button" type="submit">
            {t.door.show}
          </button>
        </form>
      )}
      {!mayShow && !over && status.shownFrom && <p>{t.door.visibleFrom(formatInstant(status.shownFrom, language))}</p>}
    </>
  );
}

/** When the code goes on a lock, or since when it is there. */
function sayLock({ t, language }: View, { putOnLockAt, onLockSince }: DoorStatus['locks'][number]): string[] {
  if (onLockSince) return [t.door.onLockSince(formatInstant(onLockSince, language))];
  return putOnLockAt ? [t.door.putOnLockAt(formatInstant(putOnLockAt, language))] : [];
}

const Revealed = ({ view, view: { t }, path, revealed }: { view: View; path: string; revealed: RevealedCode }): JSX.Element => (
  <div class="oz-stack" data-gap="sm">
    <p>
      <span class="ds-sr-only">
        {t.door.shown}: {revealed.code.split('').join(' ')}
      </span>
      <span class="oz-code" aria-hidden="true">
        {revealed.code}
      </span>
    </p>
    <p>{t.door.press}</p>
    {revealed.spares && <Spares view={view} spares={revealed.spares} />}
    <p>
      <a href={`${path}#deur`}>{t.door.hide}</a>
    </p>
  </div>
);

/** On the doors that do not confirm the code: one that they do confirm. */
export const Spares = ({ view, spares }: { view: View; spares: NonNullable<RevealedCode['spares']> }): JSX.Element => (
  <>
    <p>{view.t.doorHelp.spare.hint}</p>
    {spares.map(({ lock, code }) => (
      <p key={lock.nl}>
        {view.t.doorHelp.spare.title}, {say(view, lock)}: <strong class="oz-numeric">{code.split('').join(' ')}</strong>
      </p>
    ))}
  </>
);
