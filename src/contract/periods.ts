import type { Period } from '../kernel/period.ts';

/** A period as the contract spells it: two RFC 3339 instants. */
export const presentPeriod = ({ start, end }: Period) => ({ start: start.toISOString(), end: end.toISOString() });
