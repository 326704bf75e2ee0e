import { nearestStart, nextStart } from '../availability/starts.ts';
import { hallAvailability } from '../availability/views.ts';
import type { Hall, LayoutKind } from '../catalogue/hall.ts';
import type { Cents } from '../kernel/money.ts';
import { addMinutes, contains, intersect, minutesOf, type Period } from '../kernel/period.ts';
import { addDays, atLocal, daysBetween, daysFrom, localDate, localTime } from '../kernel/time.ts';
import type { Database } from '../platform/db.ts';
import { searchHalls } from './search-halls.ts';
import { fittingLayout, judgeStay, type StayAsk } from './stay-ask.ts';

/** A stay that could be booked at the moment of answering. */
export interface Alternative {
  kind: 'other-time' | 'other-hall' | 'shorter';
  hall: Hall;
  period: Period;
  layout: LayoutKind;
  totalCents: Cents;
  /** From the hall that was asked for. */
  distanceMetres?: number;
}

interface Proposal extends Pick<Alternative, 'kind' | 'hall' | 'period' | 'distanceMetres'> {
  /** How far it is from what was asked, in minutes of inconvenience: the smallest comes first. */
  cost: number;
}

const MOST = 6;
const MOST_OF_A_KIND = 3;
const DAYS_AROUND = { before: 7, after: 14 };
/** What else is felt as how many minutes: another day, another hall, a kilometre, another type of hall. */
const COST = { day: 120, hall: 45, kilometre: 20, type: 120 };
/** A shorter stay is proposed in whole quarters. */
const QUARTER = 15;

/**
 * What can be had instead of a stay: the same hall at other times, other halls in which all fit at the same time, or a
 * shorter stay; what is nearest to the wish first, and each one checked at this moment.
 */
export async function findAlternatives(db: Database, hall: Hall, ask: StayAsk, now: Date): Promise<Alternative[]> {
  const free = await freeAround(db, hall, ask, now);
  const proposals = [...otherTimes(hall, ask.period, free), ...shorterStays(hall, ask.period, free), ...await otherHalls(db, hall, ask, now)];
  const alternatives: Alternative[] = [];
  for (const { cost: _cost, ...proposal } of proposals.toSorted((a, b) => a.cost - b.cost)) {
    if (alternatives.length === MOST) break;
    if (alternatives.filter(({ kind }) => kind === proposal.kind).length === MOST_OF_A_KIND) continue;
    const layout = proposal.hall.id === hall.id ? ask.layout ?? fittingLayout(hall, ask) : fittingLayout(proposal.hall, ask);
    const { extras: _extras, ...stay } = { ...ask, layout, period: proposal.period };
    const { violations, quote } = await judgeStay(db, proposal.hall, stay, now);
    if (violations.length === 0 && quote) alternatives.push({ ...proposal, layout, totalCents: quote.totalCents });
  }
  return alternatives;
}

/** When the asked hall is free in the days around, from today on. */
async function freeAround(db: Database, hall: Hall, { period: { start }, moving }: StayAsk, now: Date): Promise<Period[]> {
  const [today, first] = [localDate(now), addDays(localDate(start), -DAYS_AROUND.before)];
  const until = addDays(localDate(start), DAYS_AROUND.after + 1);
  const from = first > today ? first : today;
  return until <= from ? [] : (await hallAvailability(db, hall, { from, until }, now, moving)).free;
}

/** On each day around, what comes nearest to the asked time of day, as long as was asked or as the hall lets it be. */
function otherTimes(hall: Hall, asked: Period, free: readonly Period[]): Proposal[] {
  const minutes = Math.min(Math.max(minutesOf(asked), hall.shortestMinutes), hall.longestMinutes);
  const [day, time] = [localDate(asked.start), localTime(asked.start)];
  return daysFrom(addDays(day, -DAYS_AROUND.before), addDays(day, DAYS_AROUND.after + 1)).flatMap((other) => {
    const wished = atLocal(other, time);
    const start = nearestStart(free, hall.startStepMinutes, minutes, wished);
    if (!start || localDate(start) !== other) return [];
    const period = { start, end: addMinutes(start, minutes) };
    const cost = Math.abs(start.getTime() - wished.getTime()) / 60_000 + Math.abs(daysBetween(day, other)) * COST.day;
    return contains(asked, period) ? [] : [{ kind: 'other-time' as const, hall, period, cost }];
  });
}

/** What is left of the asked time, as far as it is long enough; also the longest stay of a hall in which it was too long. */
function shorterStays(hall: Hall, asked: Period, free: readonly Period[]): Proposal[] {
  return intersect([asked], free).flatMap((left) => {
    const start = nextStart(hall.startStepMinutes, left.start);
    const minutes = Math.min(Math.floor(minutesOf({ start, end: left.end }) / QUARTER) * QUARTER, hall.longestMinutes);
    const lost = minutesOf(asked) - minutes;
    return lost <= 0 || minutes < hall.shortestMinutes ? [] : [{ kind: 'shorter' as const, hall, period: { start, end: addMinutes(start, minutes) }, cost: lost }];
  });
}

/** The nearest halls in which all fit and that are free all of the asked time; another part of the same hall is as good as any. */
async function otherHalls(db: Database, hall: Hall, ask: StayAsk, now: Date): Promise<Proposal[]> {
  const { latitude, longitude } = hall.venue;
  const { items } = await searchHalls(db, {
    bookerKind: ask.bookerKind, time: { kind: 'window', period: ask.period }, persons: ask.attendance, near: { latitude, longitude }, sort: 'distance', limit: 40,
  }, now);
  return items.filter((hit) => hit.hall.id !== hall.id && hit.totalCents !== undefined).map(({ hall: other, distanceMetres = 0 }) => ({
    kind: 'other-hall' as const, hall: other, period: ask.period, distanceMetres,
    cost: COST.hall + (distanceMetres / 1_000) * COST.kilometre + (other.type === hall.type ? 0 : COST.type),
  })).toSorted((a, b) => a.cost - b.cost).slice(0, 2 * MOST_OF_A_KIND);
}
