import type { OrganisationId } from '../kernel/ids.ts';
import type { Database, Transaction } from '../platform/db.ts';
import type { HallType, LayoutKind } from './hall.ts';

/** A word to filter by, and how many bookable halls it would leave. */
export interface Facet<Value extends string = string> {
  value: Value;
  halls: number;
}

/** What one can filter the catalogue by: only words that some bookable hall has. */
export interface Facets {
  types: readonly Facet<HallType>[];
  layouts: readonly Facet<LayoutKind>[];
  features: readonly Facet[];
  accessibility: readonly Facet[];
  neighbourhoods: readonly Facet[];
  /** Organisations that let halls, directorates of the city and partners alike. */
  directorates: readonly (Facet<OrganisationId> & { name: string })[];
}

/** The filters' vocabulary, most frequent first where frequency helps, by name where one looks a name up. */
export async function catalogueFacets(db: Database | Transaction): Promise<Facets> {
  const { rows: [facets] } = await db.raw<{ rows: [Facets] }>(FACETS);
  return facets;
}

const facet = (name: string, value: string, from: string, order: string): string => `
  (SELECT coalesce(json_agg(json_build_object('value', value, 'halls', halls) ORDER BY ${order}), '[]')
   FROM (SELECT ${value} AS value, count(DISTINCT h.id) AS halls FROM ${from} GROUP BY 1) counted) AS "${name}"`;

const FACETS = `
WITH let AS (
  SELECT h.id, h.type, h.features, v.accessibility, v.neighbourhood, v.organisation_id
  FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.bookable
)
SELECT ${[
  facet('types', 'h.type', 'let h', 'halls DESC, value'),
  facet('layouts', 'l.kind', 'let h JOIN layouts l ON l.hall_id = h.id', 'halls DESC, value'),
  facet('features', 'word', 'let h, unnest(h.features) word', 'halls DESC, value'),
  facet('accessibility', 'word', 'let h, unnest(h.accessibility) word', 'halls DESC, value'),
  facet('neighbourhoods', 'h.neighbourhood', 'let h', 'value'),
].join(',')},
  (SELECT coalesce(json_agg(json_build_object('value', id, 'name', name, 'halls', halls) ORDER BY name, id), '[]')
   FROM (SELECT o.id, o.name, count(*) AS halls FROM let h JOIN organisations o ON o.id = h.organisation_id GROUP BY o.id) counted) AS directorates`;
