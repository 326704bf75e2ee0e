import type { HallType } from '../catalogue/hall.ts';
import { readDays, untilByDefault } from '../contract/invalid.ts';
import type { Operations } from '../contract/operation.ts';
import { fromCursor, isTimePosition, nextPage, toCursor } from '../contract/paging.ts';
import { venueReader } from '../identity/policies.ts';
import { localDate } from '../kernel/time.ts';
import { presentDayBooking, presentOccupancy } from './present.ts';
import { readDay, readOccupancy } from './read-occupancy.ts';

const MOST_DAYS = 31;

/** After which hall the next page begins. */
interface HallPosition {
  hall: string;
}

const isHallPosition = (value: unknown): value is HallPosition =>
  typeof value === 'object' && value !== null && 'hall' in value && typeof value.hall === 'string' && /^[a-z0-9-]{1,80}$/.test(value.hall);

export const occupancyOperations = {
  getOccupancy: {
    policy: venueReader,
    async handle({ db, actor, query, now, url }) {
      const first = query.from ?? localDate(now);
      const days = readDays(first, query.until ?? untilByDefault(first, 7), MOST_DAYS, ['query/from', 'query/until']);
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isHallPosition).hall;
      const occupancy = await readOccupancy(db, actor, {
        ...days, limit: query.limit, ...(query.venue ? { venue: query.venue } : {}), ...(query.type ? { type: query.type satisfies HallType } : {}), ...(after ? { after } : {}),
      }, now);
      return { body: { ...presentOccupancy(occupancy), self: url, next: nextPage(url, occupancy.next && toCursor({ hall: occupancy.next } satisfies HallPosition)) } };
    },
  },
  listDay: {
    policy: venueReader,
    async handle({ db, actor, query, now, url }) {
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, isTimePosition);
      const ask = { day: query.day ?? localDate(now), limit: query.limit, ...(query.venue ? { venue: query.venue } : {}), ...(after ? { after } : {}) };
      const { items, next } = await readDay(db, actor, ask, now);
      return { body: { items: items.map(presentDayBooking), self: url, next: nextPage(url, next && toCursor(next)) } };
    },
  },
} satisfies Operations;
