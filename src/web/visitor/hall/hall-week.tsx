import type { JSX } from 'preact';
import { formatDayOfYear, formatShortDay, formatTime, formatTimes } from '../../../contract/texts/format.ts';
import { localDate, addDays, type LocalDate } from '../../../kernel/time.ts';
import { momentOf } from '../../shared/moment.ts';
import { link } from '../../view.ts';
import { CalendarNav, type CalendarProps } from './hall-calendar.tsx';
import { hasNextWeek, hoursShown, minutesOfDay, proposalIn, type Drawn, type WeekDay } from './week.ts';

/** A week of a hall, day by day: what is free and what is not, with the reason in a word. Never says who booked. */
export function HallWeek({ view, hall, calendar: { monday, days }, kept }: CalendarProps<'week'>): JSX.Element {
  const { t, language } = view;
  const to = (week: LocalDate): string => `${link(`/zalen/${hall.slug}`, { ...kept, week })}#wanneer`;
  const hours = hoursShown(days);
  return (
    <>
      <CalendarNav
        label={t.hall.week}
        title={t.hall.weekOf(formatShortDay(monday, language), formatShortDay(addDays(monday, 6), language))}
        before={localDate(view.now) < monday ? { href: to(addDays(monday, -7)), text: t.hall.previousWeek } : undefined}
        after={hasNextWeek(monday, hall.windowDays, view.now) ? { href: to(addDays(monday, 7)), text: t.hall.nextWeek } : undefined}
      />
      <table class="oz-week">
        <caption class="ds-sr-only">
          {t.hall.week} {t.hall.weekOf(formatDayOfYear(monday, language), formatDayOfYear(addDays(monday, 6), language))}
        </caption>
        <thead class="ds-sr-only">
          <tr>
            <th scope="col">{t.hall.day}</th>
            <th scope="col">{t.hall.freePeriods}</th>
            <th scope="col">{t.hall.takenPeriods}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <DayRow key={day.day} view={view} hall={hall} day={day} hours={hours} kept={kept} />
          ))}
        </tbody>
      </table>
    </>
  );
}

type RowProps = Pick<CalendarProps, 'view' | 'hall' | 'kept'> & { day: WeekDay; hours: { from: number; to: number } };

/** What is said in another way, or not worth saying. */
const HUSHED: ReadonlySet<string> = new Set(['in-the-past', 'too-short']);

function DayRow({ view, hall, day, hours, kept }: RowProps): JSX.Element {
  const { t, language } = view;
  const free = day.parts.filter(({ state }) => state === 'free');
  const taken = day.parts.flatMap(({ period, state }) => (state === 'free' || HUSHED.has(state) ? [] : [{ period, state }]));
  const said = free.length > 0 ? `${t.hall.freePeriods} ${free.map(({ period }) => formatTimes(period, language)).join(', ')}` : day.wholly ? t.hall.reasons[day.wholly] : t.hall.nothingFree;
  const says = `${formatDayOfYear(day.day, language)}: ${said}.`;
  return (
    <tr id={`dag-${day.day}`} data-quiet={day.wholly ? '' : undefined} data-says={says}>
      <th scope="row">{formatShortDay(day.day, language)}</th>
      <td class="oz-week-free">
        <Bar day={day} hours={hours} />
        {free.map(({ period }) => {
          const { day: date, from, to } = momentOf(proposalIn(period, hall.shortestMinutes));
          return (
            <a
              key={period.start.toISOString()}
              class="oz-slot"
              rel="nofollow"
              href={`${link(`/zalen/${hall.slug}`, { ...kept, datum: date, van: from, tot: to })}#moment`}
              aria-label={t.hall.pick(`${formatDayOfYear(day.day, language)} ${formatTimes(period, language)}`)}
            >
              {formatTimes(period, language)}
            </a>
          );
        })}
        {free.length === 0 && <span class="oz-muted">{day.wholly ? t.hall.reasons[day.wholly] : t.hall.nothingFree}</span>}
      </td>
      <td class="oz-week-taken">
        {!day.wholly &&
          taken.map(({ period, state }) => (
            <span key={period.start.toISOString()}>
              {state === 'too-short-notice' ? t.bookings.until(formatTime(period.end, language)) : formatTimes(period, language)} {t.hall.reasons[state]}
            </span>
          ))}
      </td>
    </tr>
  );
}

/** The day as a bar: only a picture of what the words beside it say. */
export function Bar({ day, hours }: { day: Drawn; hours: { from: number; to: number } }): JSX.Element | null {
  if (day.parts.length === 0) return null;
  const [from, to] = [hours.from * 60, hours.to * 60];
  return (
    <svg class="oz-bar" viewBox={`0 0 ${to - from} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {day.parts.map(({ period, state }) => {
        const start = Math.max(minutesOfDay(day.day, period.start), from);
        const end = Math.min(minutesOfDay(day.day, period.end), to);
        return end > start ? <rect key={start} x={start - from} width={end - start} y="0" height="10" data-state={state} /> : null;
      })}
    </svg>
  );
}
