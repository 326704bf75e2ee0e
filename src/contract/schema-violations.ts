import type { Violation } from '../kernel/refusal.ts';
import { fault } from './invalid.ts';
import type { SchemaFault } from './texts/schema-sentences.ts';
import type { SchemaError } from './validator.ts';

/** What a validator found, one violation per field: the first thing that is wrong with it. `place` is where it was: `body`, `query` … */
export function violationsOf(errors: readonly SchemaError[], place: string): Violation[] {
  const byField = new Map<string, Violation>();
  for (const error of errors) {
    const violation = violationOf(error, place);
    if (!byField.has(violation.field ?? '')) byField.set(violation.field ?? '', violation);
  }
  return [...byField.values()];
}

function violationOf(error: SchemaError, place: string): Violation {
  const at = place + error.instancePath.replaceAll('~1', '/').replaceAll('~0', '~');
  const { keyword, params, parentSchema = {} } = error;
  if (keyword === 'required') return fault(`${at}/${params['missingProperty']}`, 'required');
  if (keyword === 'additionalProperties') return fault(`${at}/${shortened(params['additionalProperty'])}`, 'unknown', known(parentSchema));
  if (keyword === 'dependentRequired') return fault(`${at}/${params['property']}`, 'needs', { other: String(params['missingProperty']) });
  if (keyword === 'enum') return fault(at, 'one-of', { allowed: list(params['allowedValues']) });
  if (keyword === 'type') return Array.isArray(error.data) && place === 'query' ? fault(at, 'repeated') : fault(at, 'type', { type: String(params['type']) });
  if (keyword === 'format' || keyword === 'pattern') return wrongSpelling(at, parentSchema);
  if (keyword === 'minLength' && params['limit'] === 1) return fault(at, 'blank');
  const limit = LIMITS[keyword];
  return limit ? fault(at, limit, { limit: Number(params['limit'] ?? params['multipleOf']) }) : fault(at, 'other', { keyword });
}

/** Keywords that hold one number. */
const LIMITS: Readonly<Record<string, SchemaFault | undefined>> = {
  minimum: 'minimum', exclusiveMinimum: 'above', maximum: 'maximum', multipleOf: 'step',
  minLength: 'shortest', maxLength: 'longest', minItems: 'fewest', maxItems: 'most',
};

const NOT_BLANK = String.raw`\S`;

function wrongSpelling(at: string, schema: Readonly<Record<string, unknown>>): Violation {
  if (schema['pattern'] === NOT_BLANK) return fault(at, 'blank');
  const examples: unknown[] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  return fault(at, 'format', typeof examples[0] === 'string' ? { example: examples[0] } : {});
}

/** The names that would have been known. */
function known(schema: Readonly<Record<string, unknown>>): { allowed?: string } {
  const names = Object.keys(schema['properties'] ?? {});
  return names.length > 0 ? { allowed: names.join(', ') } : {};
}

const list = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : '');

/** A name that somebody else chose, short enough to say back. */
const shortened = (name: unknown): string => String(name).slice(0, 60);
