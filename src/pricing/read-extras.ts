import { fault, invalid } from '../contract/invalid.ts';
import type { ExtraId } from '../kernel/ids.ts';
import type { ExtraOrder } from './quote.ts';

/** The extras of a request's body. Refuses `invalid-request` for one that is named twice: which of both quantities is meant? */
export function readExtras(asked: readonly { extraId: string; quantity: number }[] = []): ExtraOrder[] {
  const ids = asked.map(({ extraId }) => extraId);
  const repeated = ids.flatMap((id, index) => (ids.indexOf(id) < index ? [fault(`body/extras/${index}/extraId`, 'repeated')] : []));
  if (repeated.length > 0) throw invalid(...repeated);
  return asked.map(({ extraId, quantity }) => ({ extraId: extraId as ExtraId, quantity }));
}
