import { bodyParser } from '@koa/bodyparser';
import type { Middleware } from 'koa';
import { Refusal } from '../kernel/refusal.ts';
import { fault, invalid } from '../contract/invalid.ts';

const LIMIT = '100kb';

/** Reads JSON and forms of at most 100 kB. Refuses `body-too-large`, `unsupported-media-type` and `invalid-request`. */
export const readBody = (): Middleware => bodyParser({ enableTypes: ['json', 'form'], jsonLimit: LIMIT, formLimit: LIMIT, onError: refuse });

function refuse(error: Error): never {
  const status = 'status' in error ? error.status : undefined;
  if (status === 413) throw new Refusal('body-too-large');
  if (status === 415) throw new Refusal('unsupported-media-type');
  if (error instanceof SyntaxError) throw invalid(fault('body', 'json'));
  throw error;
}
