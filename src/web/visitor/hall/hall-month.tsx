import type { JSX } from 'preact';
import { formatDuration, formatMonth, formatNumber, formatPrice, formatWeekday } from '../../../contract/texts/format.ts';
import { addDays, addMonths, localDate, type LocalDate } from '../../../kernel/time.ts';
import { bookerOf, link, type View } from '../../view.ts';
import { CalendarNav, type CalendarProps } from './hall-calendar.tsx';
import { daysShown, type DayState, type MonthDay } from './month.ts';

/** Each state has a shape of its own, so that nobody needs its colour. */
const MARKS: Record<DayState, string> = { free: '●', partly: '◐', full: '○', closed: '✕', 'too-late': '–', 'not-yet': '…', past: '' };
const DAYS_IN_WEEK = 7;

/** A month of a hall as a calendar: how free each day is, for how long at a stretch, and from what price. */
export function HallMonth({ view, hall, calendar: { month, days }, kept }: CalendarProps<'maand'>): JSX.Element {
  const { t, language, now } = view;
  const to = (other: LocalDate): string => `${link(`/zalen/${hall.slug}`, { ...kept, bekijk: 'maand', maand: other.slice(0, 7) })}#wanneer`;
  const shown = daysShown(month);
  const known = new Map(days.map((day) => [day.day, day]));
  const [previous, next] = [addMonths(month, -1), addMonths(month, 1)];
  const weeks = Array.from({ length: shown.length / DAYS_IN_WEEK }, (_, week) => shown.slice(week * DAYS_IN_WEEK, (week + 1) * DAYS_IN_WEEK));
  return (
    <>
      <CalendarNav
        label={t.calendar.month}
        title={formatMonth(month, language)}
        before={month > localDate(now) ? { href: to(previous), text: t.calendar.previousMonth } : undefined}
        after={next <= addDays(localDate(now), hall.windowDays) ? { href: to(next), text: t.calendar.nextMonth } : undefined}
      />
      <table class="oz-month">
        <caption class="ds-sr-only">{t.calendar.monthOf(formatMonth(month, language))}</caption>
        <thead>
          <tr>
            {shown.slice(0, DAYS_IN_WEEK).map((day) => (
              <th key={day} scope="col">
                <span aria-hidden="true">{formatWeekday(day, language, 'short')}</span>
                <span class="ds-sr-only">{formatWeekday(day, language, 'long')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <DayCell key={day} view={view} slug={hall.slug} day={known.get(day)} kept={kept} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Legend view={view} days={days} />
      {days.some(({ fromCents }) => fromCents !== undefined) && (
        <p class="oz-small oz-muted">
          {t.calendar.fromNote(formatDuration(hall.shortestMinutes, language), t.bookerKinds[bookerOf(view.actor).bookerKind].toLowerCase())}
        </p>
      )}
    </>
  );
}

interface CellProps {
  view: View;
  slug: string;
  /** Absent: a day of another month, which only fills the week. */
  day: MonthDay | undefined;
  kept: Readonly<Record<string, string>>;
}

function DayCell({ view, slug, day, kept }: CellProps): JSX.Element {
  if (!day) return <td data-other="" />;
  const number = String(Number(day.day.slice(8)));
  const said = (
    <>
      <span class="oz-month-number">
        <span class="oz-month-weekday">{formatWeekday(day.day, view.language, 'short')} </span>
        {number}
      </span>
      <State view={view} day={day} />
    </>
  );
  if (day.state === 'past') return <td data-state="past">{said}</td>;
  return (
    <td data-state={day.state} id={`dag-${day.day}`}>
      <a href={`${link(`/zalen/${slug}`, { ...kept, bekijk: 'dag', dag: day.day })}#wanneer`} rel="nofollow">
        {said}
      </a>
    </td>
  );
}

function State({ view: { t, language }, day }: { view: View; day: MonthDay }): JSX.Element {
  return (
    <>
      <span class="oz-month-state">
        <span class="oz-month-mark" aria-hidden="true">
          {MARKS[day.state]}
        </span>{' '}
        {t.calendar.states[day.state]}
      </span>
      {day.longestMinutes > 0 && <span class="oz-month-more">{t.calendar.longest(formatNumber(day.longestMinutes / 60, language))}</span>}
      {day.fromCents !== undefined && (
        <span class="oz-month-price">{day.fromCents === 0 ? t.price.free : <><span class="oz-month-from">{t.calendar.from('')}</span>{formatPrice(day.fromCents, language)}</>}</span>
      )}
    </>
  );
}

/** The marks of this month in words; with which the page says twice what a colour says. */
const Legend = ({ view: { t }, days }: { view: View; days: readonly MonthDay[] }): JSX.Element => (
  <ul class="oz-month-legend oz-plain" aria-label={t.calendar.legend}>
    {(Object.keys(MARKS) as DayState[])
      .filter((state) => MARKS[state] !== '' && days.some((day) => day.state === state))
      .map((state) => (
        <li key={state} data-state={state}>
          <span class="oz-month-mark" aria-hidden="true">
            {MARKS[state]}
          </span>{' '}
          {t.calendar.explain[state]}
        </li>
      ))}
  </ul>
);
