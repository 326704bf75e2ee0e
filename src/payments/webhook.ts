import { addJob } from '../platform/jobs.ts';
import { transact, type Database } from '../platform/db.ts';
import { findPayment } from './store.ts';

/**
 * Mollie's classic webhook: it carries only an id, so it is but a hint to go and look. An id that we do not know is ignored,
 * and answered like any other, so that nobody learns from us which ids exist.
 */
export async function hearWebhook(db: Database, id: unknown): Promise<void> {
  if (typeof id !== 'string' || !/^tr_\w{1,64}$/.test(id)) return;
  if (!(await findPayment(db, { provider_id: id }))) return;
  await transact(db, (tx) => addJob(tx, 'settle-payment', { providerId: id }, { key: `settle-payment:${id}` }));
}
