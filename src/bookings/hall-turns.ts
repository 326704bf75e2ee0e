import type { HallId } from '../kernel/ids.ts';
import { createTurns } from '../platform/turns.ts';

/**
 * Whoever opens a transaction to place a booking does so in here. Askers for one hall wait for each other anyway, at its spaces'
 * lock; if each did so with a connection, fifty of them would leave none to anybody else. Two, so that one prepares while the
 * other holds the lock.
 */
export const inTurnForHall = createTurns<HallId>({ atOnce: 2 });
