import type { Actor } from '../kernel/actor.ts';
import type { BookingId } from '../kernel/ids.ts';
import { Refusal } from '../kernel/refusal.ts';
import { audit } from '../identity/audit.ts';
import type { Transaction } from '../platform/db.ts';
import type { DoorKeys } from './door-keys.ts';
import { mustHelpAtDoor } from './door-staff.ts';
import { liveGrantOf } from './grant-store.ts';
import { replaceCode } from './replace-code.ts';

/**
 * New digits on every lock of a booking, because staff heard that somebody knows these who should not. Whoever saw the old ones and opens the door
 * is mailed, as for any code that changed. Refuses `not-signed-in`, `not-found`, and what `replaceCode` refuses.
 */
export async function reissueCode(tx: Transaction, keys: Pick<DoorKeys, 'codes'>, bookingId: BookingId, { reason }: { reason: string }, actor: Actor, now: Date): Promise<void> {
  const { person, role, booking } = await mustHelpAtDoor(tx, bookingId, actor, now);
  const grantId = await liveGrantOf(tx, bookingId);
  if (!grantId) throw new Refusal('no-code-for-this-hall');
  await replaceCode(tx, keys, grantId, 'by-staff', now);
  await audit(tx, { actor: person, as: role, action: 'reissue-code', subjectKind: 'booking', subjectId: bookingId, reason, persons: [booking.personId] });
}
