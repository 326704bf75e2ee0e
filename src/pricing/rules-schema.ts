import type { Schema } from '../contract/document.ts';

const ID = { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 80, examples: ['avond-weekend'] };
const TIME = { type: 'string', pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$', examples: ['18:30'] };
const MONTH_DAY = { type: 'string', pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$', examples: ['10-01'] };
const LINE = { type: 'string', minLength: 1, maxLength: 200, pattern: String.raw`\S` };
const TEXT = { type: 'object', required: ['nl'], additionalProperties: false, properties: { nl: LINE, en: LINE, fr: LINE } };
const EURO = { type: 'number', minimum: 0, maximum: 100_000 };
const COUNT = { type: 'integer', minimum: 1, maximum: 366 };
const IDS = { type: 'array', minItems: 1, maxItems: 1_000, items: ID };
const SCOPE = { halls: IDS, bookers: IDS, purposes: IDS, regular: { type: 'boolean' } };
const PRODUCT = { product: ID };

const object = (required: readonly string[], properties: Schema): Schema => ({ type: 'object', required, additionalProperties: false, properties });
const named = (required: readonly string[], properties: Schema): Schema => object(['id', 'label', ...required], { id: ID, label: TEXT, ...properties });
const list = (items: Schema, minItems = 0): Schema => ({ type: 'array', minItems, maxItems: 1_000, items });

const UNIT = object(['per', 'euro'], {
  per: { type: 'string', enum: ['hour', 'half-hour', 'fixed-part-day', 'part-day', 'day', '24-hours', 'event'] },
  euro: EURO, hours: { type: 'number', exclusiveMinimum: 0, maximum: 24 }, bands: { type: 'object', additionalProperties: EURO },
  minimum: { type: 'number', exclusiveMinimum: 0, maximum: 1_000 }, maximum: { type: 'number', exclusiveMinimum: 0, maximum: 1_000 }, mostPartDays: COUNT,
});

/** The form of a regulation's rules; what they name, overlap or leave open is `check-rules.ts`'s. */
export const RULES_SCHEMA: Schema = object(['halls', 'bookers', 'purposes', 'prices'], {
  halls: { ...IDS, minItems: 0 },
  groups: { type: 'object', additionalProperties: IDS },
  bookers: list(named(['of', 'evidence'], {
    of: { type: 'array', minItems: 1, items: { type: 'string', enum: ['resident', 'association', 'company', 'school', 'directorate', 'partner'] } },
    evidence: { type: 'string', enum: ['register', 'recognition', 'declaration'] },
  }), 1),
  purposes: list(named([], {}), 1),
  bands: list(named([], {
    days: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1, maximum: 7 } }, holidays: { type: 'boolean', enum: [true] }, from: TIME, until: TIME,
  })),
  partDays: list(named(['from', 'until'], { from: TIME, until: TIME })),
  seasons: list(named(['from', 'until'], { from: MONTH_DAY, until: MONTH_DAY })),
  prices: list(named(['units'], { ...SCOPE, ...PRODUCT, units: { type: 'array', minItems: 1, maxItems: 5, items: UNIT } })),
  notLet: list(object(['id', 'reason'], { id: ID, reason: TEXT, ...SCOPE })),
  changes: list(named([], {
    ...SCOPE, percent: { type: 'number', minimum: -100, maximum: 1_000 }, factor: { type: 'number', minimum: 0, maximum: 100 },
    euro: { type: 'number', minimum: -100_000, maximum: 100_000 }, per: { type: 'string', enum: ['unit', 'booking'] },
    bands: IDS, seasons: IDS, fromDay: COUNT, untilDay: COUNT, fromBooking: COUNT, untilBooking: COUNT,
  })),
  bounds: list(named(['per'], { ...SCOPE, leastEuro: EURO, mostEuro: EURO, per: { type: 'string', enum: ['booking', 'day', 'year'] } })),
  costs: list(named(['euro', 'per'], { ...SCOPE, ...PRODUCT, euro: EURO, per: { type: 'string', enum: ['booking', 'year'] } })),
  deposits: list(named(['euro', 'per'], { ...SCOPE, euro: EURO, per: { type: 'string', enum: ['booking', 'season'] } })),
  cancellation: object(['countFrom', 'steps'], {
    countFrom: { type: 'string', enum: ['day-of-cancellation', 'day-after'] },
    steps: list(object(['days', 'counted', 'duePercent'], {
      days: { type: 'integer', minimum: 0, maximum: 365 }, counted: { type: 'string', enum: ['calendar', 'working'] }, duePercent: { type: 'number', minimum: 0, maximum: 100 },
    }), 1),
  }),
});
