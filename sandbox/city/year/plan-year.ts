import type { Hall } from '../../../src/catalogue/hall.ts';
import { minutesOf, widen, type Period } from '../../../src/kernel/period.ts';
import { occurrences } from '../../../src/kernel/recurrence.ts';
import { addDays, localDate } from '../../../src/kernel/time.ts';
import type { Chance } from '../chance.ts';
import type { Booker } from '../people.ts';
import { SERIES_OF } from './activities.ts';
import { Calendar, daysAround, type Day } from './calendar.ts';
import { Diary } from './diary.ts';
import { HABITS, type Habits, type Slot } from './habits.ts';
import { StayMaker } from './make-stay.ts';
import { holdsSpaces, type PlannedStay } from './stay.ts';

export interface YearAsk {
  halls: readonly Hall[];
  bookers: readonly Booker[];
  now: Date;
  chance: Chance;
  /** What comes first: stays of the personas, as far as the hall is open then. */
  certain: readonly PlannedStay[];
  /** When spaces are closed for maintenance. */
  closed: readonly { spaceIds: Hall['spaceIds']; period: Period }[];
}

const DAY = 86_400_000;
const MONTHS_OFF = new Set(['07', '08']);

/**
 * Makes up a year of bookings around now: series of associations first, then what fills the days up to what is usual for
 * such a hall, evenings and weekends more than the rest. Every stay keeps the rules of its hall; no two share a space.
 */
export function planYear({ halls, bookers, now, chance, certain, closed }: YearAsk): PlannedStay[] {
  const days = daysAround(now);
  const year: Year = { halls, now, chance, days, calendar: new Calendar(days), diary: new Diary(), maker: new StayMaker(chance, now, bookers), quota: new Map(), stays: [] };
  for (const { spaceIds, period } of closed) year.diary.take(spaceIds, period);
  for (const stay of certain) if (fits(year, stay)) enter(year, stay);
  for (const hall of halls) addSeries(year, hall);
  const shares = sharesOf(halls, chance);
  for (const index of days.keys()) for (const share of shares) fillDay(year, share, index);
  return year.stays;
}

interface Year {
  halls: readonly Hall[];
  now: Date;
  chance: Chance;
  days: readonly Day[];
  calendar: Calendar;
  diary: Diary;
  maker: StayMaker;
  /** Coming bookings per hall and booker, where a hall limits them. */
  quota: Map<string, number>;
  stays: PlannedStay[];
}

const claimOf = ({ hall, period }: Pick<PlannedStay, 'hall' | 'period'>): Period => widen(period, hall.setupMinutes, hall.teardownMinutes);

function enter(year: Year, stay: PlannedStay): void {
  if (holdsSpaces(stay)) year.diary.take(stay.hall.spaceIds, claimOf(stay));
  year.stays.push(stay);
}

function withinQuota({ quota, now }: Year, { hall, booker, period }: PlannedStay): boolean {
  if (hall.quotaBookings === undefined || period.start < now) return true;
  const key = `${hall.id} ${booker.organisationId ?? booker.personId}`;
  const count = quota.get(key) ?? 0;
  quota.set(key, count + 1);
  return count < hall.quotaBookings;
}

const BY_DAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** Weekly, fortnightly or monthly evenings of associations, with a pause in the summer. */
function addSeries(year: Year, hall: Hall): void {
  const { chance, days, maker } = year;
  const habits = HABITS[hall.type];
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return;
  for (let number = 0; number < habits.series; number += 1) {
    const weekday = chance.pick(BY_DAY.slice(0, 5));
    const rule = chance.pick([`FREQ=WEEKLY;BYDAY=${weekday}`, `FREQ=WEEKLY;BYDAY=${weekday}`, `FREQ=WEEKLY;INTERVAL=2;BYDAY=${weekday}`, `FREQ=MONTHLY;BYDAY=${chance.between(1, 4)}${weekday}`]);
    const [time, minutes] = pickSlot(chance, habits.seriesSlots);
    if (!keepsLimits(hall, time, minutes)) continue;
    const booker = maker.bookerOf('association');
    const activity = chance.pick(SERIES_OF[hall.type]);
    const seriesId = chance.id<'series'>(first.whole.start);
    const start = addDays(first.date, chance.between(0, 13));
    const createdAt = new Date(first.whole.start.getTime() - chance.between(20, 80) * DAY);
    for (const period of occurrences(rule, { day: start, time, minutes }, last.date)) {
      if (MONTHS_OFF.has(localDate(period.start).slice(5, 7)) && chance.percent(85)) continue;
      const stay: PlannedStay = { ...maker.stay(hall, booker, period, activity, createdAt), seriesId, byPhone: 'online' };
      if (fits(year, stay)) enter(year, stay);
    }
  }
}

