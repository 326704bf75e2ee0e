import type { HallId, PersonId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { deleteSaved } from './store.ts';

/** Keeps a hall no longer at hand; one that was not saved is no matter. */
export const forgetHall = (tx: Transaction, personId: PersonId, hallId: HallId): Promise<void> => deleteSaved(tx, personId, hallId);
