import { Ajv2020, type SchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';

/**
 * The messages of the native profile as JSON Schema: one source for validation and for `asyncapi.yaml` (`npm run asyncapi` writes it there).
 * Unknown properties are let through, so that a newer peer may say more, and then left out: nobody here knows what is in them.
 */
const object = (properties: Record<string, SchemaObject>, optional: readonly string[] = []): SchemaObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const list = (items: SchemaObject, maxItems: number): SchemaObject => ({ type: 'array', items, maxItems });
const oneOf = (...words: string[]): SchemaObject => ({ enum: words });

const version = { const: 1 };
const name = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' };
const instant = { type: 'string', format: 'utc-instant', maxLength: 30 };
/** Of a code. One more than that still fits an integer column. */
export const HIGHEST_REVISION = 2_000_000_000;
const revision = { type: 'integer', minimum: 1, maximum: HIGHEST_REVISION };
const manifestRevision = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
/** Without control characters and halves of characters, which no database keeps. */
const plainText = (maxLength: number): SchemaObject => ({ type: 'string', maxLength, pattern: '^[^\\p{Cc}\\p{Cs}]*$' });
const count = { type: 'integer', minimum: 0, maximum: 1_000_000 };
const seconds = { type: 'number', minimum: -1e10, maximum: 1e10 };
const percent = { type: 'number', minimum: 0, maximum: 100 };
const flag = { type: 'boolean' };

const evidence = oneOf('read_back', 'device_ack', 'bridge_ack', 'none');
const fault = object({
  code: oneOf(
    'duplicate_code', 'no_space', 'invalid_code', 'invalid_window', 'not_supported', 'device_offline', 'device_busy',
    'timeout', 'clock_skew', 'stale_revision', 'expired', 'decrypt_failed', 'internal',
  ),
  retry: oneOf('never', 'later', 'new_pin'),
});
const windows = list(object({ from: instant, until: instant }), 200);

const event = { v: version, id: name, lock: name, at: instant };

const commands: SchemaObject = {
  oneOf: [
    object({
      op: { const: 'code.put' }, ref: name, rev: revision, iat: instant,
      pin: { type: 'string', pattern: '^[0-9]{4,12}$' },
      windows: { ...windows, minItems: 1 },
    }),
    object({ op: { const: 'code.remove' }, ref: name, rev: revision, iat: instant }),
    object({ op: oneOf('codes.read', 'lock.unlock'), iat: instant }),
  ],
};

export const schemas = {
  status: object({ v: version, status: oneOf('online', 'offline'), bootId: name, software: plainText(100), at: instant }),
  info: object(
    {
      v: version, lock: name, driver: name, leadMinutes: { type: 'integer', minimum: 0, maximum: 1440 },
      capabilities: object({ slots: count, windows: flag, clock: flag, battery: flag }), unfit: plainText(300),
    },
    ['unfit'],
  ),
  reported: object(
    {
      v: version, lock: name, at: instant, online: flag, lastSeenAt: instant, battery: percent, skewSeconds: seconds,
      manifestRev: manifestRevision, slots: object({ total: count, free: count, foreign: count }),
      codes: list(
        object(
          {
            ref: name, rev: revision, evidence, at: instant, installAt: instant, slot: count, error: fault,
            state: oneOf('accepted', 'installed', 'unconfirmed', 'needed', 'failed', 'removing', 'removed'),
          },
          ['installAt', 'slot', 'error'],
        ),
        4_000,
      ),
    },
    ['lastSeenAt', 'battery', 'skewSeconds', 'manifestRev'],
  ),
  manifest: object({
    v: version, lock: name, rev: manifestRevision, at: instant, mac: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
    codes: list(object({ ref: name, rev: revision, windows }), 2_000),
  }),
  cmd: object({
    v: version, cmdId: name, lock: name, replyTo: plainText(200), expiresAt: instant,
    jwe: { type: 'string', maxLength: 30_000, pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{22}$' },
  }),
  ack: object(
    {
      v: version, cmdId: name, lock: name, ref: name, rev: revision, evidence, error: fault, at: instant,
      status: oneOf('accepted', 'installed', 'removed', 'unconfirmed', 'rejected', 'failed'),
    },
    ['ref', 'rev', 'error'],
  ),
  event: {
    oneOf: [
      object({ ...event, type: { const: 'need' }, ref: name, rev: revision }),
      object({ ...event, type: { const: 'entry' }, ref: name }, ['ref']),
      object({ ...event, type: oneOf('refused', 'lockout', 'tamper', 'online', 'offline', 'stuck') }),
      object({ ...event, type: { const: 'door' }, open: flag }),
      object({ ...event, type: { const: 'battery' }, percent }),
      object({ ...event, type: { const: 'clock_skew' }, skewSeconds: seconds }),
      object({ ...event, type: { const: 'foreign' }, count }),
    ],
  } as SchemaObject,
  command: commands,
} satisfies Record<string, SchemaObject>;

const INSTANT = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;
/** Only what is in the calendar: `Date.parse` alone also takes 30 February and hour 24. */
const isInstant = (given: string): boolean => {
  const at = INSTANT.test(given) ? Date.parse(given) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(given.slice(0, 19));
};
const ajv = new Ajv2020({ strict: true, formats: { 'utc-instant': { type: 'string', validate: isInstant } } });

const compiled = Object.entries(schemas).map(([kind, schema]) => [kind, ajv.compile(schema)] as const);
export const validators = Object.fromEntries(compiled) as Record<keyof typeof schemas, ValidateFunction>;

/** A valid value without whatever its schema does not name. */
export function namedIn(schema: SchemaObject, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => namedIn(schema['items'] as SchemaObject, item));
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Record<string, unknown>;
  const { properties } = branchFor(schema, given) as { properties: Record<string, SchemaObject> };
  return Object.fromEntries(Object.entries(properties).flatMap(([property, inner]) => (Object.hasOwn(given, property) ? [[property, namedIn(inner, given[property])]] : [])));
}

/** Of several forms the one whose fixed words are those of the value. */
const branchFor = (schema: SchemaObject, given: Record<string, unknown>): SchemaObject => {
  const forms = (schema['oneOf'] ?? [schema]) as { properties: Record<string, { const?: unknown; enum?: unknown[] }> }[];
  const fits = ({ properties }: (typeof forms)[number]): boolean =>
    Object.entries(properties).every(([property, { const: word, enum: words }]) => (word === undefined || given[property] === word) && (words === undefined || words.includes(given[property])));
  return forms.length === 1 ? forms[0]! : forms.find(fits)!;
};
