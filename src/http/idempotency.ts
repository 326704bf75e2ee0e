import { createHash } from 'node:crypto';
import { Refusal } from '../kernel/refusal.ts';
import type { Answer, Call } from '../contract/operation.ts';
import type { Around } from '../contract/router.ts';
import { transact } from '../platform/db.ts';
import { claimKey, keepAnswer, releaseKey, type Claimed, type KeyedRequest, type KeptAnswer } from './idempotency-store.ts';

/**
 * Around every operation for which the contract asks an Idempotency-Key: the same key with the same request answers what was
 * answered before and does nothing twice. What runs through `call.transact` is exact even when the process dies: the change and
 * its answer commit together. A refused request did nothing, so its key is free again.
 * Source: draft-ietf-httpapi-idempotency-key-header-06.
 */
export const idempotency: Around = async (call, operation, next) => {
  if (!operation.parameters.some(({ name }) => name === 'Idempotency-Key')) return next(call);
  const claimed = await claimKey(call.db, keyedRequest(call));
  if ('answer' in claimed) return { ...claimed.answer, headers: { ...claimed.answer.headers, 'Idempotency-Replayed': 'true' } };
  return carryOut(call, claimed, next);
};

async function carryOut(call: Call, claimed: Claimed, next: (call: Call) => Promise<Answer>): Promise<Answer> {
  let keptInTransaction = false;
  const transactOnce: Call['transact'] = async (work) => {
    const answer = await transact(call.db, async (tx) => {
      const done = await work(tx);
      await keepAnswer(tx, claimed, kept(done));
      return done;
    });
    keptInTransaction = true;
    return answer;
  };
  try {
    const answer = await next({ ...call, transact: transactOnce });
    if (!keptInTransaction) await keepAnswer(call.db, claimed, kept(answer));
    return answer;
  } catch (thrown) {
    await releaseKey(call.db, claimed).catch(() => {});
    throw thrown;
  }
}

const kept = ({ body, headers }: Answer): KeptAnswer => ({ ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });

function keyedRequest({ operationId, actor, params, query, headers, body }: Call): KeyedRequest {
  if (actor.kind !== 'person') throw new Refusal('not-signed-in');
  return {
    caller: `${actor.personId} for ${actor.organisation?.id ?? 'themselves'}`,
    key: String((headers as Record<string, unknown>)['Idempotency-Key']),
    operation: operationId,
    hash: createHash('sha256').update(JSON.stringify([params, query, body])).digest(),
  };
}
