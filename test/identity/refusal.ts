import { isRefusal, type Refusal } from '../../src/kernel/refusal.ts';

/** The refusal with which a promise fails; anything else fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const thrown = await work.then((value: unknown) => new Error(`expected a refusal, got ${JSON.stringify(value)}`), (error: unknown) => error);
  if (!isRefusal(thrown)) throw thrown;
  return thrown;
}
