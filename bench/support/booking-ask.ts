import { randomUUID } from 'node:crypto';
import { newShortCode } from '../../src/kernel/ids.ts';
import type { Asker, HttpAnswer } from './asker.ts';
import type { Halls, Slot } from './halls.ts';
import type { Visitor } from './sessions.ts';
import type { Changes } from './statements.ts';

/** Somebody who wants one slot. */
export interface Ask {
  slot: Slot;
  visitor: Visitor;
  idempotencyKey: string;
}

export const askFor = (slot: Slot, visitor: Visitor): Ask => ({ slot, visitor, idempotencyKey: randomUUID() });

/** Asks over HTTP, as the API wants it. All of the request is ready before it is sent. */
export function overHttp(asker: Asker, { houseRulesId, cancellationTermsId }: Halls, { slot, visitor, idempotencyKey }: Ask): () => Promise<HttpAnswer> {
  const body = JSON.stringify({
    hallId: slot.hallId, period: slot.period, layout: 'theatre', attendance: 30, activity: 'Repetitie', houseRulesId, cancellationTermsId,
  });
  const headers = { ...visitor.headers, 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey };
  return () => asker.ask('POST', '/v1/bookings', headers, body);
}

/** What differs between the statements of one ask and those of another; `code` is the short code that the first one got. */
export function changesBetween(one: Ask, other: Ask, code?: string): Changes {
  const instants = (['period', 'claimed'] as const).flatMap((which) => (['start', 'end'] as const).map((edge): [string, string] =>
    [one.slot[which][edge].toISOString(), other.slot[which][edge].toISOString()]));
  return {
    texts: new Map<string, string>([
      ...instants, [one.slot.hallId, other.slot.hallId], [one.slot.spaceId, other.slot.spaceId],
      [one.visitor.personId, other.visitor.personId], [one.idempotencyKey, other.idempotencyKey],
      ...(code === undefined ? [] : [[code, newShortCode()] as const]),
    ]),
    bytes: [{ from: one.visitor.tokenHash, to: other.visitor.tokenHash }],
  };
}
