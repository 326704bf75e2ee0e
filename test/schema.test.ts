import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { useDatabase } from './support/database.ts';

const FILE = new URL('../migrations/schema.txt', import.meta.url);

/** Everything that migrations leave behind, in words that PostgreSQL 15 and 18 share (18 also names NOT NULLs). */
const DUMP = `SELECT * FROM (
  SELECT c.relname::text AS "table", 1 AS part, lpad(a.attnum::text, 3, '0') AS place,
         format('%s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
           coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) AS line
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT conrelid::regclass::text, 2, conname::text, format('constraint %s %s', conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f', 'c', 'x') AND conrelid <> 0
  UNION ALL
  SELECT tablename::text, 3, indexname::text, replace(indexdef, 'public.', '') FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL
  SELECT tgrelid::regclass::text, 4, tgname::text, replace(pg_get_triggerdef(t.oid), 'public.', '')
    FROM pg_trigger t WHERE NOT tgisinternal AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
) AS dump ORDER BY "table" COLLATE "C", part, place COLLATE "C"`;

describe('the schema', () => {
  const database = useDatabase();

  it('is what migrations/schema.txt shows (UPDATE_SCHEMA=1 writes it anew)', async () => {
    const rows = await database.query<{ table: string; line: string }>(DUMP);
    const tables = new Map<string, { line: string }[]>();
    for (const row of rows) tables.set(row.table, [...(tables.get(row.table) ?? []), row]);
    const dump = [...tables].filter(([table]) => !/^(graphile|migrations)/.test(table))
      .map(([table, lines]) => `${table}\n${lines.map(({ line }) => `  ${line}\n`).join('')}`).join('\n');
    if (process.env['UPDATE_SCHEMA']) writeFileSync(FILE, dump);
    expect(dump).to.equal(readFileSync(FILE, 'utf8'));
  });

  it('has an index for every foreign key that is looked up from its other side', async () => {
    const bare = await database.query(`
      SELECT conrelid::regclass::text AS "table", conname FROM pg_constraint k
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND confrelid IN ('bookings'::regclass, 'halls'::regclass, 'payments'::regclass, 'grants'::regclass)
         AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1])`);
    expect(bare).to.deep.equal([]);
  });
});
