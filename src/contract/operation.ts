import type { Actor } from '../kernel/actor.ts';
import type { Database } from '../platform/db.ts';
import type { operations } from './api.d.ts';

export type OperationId = keyof operations;

/** Who may call an operation at all. What they may do with one thing is decided where that thing is known. */
export interface Policy {
  name: string;
  allows(actor: Actor): boolean;
}

type Part<Op extends OperationId, Name extends string> =
  operations[Op] extends { parameters: { [key in Name]?: infer Values } } ? NonNullable<Values> : Record<string, never>;

type Body<Op extends OperationId> =
  operations[Op] extends { requestBody?: { content: { 'application/json': infer Content } } } ? Content : undefined;

/** A request that the contract has found to be well formed. */
export interface Call<Op extends OperationId> {
  params: Part<Op, 'path'>;
  query: Part<Op, 'query'>;
  headers: Part<Op, 'header'>;
  body: Body<Op>;
  actor: Actor;
  db: Database;
  now: Date;
  /** The URL under which the caller sees us, without a slash at its end. */
  origin: string;
}

export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Defaults to application/json. */
  type?: string;
}

/** What stands behind one operationId of openapi.yaml. */
export interface Operation<Op extends OperationId> {
  policy: Policy;
  handle(call: Call<Op>): Promise<Answer>;
}

/** A capability's share of the contract: `export const bookingOperations = { placeBooking: {…}, … } satisfies Operations`. */
export type Operations = { [Op in OperationId]?: Operation<Op> };
