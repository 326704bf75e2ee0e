import type { ChoiceFacet } from './facet-counts.ts';
import { sortOf, type SearchQuery } from './search-query.ts';

/** A hall is found when the asked words are on average at least so like words of its own (pg_trgm, 0 to 1). */
const LIKENESS = 0.58;
const EARTH_METRES = 6_371_000;

/**
 * Which halls are read: those that meet every wish, or also those that another choice of one kind would let in. The latter come with
 * what they offer, so that choices can be counted.
 */
export type Reach = 'matching' | 'one-choice-off';

/**
 * The statement that answers every hall that meets the wishes about the hall itself, with only the columns that the rules and
 * the asked order need. Wishes that were not expressed leave no trace in it.
 */
export function fittingStatement(query: SearchQuery, reach: Reach): { sql: string; bindings: Record<string, unknown> } {
  const words = query.text === undefined ? [] : wordsOf(query.text);
  const { near } = query;
  const roomy = query.persons !== undefined || query.layout !== undefined || sortOf(query) === 'capacity';
  const surveying = reach === 'one-choice-off';
  const choices = choicesOf(query);
  const wishes = [
    'h.bookable',
    ...(roomy && !query.layout ? ['room.capacity >= :persons'] : []),
    ...(query.halls ? ['h.id = ANY(CAST(:halls AS uuid[]))'] : []),
    ...(query.features?.length ? ['h.features @> CAST(:features AS text[])'] : []),
    ...(query.accessibility?.length ? ['v.accessibility @> CAST(:accessibility AS text[])'] : []),
    ...(query.instant ? ['NOT h.approval'] : []),
    ...(surveying ? ['cardinality(missed.choices) <= 1'] : choices.map(({ met }) => met)),
    ...(near && query.radiusMetres !== undefined ? ['away.metres <= :radiusMetres'] : []),
  ];
  const sql = `
WITH ${words.length > 0 ? MATCH : ''}
origin AS MATERIALIZED (${near && 'neighbourhood' in near ? MIDDLE : 'SELECT CAST(:latitude AS float8) AS latitude, CAST(:longitude AS float8) AS longitude'})
SELECT h.id, h.schedule_id AS "scheduleId", spaces.ids AS "spaceIds", h.name ->> 'nl' AS name, ${roomy ? 'room.capacity' : 'NULL AS capacity'}, away.metres AS distance,
  ${words.length > 0 ? RELEVANCE : 'NULL'} AS relevance, h.slug, h.regulation_id AS "regulationId",
  h.setup_minutes AS "setupMinutes", h.teardown_minutes AS "teardownMinutes", h.start_step_minutes AS "startStepMinutes",
  h.shortest_minutes AS "shortestMinutes", h.longest_minutes AS "longestMinutes", h.notice_minutes AS "noticeMinutes", h.window_days AS "windowDays"
  ${surveying ? OFFER : ''}
FROM halls h JOIN venues v ON v.id = h.venue_id JOIN (${SPACES}) AS spaces ON spaces.hall_id = h.id CROSS JOIN origin
CROSS JOIN LATERAL (SELECT ${near ? DISTANCE : 'CAST(NULL AS float8)'} AS metres) AS away
${roomy ? `LEFT JOIN (${CAPACITY}) AS room ON room.hall_id = h.id` : ''}
${surveying ? `LEFT JOIN (${ROOMY_LAYOUTS}) AS fits ON fits.hall_id = h.id CROSS JOIN LATERAL (SELECT ${missed(choices)} AS choices) AS missed` : ''}
${words.length > 0 ? 'JOIN match ON match.id = h.id' : ''}
WHERE ${wishes.join(' AND ')}`;
  return { sql, bindings: { ...bindingsOf(query), words, wordCount: words.length } };
}

interface Choice {
  facet: ChoiceFacet;
  /** True for a hall that meets it. */
  met: string;
}

/** The wishes of which any of what is chosen will do. */
const choicesOf = (query: SearchQuery): Choice[] => [
  ...(query.types?.length ? [{ facet: 'types' as const, met: 'h.type = ANY(CAST(:types AS text[]))' }] : []),
  ...(query.layout ? [{ facet: 'layouts' as const, met: 'coalesce(room.capacity, 0) >= :persons' }] : []),
  ...(query.neighbourhoods?.length ? [{ facet: 'neighbourhoods' as const, met: 'v.neighbourhood = ANY(CAST(:neighbourhoods AS text[]))' }] : []),
  ...(query.directorate ? [{ facet: 'directorates' as const, met: 'v.organisation_id = :directorate' }] : []),
  ...(query.venues?.length ? [{ facet: 'venues' as const, met: 'h.venue_id = ANY(CAST(:venues AS uuid[]))' }] : []),
];

