import type { HallType, StayLimits } from '../../src/catalogue/hall.ts';

const HOUR = 60;
const DAY = 1_440;

const COMMON: StayLimits = {
  setupMinutes: 0, teardownMinutes: 15, startStepMinutes: 30, shortestMinutes: HOUR, longestMinutes: 12 * HOUR, noticeMinutes: 2 * HOUR, windowDays: 365,
};

/** What is usual for a kind of hall; a hall says where it differs. */
export const USUAL_LIMITS: Readonly<Record<HallType, StayLimits>> = {
  theatre: { ...COMMON, setupMinutes: HOUR, teardownMinutes: HOUR, startStepMinutes: HOUR, shortestMinutes: 4 * HOUR, longestMinutes: 14 * HOUR, noticeMinutes: 7 * DAY },
  auditorium: { ...COMMON, setupMinutes: 30, teardownMinutes: 30, shortestMinutes: 2 * HOUR, noticeMinutes: 2 * DAY },
  sports: { ...COMMON, teardownMinutes: 0, longestMinutes: 6 * HOUR, noticeMinutes: HOUR, windowDays: 300 },
  meeting: COMMON,
  party: { ...COMMON, setupMinutes: 30, teardownMinutes: HOUR, shortestMinutes: 3 * HOUR, longestMinutes: 17 * HOUR, noticeMinutes: 2 * DAY, windowDays: 450 },
  rehearsal: { ...COMMON, longestMinutes: 8 * HOUR, noticeMinutes: HOUR, windowDays: 180 },
  exhibition: { ...COMMON, setupMinutes: HOUR, teardownMinutes: HOUR, startStepMinutes: HOUR, shortestMinutes: 4 * HOUR, longestMinutes: 15 * HOUR, noticeMinutes: 7 * DAY },
  foyer: { ...COMMON, setupMinutes: 15, teardownMinutes: 30, shortestMinutes: 2 * HOUR, noticeMinutes: DAY },
  studio: { ...COMMON, setupMinutes: 15, shortestMinutes: 2 * HOUR, longestMinutes: 10 * HOUR, noticeMinutes: DAY },
  kitchen: { ...COMMON, setupMinutes: 15, teardownMinutes: 30, shortestMinutes: 2 * HOUR, longestMinutes: 10 * HOUR, noticeMinutes: DAY },
  outdoor: { ...COMMON, setupMinutes: 30, teardownMinutes: 30, startStepMinutes: HOUR, shortestMinutes: 2 * HOUR, noticeMinutes: 3 * DAY },
};
