import type { Transaction } from './db.ts';

/** Large enough to load a city in few statements, small enough for one message to the server. */
const CHUNK = 5_000;

/**
 * Inserts many rows in one statement per 5,000, whatever the column types: the values travel as one JSON document, so that there
 * is no limit of 65,535 parameters. `areaM2` goes into the column `area_m2`. A column that only some of the rows have is null in the
 * others. Ranges are text: `["2026-11-23T18:00:00Z","2026-11-23T21:00:00Z")`.
 */
export async function insertRows(tx: Transaction, table: string, rows: readonly object[]): Promise<void> {
  const columns = columnsOf(rows);
  const statement = insertInto(table, columns);
  for (let from = 0; from < rows.length; from += CHUNK) await tx.raw(statement, [asJson(rows.slice(from, from + CHUNK), columns)]);
}

/**
 * Inserts a few rows of several tables that belong together, in one statement and so in one trip to the database. Foreign keys
 * between them are checked when all are in.
 */
export async function insertTogether(tx: Transaction, tables: Readonly<Record<string, readonly object[]>>): Promise<void> {
  const parts = Object.entries(tables).filter(([, rows]) => rows.length > 0).map(([table, rows]) => ({ table, rows, columns: columnsOf(rows) }));
  const inserts = parts.map(({ table, columns }) => `"into_${table}" AS (${insertInto(table, columns)})`);
  await tx.raw(`WITH ${inserts.join(', ')} SELECT`, parts.map(({ rows, columns }) => asJson(rows, columns)));
}

/** The names of columns by the keys of all rows. */
const columnsOf = (rows: readonly object[]): Map<string, string> =>
  new Map([...new Set(rows.flatMap((row) => Object.keys(row)))].map((key) => [key, columnName(key)]));

const columnName = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function insertInto(table: string, columns: Map<string, string>): string {
  const names = [...columns.values()].map((name) => `"${name}"`).join(', ');
  return `INSERT INTO "${table}" (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::"${table}", ?::jsonb)`;
}

const asJson = (rows: readonly object[], columns: Map<string, string>): string =>
  JSON.stringify(rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]: [string, unknown]) => [columns.get(key), value]))));
