import { loadHall } from '../catalogue/load-hall.ts';
import { readDays } from '../contract/invalid.ts';
import type { Operations } from '../contract/operation.ts';
import { presentPeriod } from '../contract/periods.ts';
import { anyone } from '../identity/policies.ts';
import { Refusal } from '../kernel/refusal.ts';
import { hallAvailability } from './views.ts';

const MOST_DAYS = 62;

export const availabilityOperations = {
  getHallAvailability: {
    policy: anyone,
    async handle({ db, params, query, now }) {
      const days = readDays(query.from, query.until, MOST_DAYS, ['query/from', 'query/until']);
      const hall = await loadHall(db, params.hallId, now);
      if (!hall) throw new Refusal('not-found', { facts: { hall: params.hallId } });
      const { free, unavailable } = await hallAvailability(db, hall, days, now);
      return { body: {
        hallId: hall.id, ...days, free: free.map(presentPeriod),
        unavailable: unavailable.map(({ period, reason }) => ({ period: presentPeriod(period), reason })),
      } };
    },
  },
} satisfies Operations;
