import type { JSX } from 'preact';
import { SETTLED_BY_HAND } from '../../../access/alarm-kinds.ts';
import type { AlarmDetail, Told } from '../../../access/alarm-list.ts';
import { formatTime } from '../../../contract/texts/format.ts';
import { hasOneOfAt, VENUE_MANAGERS } from '../../../kernel/actor.ts';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import { shortInstant } from '../occupancy/marks.tsx';

/** One alarm: what is wrong and where, what to do, who is on it, who was told. */
export function AlarmCard({ view, alarm, mayAct }: { view: View; alarm: AlarmDetail; mayAct: boolean }): JSX.Element {
  const { t } = view;
  const { title, what, act } = t.alarms.kinds[alarm.kind];
  const fact = factOf(view, alarm);
  const open = alarm.clearedAt === undefined;
  const said = sayState(view, alarm);
  return (
    <article class="oz-panel oz-stack" data-gap="sm" id={`alarm-${alarm.id}`} aria-labelledby={`alarm-${alarm.id}-titel`}>
      <div class="oz-row" data-spread>
        <h3 class="ds-heading" data-size="2xs" id={`alarm-${alarm.id}-titel`}>
          <span class="oz-mark" data-tone={open ? 'wrong' : 'calm'} data-glyph={open ? '!' : '✓'} aria-hidden="true" /> {title}
        </h3>
        <span class="oz-status" data-color={!open ? 'neutral' : alarm.acknowledged ? 'info' : alarm.urgent ? 'danger' : 'warning'}>{wordOf(view, alarm)}</span>
      </div>
      <p>
        <strong>{[alarm.lock, alarm.venue.name].flatMap((name) => (name ? say(view, name) : [])).join(', ')}</strong>
        <br />
        <span class="oz-small oz-muted">
          {alarm.clearedAt ? t.alarms.fromTo(shortInstant(view, alarm.raisedAt), shortInstant(view, alarm.clearedAt)) : t.alarms.since(shortInstant(view, alarm.raisedAt))}
          {alarm.settledBy && ` ${t.alarms.settledBy(alarm.settledBy)}`}
        </span>
      </p>
      {said && <p class="oz-strong">{said}</p>}
      {open && <p>{what}</p>}
      {fact && <p class="oz-strong">{fact}</p>}
      {alarm.booking && <Concerned view={view} booking={alarm.booking} />}
      {open && (
        <p>
          <strong>{t.alarms.toDo}</strong> {act}
        </p>
      )}
      <WhoWasTold view={view} alarm={alarm} />
      {open && mayAct && <Actions view={view} alarm={alarm} />}
    </article>
  );
}

const wordOf = ({ t }: View, { clearedAt, acknowledged, urgent }: AlarmDetail): string =>
  (clearedAt ? t.alarms.over : acknowledged ? t.alarms.inHand : urgent ? t.alarms.urgent : t.alarms.open);

/** Who is on it, or what follows when nobody is. */
function sayState({ t, language }: View, { clearedAt, acknowledged, escalatedAt, escalatesAt }: AlarmDetail): string | undefined {
  if (clearedAt) return undefined;
  if (acknowledged) return t.alarms.takenUp(acknowledged.name, formatTime(acknowledged.at, language));
  if (escalatedAt) return t.alarms.escalated;
  return escalatesAt && t.alarms.escalates(formatTime(escalatesAt, language));
}

function factOf({ t }: View, { kind, details }: AlarmDetail): string | undefined {
  if (details['percent']) return t.alarms.battery(details['percent']);
  if (details['seconds']) return t.alarms.clock(details['seconds']);
  if (kind === 'codes-changed' && details['foreign']) return t.alarms.foreign(Number(details['foreign']));
  return kind === 'unfit' ? details['unfit'] : undefined;
}

const Concerned = ({ view, booking }: { view: View; booking: NonNullable<AlarmDetail['booking']> }): JSX.Element => (
  <p>
    <a href={`/reservaties/${booking.code}`}>{booking.activity}</a> ({booking.code}), {say(view, booking.hall)}
    <br />
    <When view={view} period={booking.period} />
    {booking.booker && (
      <>
        <br />
        {booking.booker}
        {booking.phone && (
          <>
            , <a href={`tel:${booking.phone.replaceAll(/[^+\d]/g, '')}`}>{booking.phone}</a>
          </>
        )}
      </>
    )}
  </p>
);

const WhoWasTold = ({ view, alarm: { told } }: { view: View; alarm: AlarmDetail }): JSX.Element => {
  const { t } = view;
  if (told.length === 0) return <p class="oz-small oz-muted">{t.alarms.toldNobody}</p>;
  return (
    <details class="oz-more">
      <summary>{t.alarms.told(told.length, told.filter(({ status }) => status === 'failed').length)}</summary>
      <ul class="ds-list oz-small">
        {told.map((one, index) => (
          <li key={String(index)}>{sayTold(view, one)}</li>
        ))}
      </ul>
    </details>
  );
};

const sayTold = (view: View, { name, template, status, at }: Told): string =>
  `${name || view.t.alarms.somebody}: ${view.t.alarms.mails[template]}, ${view.t.alarms.mailStates[status]} (${shortInstant(view, at)})`;

const Actions = ({ view, alarm: { id, kind, acknowledged } }: { view: View; alarm: AlarmDetail }): JSX.Element => {
  const { t, actor } = view;
  const mine = actor.kind === 'person' && acknowledged?.by === actor.personId;
  return (
    <form method="post" action={`/beheer/alarmen/${id}`} class="oz-row">
      {!mine && (
        <button class="ds-button" data-size="sm" type="submit" name="actie" value="opnemen">
          {acknowledged ? t.alarms.takeOver : t.alarms.takeUp}
        </button>
      )}
      {SETTLED_BY_HAND.includes(kind) && (
        <button class="ds-button" data-variant="secondary" data-size="sm" type="submit" name="actie" value="afhandelen">
          {t.alarms.settle[kind === 'codes-changed' ? 'codes-changed' : 'tampered']}
        </button>
      )}
    </form>
  );
};

export const managesAlarm = ({ actor }: View, { venue }: AlarmDetail): boolean => hasOneOfAt(actor, VENUE_MANAGERS, venue);
