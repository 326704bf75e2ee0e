import type { TestDatabase } from './database.ts';

/** A form in which digits could hide in a text. */
interface Form {
  form: string;
  text: string;
}

/** Digits as they are, backwards, spaced as people read them, and both ways in hexadecimal and base64 wherever they begin. */
export function formsOf(digits: string): Form[] {
  const backwards = digits.split('').toReversed().join('');
  const pairs = (separator: string, size: number): Form => ({ form: `in groups of ${size}`, text: digits.match(new RegExp(`.{1,${size}}`, 'g'))!.join(separator) });
  return [
    ...[[digits, 'clear'], [backwards, 'backwards']].flatMap(([text, form]) => [
      { form: form!, text: text! }, { form: `${form} in hexadecimal`, text: Buffer.from(text!).toString('hex') }, ...[0, 1, 2].map((offset) => ({ form: `${form} in base64`, text: base64At(text!, offset) })),
    ]),
    ...[' ', '-'].flatMap((separator) => [3, 2, 1].map((size) => pairs(separator, size))),
  ];
}

/** The characters that digits become when so many bytes go before them, whatever those and the ones after are. */
function base64At(digits: string, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(digits)]).toString('base64');
  return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + digits.length) * 8) / 6));
}

/** What is full of digits by nature: ids, instants, the milliseconds of log lines and manifests, fractions, digests. Six of ours would turn up there by chance. */
const BY_NATURE: readonly RegExp[] = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?/g, /\b1[5-9]\d{11}\b/g, /(?<=\d)\.\d+/g, /\b(?:[0-9a-f]{2}){32,}\b/gi,
];

export const plain = (text: string): string => BY_NATURE.reduce((rest, pattern) => rest.replaceAll(pattern, '~'), text);

/** Where and in which form any of these digits are, one sentence each. */
export function leaksIn(texts: Readonly<Record<string, string>>, issued: readonly string[]): string[] {
  const forms = issued.flatMap(formsOf);
  return Object.entries(texts).flatMap(([where, text]) => {
    const cleaned = plain(text);
    const upper = cleaned.toUpperCase();
    const found = forms.filter((one) => cleaned.includes(one.text) || (one.form.includes('hexadecimal') && upper.includes(one.text.toUpperCase())));
    return [...new Set(found.map(({ form }) => `${where}: ${form}`))];
  });
}

type Column = Record<'schema' | 'table' | 'column' | 'type', string>;

/** Everything that every table holds, whatever its type, by column. */
export async function textsOf(database: TestDatabase): Promise<Record<string, string>> {
  const columns = await database.query<Column>(
    `SELECT n.nspname AS schema, c.relname AS table, a.attname AS column, coalesce(nullif(t.typbasetype, 0), a.atttypid)::regtype::text AS type
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
     WHERE c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
     ORDER BY 1, 2, 3`);
  const texts: Record<string, string> = {};
  for (const { schema, table, column, type } of columns) {
    // Byte for byte, so that digits in bytes are found as those in a text are.
    const value = type === 'bytea' ? `encode("${column}", 'escape')` : `"${column}"::text`;
    const [row] = await database.query<{ all: string | null }>(`SELECT string_agg(${value}, E'\\n') AS all FROM "${schema}"."${table}"`);
    texts[`${schema}.${table}.${column}`] = row?.all ?? '';
  }
  return texts;
}
