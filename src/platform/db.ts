import knex, { type Knex } from 'knex';
import pg from 'pg';
import type { DomainEvent } from '../kernel/events.ts';
import { isRefusal, Refusal } from '../kernel/refusal.ts';

/** A handle to read with. */
export type Database = Knex;
/** A handle to write or lock with: having one proves that a transaction is open. */
export type Transaction = Knex.Transaction;

/** Told of every domain event inside the transaction that announces it. */
export type Reactions = (tx: Transaction, event: DomainEvent) => Promise<void>;

export interface DatabaseOptions {
  url: string;
  /** What follows an announced event; by default nothing does. */
  reactions?: Reactions;
  poolSize?: number;
  /** How the connections name themselves in pg_stat_activity: `web`, `worker` … */
  name?: string;
}

const LOCK_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 15_000;
/** Two hundred who want one hall at the same moment are through in 0.6 s on two cores. On a machine with five times its work nobody of them should be sent away. */
const ACQUIRE_TIMEOUT_MS = 3_000;

// Dates stay text (they have no instant), bigint and numeric counts become numbers: our sums stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/**
 * Opens a pool of connections. A caller waits at most 3 s for a connection and a statement at most 2 s for a lock; then the
 * answer is 503 with Retry-After instead of a growing queue.
 */
export function openDatabase({ url, reactions, poolSize = 10, name = 'openzaal' }: DatabaseOptions): Database {
  const db = knex({
    client: 'pg',
    compileSqlOnError: false, // an error that reaches the log must not hold the values of its statement
    connection: {
      connectionString: url,
      application_name: name,
      lock_timeout: LOCK_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
      options: '-c timezone=UTC',
    } as Knex.PgConnectionConfig,
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: SILENT,
  });
  return db.withUserParams({ reactions: reactions ?? (async () => {}) });
}

/** Says, inside the transaction, that something happened: what follows commits or vanishes with it. */
export async function announce(tx: Transaction, event: DomainEvent): Promise<void> {
  const { reactions } = tx.userParams as { reactions: Reactions };
  await reactions(tx, event);
}

/**
 * A long statement that every other request sends: PostgreSQL parses it once per connection and soon keeps its plan, where planning
 * took more time than reading. The plan serves all values alike, so it is only for rows found by their key. One text per name.
 */
export const prepared = <Row>(db: Database | Transaction, name: string, sql: string, bindings: Knex.RawBinding[] | Knex.ValueDict): Knex.Raw<{ rows: Row[] }> =>
  db.raw<{ rows: Row[] }>(sql, bindings).options({ name });

/** knex would write to the console what it also throws: whoever catches it decides what is logged. */
const SILENT: Knex.Logger = { warn() {}, error() {}, deprecate() {}, debug() {} };

const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 4;

/** What was read before a lock was had turned out to be another thing after it: the transaction starts anew, as after a serialisation failure. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
  readonly code = '40001';
}

/**
 * Runs `work` in a transaction. A serialisation failure or a deadlock is tried again, at most four times in all; a lock or a
 * connection that is not had in time becomes the refusal `busy`.
 */
export async function transact<Result>(db: Database, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (thrown) {
      if (!RETRIED.has(sqlState(thrown) ?? '') || attempt === ATTEMPTS) throw translateBusy(thrown);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
    }
  }
}

/** The SQLSTATE of an error that PostgreSQL raised, such as `23505`. */
export const sqlState = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;

const constraintOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'constraint' in thrown ? String(thrown.constraint) : undefined;

/** True when an exclusion constraint (of this name) stopped the write. */
export const violatesExclusion = (thrown: unknown, constraint?: string): boolean =>
  sqlState(thrown) === '23P01' && (constraint === undefined || constraintOf(thrown) === constraint);

/** True when a unique constraint (of this name) stopped the write. */
export const violatesUnique = (thrown: unknown, constraint?: string): boolean =>
  sqlState(thrown) === '23505' && (constraint === undefined || constraintOf(thrown) === constraint);

const BUSY = new Set(['55P03', '57014', '40001', '40P01', '53300']);

/** Turns "not had in time" into the refusal `busy`; anything else is answered as it came. */
export function translateBusy(thrown: unknown): unknown {
  const waitedTooLong = thrown instanceof Error && thrown.name === 'KnexTimeoutError';
  return waitedTooLong || BUSY.has(sqlState(thrown) ?? '') ? new Refusal('busy') : thrown;
}

/** True when it was not the statement: the database was away, going down or busy, and the same may well succeed in a moment. */
export function mayPass(thrown: unknown): boolean {
  if (isRefusal(thrown, 'busy')) return true;
  const state = sqlState(thrown);
  return state === undefined ? thrown instanceof Error && /\bconnect(ion)?\b/i.test(thrown.message) : /^(08|53|57|58|E[A-Z])/.test(state);
}
