import type { Pool, PoolClient } from 'pg';
import { newId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db.ts';

/** One statement as it went to PostgreSQL, and how many rows came of it. */
export interface Statement {
  sql: string;
  /** Of a statement that PostgreSQL keeps prepared. */
  name?: string;
  values: readonly unknown[];
  rowCount: number;
}

interface Sent {
  /** Absent for BEGIN, COMMIT and ROLLBACK. */
  __knexQueryUid?: string;
  sql: string;
  bindings?: readonly unknown[];
  options?: { name?: string };
}

/** Every statement that `act` sends through this pool, in order, transactions and all; nobody else may use the pool meanwhile. */
export async function capture<Result>(db: Database, act: () => Promise<Result>): Promise<{ result: Result; statements: Statement[] }> {
  const statements: (Statement & { uid: string | undefined })[] = [];
  const sent = ({ __knexQueryUid: uid, sql, bindings = [], options }: Sent): void =>
    void statements.push({ uid, sql, ...(options?.name ? { name: options.name } : {}), values: bindings, rowCount: 0 });
  const answered = (response: { rowCount?: number | null } | undefined, { __knexQueryUid: uid }: Sent): void => {
    const statement = uid === undefined ? undefined : statements.find((one) => one.uid === uid);
    if (statement) statement.rowCount = response?.rowCount ?? 0;
  };
  db.on('query', sent).on('query-response', answered);
  try {
    return { result: await act(), statements };
  } finally {
    db.off('query', sent).off('query-response', answered);
  }
}

/** What takes the place of what when statements are sent again for somebody or something else. */
export interface Changes {
  texts: ReadonlyMap<string, string>;
  bytes: readonly { from: Buffer; to: Buffer }[];
}

/**
 * The same statements with other values: as the changes say, and a new id for each UUIDv7 made since `from`, which are
 * those of the rows that these statements write. Also inside JSON and ranges.
 */
export function renew(statements: readonly Statement[], { texts, bytes }: Changes, from: Date): Statement[] {
  const changes = new Map(texts);
  for (const id of JSON.stringify(statements).match(UUID_V7) ?? []) {
    if (madeAt(id) >= from.getTime() && !changes.has(id)) changes.set(id, newId());
  }
  const known = new RegExp([...changes.keys()].join('|'), 'g');
  const other = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(known, (found) => changes.get(found)!);
    if (Array.isArray(value)) return value.map(other);
    return Buffer.isBuffer(value) ? bytes.find((change) => change.from.equals(value))?.to ?? value : value;
  };
  return statements.map((statement) => ({ ...statement, values: statement.values.map(other) }));
}

const UUID_V7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const madeAt = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Sends statements as our server does: those of a transaction over one connection, any other over whichever is free. */
export class Sender {
  readonly #pool: Pool;
  #inTransaction: PoolClient | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Answers the number of rows. */
  async send({ sql, values, name }: Statement): Promise<number> {
    if (sql === 'BEGIN;') this.#inTransaction = await this.#pool.connect();
    const { rowCount } = await (this.#inTransaction ?? this.#pool).query({ text: sql, values: [...values], ...(name === undefined ? {} : { name }) });
    if (sql === 'COMMIT;' || sql === 'ROLLBACK') {
      this.#inTransaction?.release();
      this.#inTransaction = undefined;
    }
    return rowCount ?? 0;
  }

  async sendAll(statements: readonly Statement[]): Promise<void> {
    for (const statement of statements) await this.send(statement);
  }

  /** Closes the connection of a transaction that broke off halfway. */
  breakOff(): void {
    this.#inTransaction?.release(true);
    this.#inTransaction = undefined;
  }
}
