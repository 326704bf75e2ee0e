import type { Actor } from '../kernel/actor.ts';
import type { Language } from '../kernel/text.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { operations } from './api.d.ts';

export type OperationId = keyof operations;

/** Who may call an operation at all. What they may do with one thing is decided where that thing is known. */
export interface Policy {
  name: string;
  allows(actor: Actor): boolean;
}

/** A request that the contract has found to be well formed, and who sent it. */
export interface Call<Op extends OperationId = OperationId> {
  operationId: Op;
  params: Part<Op, 'path'>;
  query: Query<Op>;
  headers: Part<Op, 'header'>;
  body: Body<Op>;
  /** From `If-Match`, where the operation asks for it. */
  expectedVersion: Part<Op, 'header'> extends { 'If-Match': string } ? number : undefined;
  actor: Actor;
  /** The token of the caller's session, for the operations that change it. */
  session: string | undefined;
  language: Language;
  /** To read with, and to hand to verbs that open transactions of their own. */
  db: Database;
  now: Date;
  /** The URL under which the caller sees us, without a slash at its end. */
  origin: string;
  /** The whole address that was asked, for `self`. */
  url: string;
  /**
   * Runs `work` in a transaction and answers what it answers. Under an Idempotency-Key the answer is kept in that same
   * transaction: either both the change and its answer are there, or neither. Use it once per call.
   */
  transact<Result extends Answer>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
}

/** What is sent back. Status and content type are those of the operation's success in the contract. */
export interface Answer<Content = unknown> {
  body?: Content;
  headers?: Record<string, string>;
  /** The token of a session that takes the place of the caller's; the server puts it in the cookie. */
  session?: string;
}

/** What stands behind one operationId of openapi.yaml. */
export interface Operation<Op extends OperationId> {
  policy: Policy;
  handle(call: Call<Op>): Promise<Answer<Success<Op>>>;
}

/** A capability's share of the contract: `export const bookingOperations = { placeBooking: {…}, … } satisfies Operations`. */
export type Operations = { [Op in OperationId]?: Operation<Op> };
/** All of the contract: what the server is started with. */
export type AllOperations = { [Op in OperationId]: Operation<Op> };

type Nothing = Record<never, never>;

type Part<Op extends OperationId, Name extends 'path' | 'query' | 'header'> =
  [NonNullable<operations[Op]['parameters'][Name]>] extends [never] ? Nothing : NonNullable<operations[Op]['parameters'][Name]>;

/** The contract fills in how long a page is. */
type Query<Op extends OperationId> = Part<Op, 'query'> & ('limit' extends keyof Part<Op, 'query'> ? { limit: number } : unknown);

type Body<Op extends OperationId> =
  operations[Op] extends { requestBody: { content: { 'application/json': infer Content } } } ? Content : undefined;

/** The body of the operation's success, as the contract has it. */
export type Success<Op extends OperationId> = Sendable<ContentOf<operations[Op]['responses'][keyof operations[Op]['responses'] & (200 | 201 | 204)]>>;

type ContentOf<Response> = Response extends { content: infer Content } ? Content[keyof Content] : undefined;

/** JSON leaves out what is undefined: an optional field may be given so. */
export type Sendable<Value> = Value extends readonly (infer Item)[] ? readonly Sendable<Item>[]
  : Value extends object ? { readonly [Key in keyof Value]: undefined extends Value[Key] ? Sendable<Value[Key]> | undefined : Sendable<Value[Key]> }
  : Value;
