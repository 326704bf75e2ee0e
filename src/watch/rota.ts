import type { OrganisationId, PersonId, VenueId } from '../kernel/ids.ts';
import { includes, intersect, subtract, type Period } from '../kernel/period.ts';
import { addDays, atLocal, localDays, weekdayOf, type LocalDate, type LocalTime, type Weekday } from '../kernel/time.ts';

/** Somebody who has the watch: a colleague who logs in here, or others by name, such as a concierge firm. */
export interface Watcher {
  personId?: PersonId;
  name: string;
  /** Where alarms go; absent for a colleague without an address. */
  email?: string;
  /** Whom bookers call. */
  phone: string;
  /** False for a colleague who has no role there any more: their turns count as nobody's. */
  counts: boolean;
}

/** Every week on these days; `until` is on the next day where it does not come after `from`. Watchers are named by their place in the list. */
export interface Turn {
  weekdays: readonly Weekday[];
  from: LocalTime;
  until: LocalTime;
  watcher: number;
}

/** On these days, both included, somebody else takes the turns that begin then; without a substitute nobody does. */
export interface Replacement {
  firstDay: LocalDate;
  lastDay: LocalDate;
  absent: number;
  substitute?: number;
}

export interface Rota {
  watchers: readonly Watcher[];
  turns: readonly Turn[];
  replacements: readonly Replacement[];
}

/** Where a rota counts: an organisation with its parts, or one venue. */
export interface RotaPlace {
  organisationId: OrganisationId;
  venueId?: VenueId;
}

export interface KeptRota {
  rota: Rota;
  /** 0: there is none yet. */
  version: number;
}

/** A stretch in which somebody has the watch. */
export interface Shift {
  period: Period;
  watcher: Watcher;
  /** Whose turn it would have been. */
  insteadOf?: Watcher;
}

/** Who has the watch in a period, in order of time. A night belongs to the day on which it begins; on nights when the clock changes it is an hour shorter or longer. */
export function shiftsIn(rota: Rota, within: Period): Shift[] {
  const days = localDays(within);
  const first = days[0];
  const all = first === undefined ? [] : [addDays(first, -1), ...days];
  return all.flatMap((day) => rota.turns.flatMap((turn) => shiftOn(rota, turn, day)))
    .filter(({ period }) => period.start < within.end && within.start < period.end)
    .toSorted((a, b) => a.period.start.getTime() - b.period.start.getTime() || a.period.end.getTime() - b.period.end.getTime());
}

function shiftOn({ watchers, replacements }: Rota, { weekdays, from, until, watcher }: Turn, day: LocalDate): Shift[] {
  if (!weekdays.includes(weekdayOf(day))) return [];
  const replacement = replacements.find(({ firstDay, lastDay, absent }) => absent === watcher && firstDay <= day && day <= lastDay);
  const who = watchers[replacement ? replacement.substitute ?? -1 : watcher];
  const period = { start: atLocal(day, from), end: atLocal(until > from ? day : addDays(day, 1), until) };
  if (!who?.counts || period.start >= period.end) return [];
  return [{ period, watcher: who, ...(replacement ? { insteadOf: watchers[watcher]! } : {}) }];
}

/** Who has the watch at this instant by the first rota that says so: the closest comes first. Two who share an hour both have it. */
export function watchAt(rotas: readonly Rota[], now: Date): Watcher[] {
  const minute = { start: now, end: new Date(now.getTime() + 1) };
  for (const rota of rotas) {
    const shifts = shiftsIn(rota, minute).filter(({ period }) => includes(period, now));
    if (shifts.length > 0) return [...new Set(shifts.map(({ watcher }) => watcher))];
  }
  return [];
}

export interface ComingWatch {
  shifts: Shift[];
  /** When nobody has it: alarms go to the managers. */
  gaps: Period[];
}

/** The same for a whole period: where the first rota leaves a gap, the next one fills it as far as it can. */
export function watchIn(rotas: readonly Rota[], within: Period): ComingWatch {
  let gaps: Period[] = [within];
  const shifts: Shift[] = [];
  for (const rota of rotas) {
    const open = gaps;
    const own = shiftsIn(rota, within).flatMap((shift) => intersect([shift.period], open).map((period) => ({ ...shift, period })));
    shifts.push(...own);
    gaps = subtract(open, own.map(({ period }) => period));
  }
  return { shifts: shifts.toSorted((a, b) => a.period.start.getTime() - b.period.start.getTime()), gaps };
}

export const MOST_WATCHERS = 30;
export const MOST_TURNS = 60;
export const MOST_REPLACEMENTS = 60;

export interface RotaFault {
  list: 'turns' | 'replacements';
  index: number;
  /** `order`: it ends before it begins; `twice`: two replacements of one person on one day; `self`: by themselves; `past`: over already; `unknown`: nobody of the list. */
  fault: 'order' | 'twice' | 'self' | 'past' | 'unknown';
}

/** What is wrong with a rota; empty when it can be kept. Turns may overlap: then two have the watch. */
export function faultsIn({ watchers, turns, replacements }: Rota, today: LocalDate): RotaFault[] {
  const known = (number: number | undefined): boolean => number === undefined || watchers[number] !== undefined;
  return [
    ...turns.flatMap(({ watcher, from, until }, index): RotaFault[] => {
      if (!known(watcher)) return [{ list: 'turns', index, fault: 'unknown' }];
      return from === until ? [{ list: 'turns', index, fault: 'order' }] : [];
    }),
    ...replacements.flatMap((one, index): RotaFault[] => {
      const fault = replacementFault(one, replacements.slice(0, index), today) ?? (known(one.absent) && known(one.substitute) ? undefined : 'unknown');
      return fault ? [{ list: 'replacements', index, fault }] : [];
    }),
  ];
}

function replacementFault({ firstDay, lastDay, absent, substitute }: Replacement, before: readonly Replacement[], today: LocalDate): RotaFault['fault'] | undefined {
  if (lastDay < firstDay) return 'order';
  if (lastDay < today) return 'past';
  if (substitute === absent) return 'self';
  return before.some((other) => other.absent === absent && other.firstDay <= lastDay && firstDay <= other.lastDay) ? 'twice' : undefined;
}
