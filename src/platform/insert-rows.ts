import type { Transaction } from './db.ts';

/** Large enough to load a city in few statements, small enough for one message to the server. */
const CHUNK = 5_000;

/**
 * Inserts many rows in one statement per 5,000, whatever the column types: the values travel as one JSON document, so that there
 * is no limit of 65,535 parameters. `areaM2` goes into the column `area_m2`. A column that only some of the rows have is null in the
 * others. Ranges are text: `["2026-11-23T18:00:00Z","2026-11-23T21:00:00Z")`.
 */
export async function insertRows(tx: Transaction, table: string, rows: readonly object[]): Promise<void> {
  const names = new Map([...new Set(rows.flatMap((row) => Object.keys(row)))].map((key) => [key, columnName(key)]));
  const columns = [...names.values()].map((name) => `"${name}"`).join(', ');
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK).map((row) =>
      Object.fromEntries(Object.entries(row).map(([key, value]: [string, unknown]) => [names.get(key), value])));
    await tx.raw(`INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", ?::jsonb)`, [JSON.stringify(chunk)]);
  }
}

const columnName = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
