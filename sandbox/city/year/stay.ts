import type { Hall, Layout } from '../../../src/catalogue/hall.ts';
import type { ExtraOrder } from '../../../src/pricing/quote.ts';
import type { Period } from '../../../src/kernel/period.ts';
import type { Booker } from '../people.ts';

export type StayStatus = 'requested' | 'confirmed' | 'declined' | 'cancelled' | 'expired';

/** A booking of the made-up year, before it has a price, an id or a history. */
export interface PlannedStay {
  hall: Hall;
  booker: Booker;
  period: Period;
  activity: string;
  layout: Layout;
  attendance: number;
  extras: readonly ExtraOrder[];
  status: StayStatus;
  createdAt: Date;
  seriesId?: string;
  /** The agent who booked it for a caller. */
  byPhone: 'by-phone' | 'online';
}

/** True for a stay that holds its spaces. */
export const holdsSpaces = ({ status }: Pick<PlannedStay, 'status'>): boolean => status === 'confirmed' || status === 'requested';
