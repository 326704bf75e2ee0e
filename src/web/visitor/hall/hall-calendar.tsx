import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import type { HallPage } from '../../../catalogue/views.ts';
import { link, type View } from '../../view.ts';
import { VIEWS, type Calendar, type CalendarView } from './calendar.ts';
import { HallDay } from './hall-day.tsx';
import { HallMonth } from './hall-month.tsx';
import { HallWeek } from './hall-week.tsx';

export interface CalendarProps<Kind extends CalendarView = CalendarView> {
  view: View;
  hall: Hall;
  calendar: Extract<Calendar, { kind: Kind }>;
  /** What else the address of this page holds, and each link keeps. */
  kept: Readonly<Record<string, string>>;
}

/** More halls than these in one venue share no space in practice; the address of what is followed stays short. */
const MOST_FOLLOWED = 20;

/** When a hall is free, per day, week or month. A booking of this hall, or of one that shares a space with it, changes it. */
export function HallCalendar({ sharing, ...props }: CalendarProps & Pick<HallPage, 'sharing'>): JSX.Element {
  const { view, hall, calendar, kept } = props;
  const { t } = view;
  const topics = [hall.id, ...sharing.slice(0, MOST_FOLLOWED).map(({ id }) => id)].map((id) => `hall:${id}`).join(' ');
  const names: Record<CalendarView, string> = { dag: t.calendar.day, week: t.calendar.week, maand: t.calendar.month };
  return (
    <section class="oz-stack" data-gap="sm" id="kalender" aria-labelledby="wanneer" data-live-topics={topics}>
      <div class="oz-row" data-spread>
        <h2 class="ds-heading" data-size="sm" id="wanneer">
          {t.hall.week}
        </h2>
        <nav class="oz-tabs" aria-label={t.calendar.views}>
          {VIEWS.map((name) => (
            <a
              key={name}
              href={`${link(`/zalen/${hall.slug}`, { ...kept, bekijk: name, [name]: calendar.day })}#wanneer`}
              aria-current={name === calendar.kind ? 'page' : undefined}
              rel="nofollow"
            >
              {names[name]}
            </a>
          ))}
        </nav>
      </div>
      <Shown {...props} />
    </section>
  );
}

const Shown = ({ calendar, ...props }: CalendarProps): JSX.Element => {
  if (calendar.kind === 'dag') return <HallDay {...props} calendar={calendar} />;
  return calendar.kind === 'maand' ? <HallMonth {...props} calendar={calendar} /> : <HallWeek {...props} calendar={calendar} />;
};

/** What lies before and after, around the name of what is shown. */
export const CalendarNav = ({ label, title, before, after }: Record<'label' | 'title', string> & Record<'before' | 'after', Neighbour | undefined>): JSX.Element => (
  <nav class="oz-week-nav" aria-label={label}>
    {before ? (
      <a class="ds-button" data-variant="secondary" data-size="sm" href={before.href} rel="nofollow">
        <span aria-hidden="true">←</span> {before.text}
      </a>
    ) : (
      <span />
    )}
    <strong>{title}</strong>
    {after ? (
      <a class="ds-button" data-variant="secondary" data-size="sm" href={after.href} rel="nofollow">
        {after.text} <span aria-hidden="true">→</span>
      </a>
    ) : (
      <span />
    )}
  </nav>
);

interface Neighbour {
  href: string;
  text: string;
}
