import type { Schedule } from '../../src/catalogue/hall.ts';
import type { Translated } from '../../src/kernel/text.ts';
import { addDays, daysFrom, type LocalDate, type LocalTime, type Weekday } from '../../src/kernel/time.ts';

type Hours = readonly [opens: LocalTime, closes: LocalTime][];

interface ScheduleDraft {
  name: string;
  /** From Monday to Sunday. */
  week: readonly [Hours, Hours, Hours, Hours, Hours, Hours, Hours];
  openOnHolidays?: true;
  /** Closed for so many days from this day of the year on: `07-21`. */
  summer?: readonly [from: string, days: number];
  /** Closes early on Christmas Eve instead of the usual hour. */
  christmasEve?: readonly [LocalTime, LocalTime];
}

const alike = (hours: Hours): readonly [Hours, Hours, Hours, Hours, Hours, Hours, Hours] => [hours, hours, hours, hours, hours, hours, hours];
const late: Hours = [['00:00', '02:00'], ['09:00', '24:00']];

/** How the venues of the demo city keep their hours. Nights that end after midnight go on the next day. */
export const SCHEDULES = {
  library: {
    name: 'Uren van de bibliotheek', christmasEve: ['09:00', '16:00'],
    week: [[['09:00', '22:30']], [['09:00', '22:30']], [['09:00', '22:30']], [['09:00', '22:30']], [['09:00', '22:30']], [['09:00', '18:00']], [['10:00', '18:00']]],
  },
  theatre: { name: 'Uren van 30CC', week: alike([['08:00', '24:00']]), openOnHolidays: true, summer: ['07-13', 26] },
  arts: {
    name: 'Uren van het kunstenhuis', openOnHolidays: true,
    week: [[['09:00', '23:00']], [['09:00', '23:00']], [['09:00', '23:00']], [['09:00', '24:00']], [['09:00', '24:00']], late, [['00:00', '02:00'], ['10:00', '22:00']]],
  },
  community: {
    name: 'Uren van het gemeenschapscentrum', christmasEve: ['09:00', '17:00'], summer: ['07-21', 21],
    week: [[['08:30', '23:00']], [['08:30', '23:00']], [['08:30', '23:00']], [['08:30', '23:00']], [['08:30', '24:00']], late, [['00:00', '02:00'], ['09:00', '22:00']]],
  },
  neighbourhood: {
    name: 'Uren van het buurtcentrum', christmasEve: ['09:00', '16:00'], summer: ['07-27', 14],
    week: [[['09:00', '22:00']], [['09:00', '22:00']], [['09:00', '22:00']], [['09:00', '22:00']], [['09:00', '23:00']], [['09:00', '23:00']], [['10:00', '20:00']]],
  },
  sports: {
    name: 'Uren van de sporthal', christmasEve: ['09:00', '15:00'],
    week: [[['08:00', '23:00']], [['08:00', '23:00']], [['08:00', '23:00']], [['08:00', '23:00']], [['08:00', '23:00']], [['08:30', '23:00']], [['08:30', '22:00']]],
  },
  'after-school': {
    name: 'Uren na schooltijd', christmasEve: ['09:00', '15:00'],
    week: [[['18:00', '23:00']], [['18:00', '23:00']], [['18:00', '23:00']], [['18:00', '23:00']], [['18:00', '23:00']], [['08:30', '23:00']], [['08:30', '23:00']]],
  },
  school: {
    name: 'Uren van de school', summer: ['07-08', 40],
    week: [[['16:30', '22:00']], [['16:30', '22:00']], [['13:00', '22:00']], [['16:30', '22:00']], [['16:30', '22:00']], [['09:00', '22:00']], [['09:00', '18:00']]],
  },
  youth: {
    name: 'Uren van het jeugdcentrum', openOnHolidays: true,
    week: [[['14:00', '23:00']], [['14:00', '23:00']], [['12:00', '23:00']], [['14:00', '23:00']], [['14:00', '24:00']], [['00:00', '02:00'], ['10:00', '24:00']], [['00:00', '02:00'], ['10:00', '22:00']]],
  },
  office: {
    name: 'Kantooruren met avonden', christmasEve: ['08:00', '15:00'],
    week: [[['08:00', '22:00']], [['08:00', '22:00']], [['08:00', '22:00']], [['08:00', '22:00']], [['08:00', '18:00']], [['09:00', '17:00']], []],
  },
  abbey: { name: 'Uren van de abdij', week: alike([['08:00', '23:00']]), openOnHolidays: true },
  province: {
    name: 'Uren van het Provinciehuis', christmasEve: ['08:00', '12:00'], summer: ['07-20', 19],
    week: [[['08:00', '23:00']], [['08:00', '23:00']], [['08:00', '23:00']], [['08:00', '23:00']], [['08:00', '22:00']], [['08:00', '18:00']], []],
  },
} as const satisfies Record<string, ScheduleDraft>;

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

export type ScheduleName = keyof typeof SCHEDULES;

const NEW_YEARS_EVE: Translated = { nl: 'Oudejaarsdag', en: "New Year's Eve", fr: 'Saint-Sylvestre' };
const CHRISTMAS_EVE: Translated = { nl: 'Kerstavond', en: 'Christmas Eve', fr: 'Veille de Noël' };
const SUMMER: Translated = { nl: 'Zomersluiting', en: 'Summer closing', fr: "Fermeture d'été" };

/** A schedule with its dated exceptions in these years. */
export function scheduleNamed(key: ScheduleName, years: readonly number[]): Omit<Schedule, 'id'> & { name: string } {
  const draft: ScheduleDraft = SCHEDULES[key];
  const weekly = draft.week.flatMap((hours, index) => hours.map(([opens, closes]) => ({ weekday: WEEKDAYS[index]!, opens, closes })));
  return { name: draft.name, openOnHolidays: draft.openOnHolidays ?? false, weekly, exceptions: years.flatMap((year) => exceptionsIn(year, draft)) };
}

function exceptionsIn(year: number, { summer, christmasEve }: ScheduleDraft): Schedule['exceptions'] {
  const first: LocalDate = `${year}-${summer?.[0] ?? '07-01'}`;
  const closed = daysFrom(first, addDays(first, summer?.[1] ?? 0)).map((day) => ({ day, reason: SUMMER }));
  const [opens, closes] = christmasEve ?? [];
  const eve = opens && closes ? [{ day: `${year}-12-24`, opens, closes, reason: CHRISTMAS_EVE }] : [];
  return [...closed, ...eve, { day: `${year}-12-31`, reason: NEW_YEARS_EVE }];
}
