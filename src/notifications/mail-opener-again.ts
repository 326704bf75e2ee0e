import type { Actor } from '../kernel/actor.ts';
import type { BookingId, OpenerId } from '../kernel/ids.ts';
import { addMinutes } from '../kernel/period.ts';
import { Refusal } from '../kernel/refusal.ts';
import { lockAsBooker } from '../access/name-opener.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import { openerFacts } from './opener-facts.ts';
import { tellOpener } from './opener-mails.ts';

const MOST_AN_HOUR = 3;
const HOUR_MINUTES = 60;

/**
 * Mails an opener a link once more, because they cannot find the mail, or it did not arrive; earlier links go on. For the booker. Refuses `not-signed-in`, `not-found` (not theirs, or no such
 * opener), `wrong-state` (not confirmed, or over), `mail-not-resendable` while one is on its way, and `too-many-requests` (`seconds`) after three mails with a link within an hour.
 */
export async function mailOpenerAgain(tx: Transaction, bookingId: BookingId, openerId: OpenerId, actor: Actor, now: Date): Promise<void> {
  const { booking, person } = await lockAsBooker(tx, bookingId, actor);
  const opener = await openerFacts(tx, openerId);
  if (opener?.bookingId !== bookingId || opener.withdrawn) throw new Refusal('not-found');
  if (booking.status !== 'confirmed' || booking.period.end <= now) throw new Refusal('wrong-state', { facts: { status: booking.status === 'confirmed' ? 'ended' : booking.status } });
  const count = await mustBeCalm(tx, openerId, now);
  await tellOpener(tx, opener, 'opener-named', { facts: {}, once: `again:${count}` });
  await audit(tx, { actor: person, action: 'mail-opener-again', subjectKind: 'booking', subjectId: bookingId, details: { openerId } });
}

/** Answers how many there were. The booking is locked, so that presses count one another. */
async function mustBeCalm(tx: Transaction, openerId: OpenerId, now: Date): Promise<number> {
  const since = addMinutes(now, -HOUR_MINUTES);
  const { rows: [mails] } = await tx.raw<{ rows: [{ count: number; waiting: number; lately: number; oldest: Date | null }] }>(
    `SELECT count(*) AS count, count(*) FILTER (WHERE status = 'waiting') AS waiting, count(*) FILTER (WHERE created_at > :since) AS lately, min(created_at) FILTER (WHERE created_at > :since) AS oldest
     FROM mails WHERE opener_id = :openerId AND template = 'opener-named'`, { openerId, since });
  if (mails.waiting > 0) throw new Refusal('mail-not-resendable');
  if (mails.oldest && mails.lately >= MOST_AN_HOUR) {
    throw new Refusal('too-many-requests', { facts: { seconds: Math.ceil((mails.oldest.getTime() - since.getTime()) / 1_000) } });
  }
  return mails.count;
}
