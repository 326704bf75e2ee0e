import { presentHallSummary } from '../catalogue/present.ts';
import { loadHall } from '../catalogue/load-hall.ts';
import { readPeriod } from '../contract/invalid.ts';
import { presentIssue } from '../contract/issue.ts';
import type { Operations } from '../contract/operation.ts';
import { nextPage, toCursor } from '../contract/paging.ts';
import { presentPeriod } from '../contract/periods.ts';
import { anyone } from '../identity/policies.ts';
import { bookerOf } from '../kernel/actor.ts';
import { Refusal, type Violation } from '../kernel/refusal.ts';
import type { FacetCounts } from './facet-counts.ts';
import { explainStay, type Alternative } from './explain-stay.ts';
import { readQuery } from './read-query.ts';
import { searchHalls, surveyHalls, type SearchHit, type SearchPage } from './search-halls.ts';

export const searchOperations = {
  listHalls: {
    policy: anyone,
    async handle({ db, query, actor, now, url }) {
      const search = query.facets ? surveyHalls : searchHalls;
      const { items, total, next, counts }: SearchPage & { counts?: FacetCounts } = await search(db, readQuery(query, bookerOf(actor).bookerKind, now), now);
      return { body: { items: items.map(presentHit), total, facets: counts && presentCounts(counts), self: url, next: nextPage(url, next && toCursor(next)) } };
    },
  },
  explainStay: {
    policy: anyone,
    async handle({ db, params, query, actor, language, now }) {
      const period = readPeriod(query.from, query.to, ['query/from', 'query/to']);
      const hall = await loadHall(db, params.hallId, now);
      if (!hall) throw new Refusal('not-found', { facts: { hall: params.hallId } });
      const ask = { period, attendance: query.persons, layout: query.layout, ...bookerOf(actor) };
      const { possible, violations, alternatives } = await explainStay(db, hall, ask, now);
      return { body: { possible, violations: violations.map((one) => presentIssue(inQuery(one), language)), alternatives: alternatives.map(presentAlternative) } };
    },
  },
} satisfies Operations;

/** A hall that was found, as the contract shows it. */
export const presentHit = ({ hall, free, ...figures }: SearchHit) =>
  ({ hall: presentHallSummary(hall), ...(free ? { free: presentPeriod(free) } : {}), ...figures });

const presentCounts = ({ instant, ...facets }: FacetCounts) => ({
  types: mostFirst(facets.types), layouts: mostFirst(facets.layouts), neighbourhoods: mostFirst(facets.neighbourhoods), directorates: mostFirst(facets.directorates),
  venues: mostFirst(facets.venues), features: mostFirst(facets.features), accessibility: mostFirst(facets.accessibility), instant,
});

const mostFirst = (counts: ReadonlyMap<string, number>): { value: string; halls: number }[] =>
  [...counts].map(([value, halls]) => ({ value, halls })).toSorted((a, b) => b.halls - a.halls || (a.value < b.value ? -1 : 1));

/** A stay that can be had instead, as the contract shows it; also beside the refusal of a booking. */
export const presentAlternative = ({ hall, period, distanceMetres, ...alternative }: Alternative) => ({
  ...alternative, hall: presentHallSummary(hall), period: presentPeriod(period),
  ...(distanceMetres === undefined ? {} : { distanceMetres }),
});

const FIELDS: Readonly<Record<string, string>> = {
  'body/period/start': 'query/from', 'body/period/end': 'query/to', 'body/layout': 'query/layout', 'body/attendance': 'query/persons', 'body/hallId': 'path/hallId',
};

/** The rules name fields as a booking has them; here the same wishes stand in the address. */
const inQuery = ({ field, ...violation }: Violation): Violation =>
  ({ ...violation, ...(field === undefined ? {} : { field: FIELDS[field] ?? field }) });
