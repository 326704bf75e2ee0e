import type { HallId } from '../kernel/ids.ts';
import type { Transaction } from '../platform/db.ts';
import { HALL_TYPES } from './hall.ts';
import { FEATURE_NAMES, TYPE_NAMES, TYPE_SYNONYMS } from './vocabulary.ts';

/**
 * Writes anew the words by which these halls are found: names in every language, kind of hall with its synonyms, features, venue and
 * place; in lower case, without accents. To be called by whoever changes one of them. Dutch compounds need no splitting: the search
 * compares trigrams, which find "zaal" in "vergaderzaal".
 */
export async function indexHalls(tx: Transaction, ids: readonly HallId[]): Promise<void> {
  if (ids.length > 0) await tx.raw(INDEX, [JSON.stringify(TYPE_WORDS), JSON.stringify(FEATURE_WORDS), [...ids]]);
}

const TYPE_WORDS = Object.fromEntries(HALL_TYPES.map((type) => {
  const { nl, en, fr } = TYPE_NAMES[type];
  return [type, [nl, TYPE_SYNONYMS[type], en, fr].join(' ')];
}));
const FEATURE_WORDS = Object.fromEntries(Object.entries(FEATURE_NAMES).map(([feature, name]) => [feature, name.nl]));

const INDEX = `
UPDATE halls h SET search_text = fold(concat_ws(' ',
    h.name ->> 'nl', h.name ->> 'en', h.name ->> 'fr', ?::jsonb ->> h.type,
    v.name ->> 'nl', v.name ->> 'en', v.name ->> 'fr', v.neighbourhood, v.municipality, v.street,
    (SELECT string_agg(coalesce(words ->> feature, feature), ' ') FROM unnest(h.features) feature, (SELECT ?::jsonb AS words) w)))
FROM venues v WHERE v.id = h.venue_id AND h.id = ANY(?::uuid[])`;