/** The kinds of choice that a hall does not meet. */
const missed = (choices: readonly Choice[]): string =>
  `array_remove(CAST(ARRAY[${choices.map(({ facet, met }) => `CASE WHEN NOT (${met}) THEN '${facet}' END`).join(', ')}] AS text[]), NULL)`;

const OFFER = `, missed.choices AS missed, json_build_object('types', ARRAY[h.type], 'layouts', coalesce(fits.kinds, '{}'), 'features', h.features, 'accessibility', v.accessibility,
  'neighbourhoods', ARRAY[v.neighbourhood], 'directorates', ARRAY[v.organisation_id], 'venues', ARRAY[h.venue_id], 'instant', NOT h.approval) AS offer`;
const ROOMY_LAYOUTS = 'SELECT hall_id, array_agg(kind) AS kinds FROM layouts WHERE greatest(seated, standing) >= :persons GROUP BY hall_id';

const SPACES = 'SELECT hall_id, array_agg(space_id) AS ids FROM hall_spaces GROUP BY hall_id';
const CAPACITY = `SELECT hall_id, max(greatest(seated, standing)) AS capacity FROM layouts
  WHERE CAST(:layout AS text) IS NULL OR kind = :layout GROUP BY hall_id`;
const MIDDLE = 'SELECT avg(latitude) AS latitude, avg(longitude) AS longitude FROM venues WHERE neighbourhood = :middleOf';
/** As the crow flies (haversine). */
const DISTANCE = `${2 * EARTH_METRES} * asin(least(1, sqrt(
  sin(radians(v.latitude - origin.latitude) / 2) ^ 2
  + cos(radians(origin.latitude)) * cos(radians(v.latitude)) * sin(radians(v.longitude - origin.longitude) / 2) ^ 2)))`;
/**
 * How well the asked words are found among a hall's own, whatever their order. Halls share most of their words, so each is
 * compared once: comparing the whole text of every hall took 55 µs a piece.
 */
const MATCH = `
own AS MATERIALIZED (SELECT id, word FROM halls, unnest(string_to_array(search_text, ' ')) AS word WHERE bookable),
alike AS MATERIALIZED (SELECT asked, word, word_similarity(fold(asked), word) AS likeness FROM (SELECT DISTINCT word FROM own) AS words, unnest(CAST(:words AS text[])) AS asked),
best AS (SELECT id, asked, max(likeness) AS likeness FROM own JOIN alike USING (word) WHERE likeness > 0 GROUP BY id, asked),
match AS MATERIALIZED (
  SELECT id, sum(likeness) / :wordCount AS likeness, CASE WHEN count(*) = :wordCount THEN min(likeness) ELSE 0 END AS least
  FROM best GROUP BY id HAVING sum(likeness) / :wordCount >= ${LIKENESS}),`;

/** First by how well the words are found, also the worst of them, then by how much of them is in the hall's own name. */
const RELEVANCE = `match.likeness + match.least + similarity(fold(CAST(:text AS text)), fold(h.name ->> 'nl')) / 2`;

/** Small words that name no hall, in Dutch, English and French; those of one or two letters never do. */
const SMALL = new Set(['een', 'het', 'voor', 'met', 'van', 'bij', 'aan', 'naar', 'for', 'the', 'and', 'with', 'near', 'une', 'les', 'des', 'pour', 'avec']);

/** The telling words of a text, or all of them when none is. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 0);
  const telling = words.filter((word) => word.length > 2 && !SMALL.has(word));
  return (telling.length > 0 ? telling : words).slice(0, 12);
}

const bindingsOf = ({ near, ...query }: SearchQuery): Record<string, unknown> => ({
  text: query.text ?? null, layout: query.layout ?? null, persons: query.persons ?? 1,
  types: [...query.types ?? []], features: [...query.features ?? []], accessibility: [...query.accessibility ?? []],
  neighbourhoods: [...query.neighbourhoods ?? []], venues: [...query.venues ?? []], halls: [...query.halls ?? []], directorate: query.directorate ?? null, radiusMetres: query.radiusMetres ?? null,
  latitude: near && 'latitude' in near ? near.latitude : null, longitude: near && 'longitude' in near ? near.longitude : null,
  middleOf: near && 'neighbourhood' in near ? near.neighbourhood : null,
});
