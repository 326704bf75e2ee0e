import type { HallType } from '../../../src/catalogue/hall.ts';
import type { BookerKind } from '../../../src/kernel/actor.ts';
import type { LocalTime } from '../../../src/kernel/time.ts';

/** A stretch of the day that people like to book: from when, for how many minutes, and how much they like it. */
export type Slot = readonly [start: LocalTime, minutes: number, weight: number];

export interface Habits {
  /** Monday to Thursday, Friday, Saturday and Sunday. */
  week: readonly Slot[];
  friday: readonly Slot[];
  saturday: readonly Slot[];
  sunday: readonly Slot[];
  /** How many series a hall of this kind has, and on which slots of the week. */
  series: number;
  seriesSlots: readonly Slot[];
  /** The part of its opening hours that such a hall is taken, in percent: least and most. */
  taken: readonly [least: number, most: number];
  /** Who books it, how often. */
  bookers: Readonly<Partial<Record<BookerKind, number>>>;
}

const meeting: Habits = {
  week: [['09:00', 180, 5], ['13:30', 180, 5], ['09:00', 480, 6], ['18:00', 120, 2], ['19:00', 180, 6], ['20:00', 120, 4]],
  friday: [['09:00', 180, 4], ['09:00', 480, 4], ['13:30', 180, 4], ['19:00', 180, 3]],
  saturday: [['10:00', 180, 5], ['10:00', 360, 3], ['14:00', 180, 4]],
  sunday: [['10:00', 120, 3], ['14:00', 180, 2]],
  series: 4, seriesSlots: [['19:30', 150, 4], ['20:00', 120, 4], ['09:30', 150, 3], ['14:00', 180, 3], ['18:30', 120, 2]],
  taken: [26, 44], bookers: { association: 10, resident: 2, company: 4, school: 1, directorate: 4 },
};

const sports: Habits = {
  week: [['09:00', 180, 3], ['13:00', 180, 3], ['16:00', 120, 5], ['18:00', 120, 7], ['20:00', 150, 7], ['18:00', 240, 2]],
  friday: [['16:00', 120, 4], ['18:00', 120, 6], ['20:00', 150, 5]],
  saturday: [['09:00', 240, 7], ['13:00', 300, 7], ['18:00', 240, 4]],
  sunday: [['09:00', 240, 7], ['13:00', 300, 5]],
  series: 8, seriesSlots: [['18:00', 90, 4], ['18:00', 120, 5], ['19:30', 90, 5], ['20:00', 150, 5], ['21:00', 90, 3], ['16:30', 90, 3]],
  taken: [48, 64], bookers: { association: 14, school: 3, resident: 2, company: 1, directorate: 1 },
};

const party: Habits = {
  week: [['13:30', 240, 3], ['19:00', 210, 5], ['10:00', 300, 1]],
  friday: [['17:00', 360, 6], ['18:00', 300, 4], ['12:00', 240, 2]],
  saturday: [['12:00', 540, 6], ['17:00', 360, 5], ['10:00', 300, 4], ['19:00', 420, 3]],
  sunday: [['11:00', 360, 6], ['10:00', 240, 4], ['14:00', 300, 3]],
  series: 3, seriesSlots: [['19:30', 180, 4], ['14:00', 180, 3], ['09:30', 180, 2]],
  taken: [28, 42], bookers: { association: 9, resident: 8, company: 2, school: 1, directorate: 1 },
};

const theatre: Habits = {
  week: [['09:00', 420, 4], ['18:00', 300, 5], ['14:00', 540, 4]],
  friday: [['14:00', 540, 7], ['10:00', 780, 3]],
  saturday: [['10:00', 780, 6], ['14:00', 540, 5]],
  sunday: [['12:00', 480, 6], ['10:00', 600, 2]],
  series: 1, seriesSlots: [['18:00', 240, 1]],
  taken: [38, 56], bookers: { association: 8, school: 4, company: 2, directorate: 2 },
};

/** How the halls of each kind are used in the course of a week. Invented, after what a city of this size would see. */
export const HABITS: Readonly<Record<HallType, Habits>> = {
  meeting, sports, party, theatre,
  auditorium: {
    ...meeting, week: [['09:00', 420, 4], ['13:00', 240, 4], ['19:00', 180, 7]], friday: [['09:00', 420, 4], ['19:00', 180, 4]],
    saturday: [['10:00', 360, 4], ['14:00', 240, 4], ['18:00', 240, 2]], sunday: [['14:00', 240, 5], ['10:00', 240, 3]], series: 1, taken: [27, 42],
  },
  rehearsal: {
    ...meeting, week: [['09:00', 180, 3], ['13:00', 180, 3], ['16:30', 120, 4], ['18:30', 120, 6], ['20:00', 150, 7]], friday: [['16:00', 180, 3], ['19:00', 180, 5]],
    saturday: [['10:00', 240, 6], ['14:00', 300, 6]], sunday: [['10:00', 240, 5], ['14:00', 240, 5]], series: 6, taken: [32, 52], bookers: { association: 12, resident: 3, school: 1 },
  },
  exhibition: { ...theatre, week: [['10:00', 480, 5], ['19:00', 240, 2]], friday: [['10:00', 480, 5]], saturday: [['10:00', 600, 6]], sunday: [['10:00', 600, 6]], series: 0, taken: [28, 40] },
  foyer: {
    ...party, week: [['17:00', 180, 5], ['11:00', 180, 3], ['19:00', 180, 4]], friday: [['17:00', 240, 6], ['12:00', 180, 3]],
    saturday: [['14:00', 300, 5], ['18:00', 300, 4]], sunday: [['11:00', 240, 5], ['14:00', 180, 3]], series: 1, taken: [25, 34], bookers: { association: 5, company: 5, resident: 3, directorate: 3 },
  },
  studio: { ...meeting, week: [['09:00', 240, 4], ['13:00', 240, 4], ['18:30', 180, 5]], saturday: [['09:00', 360, 5], ['14:00', 240, 4]], series: 3, taken: [26, 40], bookers: { association: 8, resident: 3, school: 2 } },
  kitchen: { ...party, week: [['10:00', 240, 4], ['16:00', 300, 5]], friday: [['15:00', 360, 5]], saturday: [['09:00', 480, 6]], sunday: [['09:00', 360, 5]], series: 2, seriesSlots: [['17:30', 210, 4], ['10:00', 210, 2]], taken: [25, 36], bookers: { association: 9, resident: 4, school: 1 } },
  outdoor: { ...party, week: [['13:00', 300, 2]], friday: [['14:00', 420, 5]], saturday: [['10:00', 600, 8]], sunday: [['10:00', 480, 7]], series: 0, taken: [25, 30], bookers: { association: 10, resident: 3, school: 2, directorate: 2 } },
};
