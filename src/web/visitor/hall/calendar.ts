import { hallAvailability, hallDay, type HallDay } from '../../../availability/views.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import { minutesOf, type Period } from '../../../kernel/period.ts';
import { addDays, localDate, type LocalDate } from '../../../kernel/time.ts';
import type { Database } from '../../../platform/db.ts';
import { bookerOf, type View } from '../../view.ts';
import type { MomentAnswer } from './answer.ts';
import { dayAsked, durationAsked, offersOf, type Offer } from './day.ts';
import { daysShown, monthAsked, monthDays, type MonthDay } from './month.ts';
import { mondayAsked, weekDays, type WeekDay } from './week.ts';

/** In how large a part of time one looks at a hall; part of its address. */
export const VIEWS = ['dag', 'week', 'maand'] as const;
export type CalendarView = (typeof VIEWS)[number];

/** One of three ways to look at when a hall is free. `day` is what the other two turn to. */
export type Calendar = { day: LocalDate; firstFree?: Period } & (
  | { kind: 'week'; monday: LocalDate; days: readonly WeekDay[] }
  | { kind: 'maand'; month: LocalDate; days: readonly MonthDay[] }
  | { kind: 'dag'; minutes: number; stretches: HallDay; offers: readonly Offer[]; cut: boolean }
);

/** The calendar that the address asks for; without one, the week of the moment that is asked. */
export function loadCalendar(db: Database, hall: Hall, fields: URLSearchParams, answer: MomentAnswer, view: View): Promise<Calendar> {
  const kind = VIEWS.find((name) => name === fields.get('bekijk')) ?? 'week';
  const asked = fields.get(kind) ?? answer.form.day;
  if (kind === 'dag') return loadDay(db, hall, { day: asked, minutes: fields.get('duur') ?? '' }, answer, view);
  return kind === 'maand' ? loadMonth(db, hall, asked, view) : loadWeek(db, hall, asked, view);
}

async function loadWeek(db: Database, hall: Hall, asked: string, { now }: View): Promise<Calendar> {
  const monday = mondayAsked(asked, now);
  const days = weekDays(monday, await hallAvailability(db, hall, { from: monday, until: addDays(monday, 7) }, now), hall.startStepMinutes);
  const firstFree = days.flatMap(({ parts }) => parts).find(({ state }) => state === 'free')?.period;
  const today = localDate(now);
  return { kind: 'week', monday, days, day: monday < today ? today : monday, ...(firstFree ? { firstFree } : {}) };
}

async function loadMonth(db: Database, hall: Hall, asked: string, { now, actor }: View): Promise<Calendar> {
  const month = monthAsked(asked, hall.windowDays, now);
  const shown = daysShown(month);
  const availability = await hallAvailability(db, hall, { from: shown[0]!, until: addDays(shown.at(-1)!, 1) }, now);
  const days = monthDays(month, availability, hall, { ...bookerOf(actor), bookedOn: localDate(now) });
  const firstFree = availability.free.find(({ start }) => localDate(start) >= month);
  const today = localDate(now);
  return { kind: 'maand', month, days, day: month < today ? today : month, ...(firstFree ? { firstFree } : {}) };
}

async function loadDay(db: Database, hall: Hall, asked: { day: string; minutes: string }, answer: MomentAnswer, { now, actor }: View): Promise<Calendar> {
  const day = dayAsked(asked.day, hall.windowDays, now);
  const minutes = durationAsked(asked.minutes, hall, answer.asked && minutesOf(answer.asked.stay.period));
  const stretches = await hallDay(db, hall, { day, minutes }, now);
  const { offers, cut } = offersOf(hall, stretches, minutes, { ...bookerOf(actor), bookedOn: localDate(now) });
  const firstFree = offers[0]?.period;
  return { kind: 'dag', day, minutes, stretches, offers, cut, ...(firstFree ? { firstFree } : {}) };
}