/** True when the hall is open and free then, and lets it within its window and quota. */
function fits(year: Year, stay: PlannedStay): boolean {
  const { hall, period } = stay;
  const index = Math.round((period.start.getTime() - (year.days[0]?.whole.start.getTime() ?? 0)) / DAY - 0.5);
  const day = year.days[index];
  if (!day || day.ahead > Math.min(hall.windowDays - 2, 180) || !year.calendar.isOpen(hall, index, period)) return false;
  return year.diary.isFree(hall.spaceIds, claimOf(stay)) && withinQuota(year, stay);
}

function keepsLimits(hall: Hall, time: string, minutes: number): boolean {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return minutes >= hall.shortestMinutes && minutes <= hall.longestMinutes && (hour * 60 + minute) % hall.startStepMinutes === 0;
}

function pickSlot(chance: Chance, slots: readonly Slot[]): Slot {
  let draw = chance.next() * slots.reduce((sum, [, , weight]) => sum + weight, 0);
  return slots.find(([, , weight]) => (draw -= weight) < 0) ?? slots[0]!;
}

/** What part of its opening hours a hall should be taken; halls that share spaces fill them together. */
interface Share {
  hall: Hall;
  target: number;
  /** Minutes that should have been taken up to now and were not. */
  behind: number;
}

function sharesOf(halls: readonly Hall[], chance: Chance): Share[] {
  return halls.map((hall) => {
    const [least, most] = HABITS[hall.type].taken;
    const rivals = halls.filter((other) => other.spaceIds.some((id) => hall.spaceIds.includes(id))).length;
    return { hall, target: (least + chance.next() * (most - least)) / 100 / Math.max(1, rivals * 0.55), behind: 0 };
  });
}

const DAY_WEIGHT = [0.85, 0.85, 0.9, 0.95, 1.05, 1.35, 1.1] as const;

/** Far ahead less is booked yet; in the summer and at Christmas less is going on. */
function seasonOf({ date, weekday, ahead }: Day): number {
  const month = date.slice(5, 7);
  const season = MONTHS_OFF.has(month) ? 0.5 : date.slice(5) > '12-22' || date.slice(5) < '01-04' ? 0.55 : 1.06;
  return DAY_WEIGHT[weekday - 1]! * season * (ahead <= 21 ? 1 : Math.max(0.3, 1 - (ahead - 21) / 160));
}

const TRIES = 5;

function fillDay(year: Year, share: Share, index: number): void {
  const day = year.days[index]!;
  const wanted = year.calendar.openMinutes(share.hall, index) * share.target * seasonOf(day);
  const taken = takenOn(year, share.hall, day);
  share.behind = Math.min(share.behind + wanted - taken, wanted * 2 + 240);
  const habits = HABITS[share.hall.type];
  for (let attempt = 0; attempt < TRIES && share.behind > 60; attempt += 1) {
    const minutes = addSingle(year, share.hall, day, slotsOn(habits, day));
    share.behind -= minutes;
  }
}

const slotsOn = (habits: Habits, { weekday }: Day): readonly Slot[] =>
  (weekday === 7 ? habits.sunday : weekday === 6 ? habits.saturday : weekday === 5 ? habits.friday : habits.week);

/** Answers how many minutes were taken; nothing for a stay that did not last. */
function addSingle(year: Year, hall: Hall, day: Day, slots: readonly Slot[]): number {
  const [time, minutes] = pickSlot(year.chance, slots);
  if (!keepsLimits(hall, time, minutes)) return 0;
  const period = year.calendar.period(day, time, minutes);
  const stay = fated(year, year.maker.single(hall, period));
  if (period.start > year.now && period.start.getTime() < year.now.getTime() + hall.noticeMinutes * 60_000) return 0;
  if (!fits(year, stay)) return 0;
  enter(year, year.chance.percent(12) && holdsSpaces(stay) ? year.maker.withExtras(stay) : stay);
  return holdsSpaces(stay) ? minutesOf(claimOf(stay)) : 0;
}

/** Most stays go through; some are cancelled, declined, never paid, or still wait for a decision. */
function fated({ chance, now }: Year, stay: PlannedStay): PlannedStay {
  const draw = chance.next() * 100;
  const { hall, period } = stay;
  if (hall.approval && period.start.getTime() > now.getTime() + 6 * DAY && draw < 22) {
    return { ...stay, status: 'requested', createdAt: new Date(now.getTime() - chance.between(30, 60 * 48) * 60_000) };
  }
  if (draw < 4) return { ...stay, status: 'cancelled' };
  if (draw < 6) return { ...stay, status: hall.approval ? 'declined' : 'expired' };
  return { ...stay, status: 'confirmed' };
}

/** What series and others have taken of the hall's spaces on a day, on average. */
function takenOn({ diary }: Year, { spaceIds }: Hall, { whole }: Day): number {
  return spaceIds.reduce((sum, id) => sum + diary.minutesTaken(id, whole), 0) / spaceIds.length;
}
