/** What one chooses from. Of the first five any choice will do; of features and accessibility all that is chosen must be there. */
export const FACETS = ['types', 'layouts', 'neighbourhoods', 'directorates', 'venues', 'features', 'accessibility'] as const;
export type FacetName = (typeof FACETS)[number];
export type ChoiceFacet = Exclude<FacetName, 'features' | 'accessibility'>;

/** What a hall has to choose it by, and which kinds of choice it does not meet as they are now. */
export interface Offer {
  missed: readonly ChoiceFacet[];
  offer: Readonly<Record<FacetName, readonly string[]>> & { instant: boolean };
}

/** For each word how many halls there would be with it, under all other wishes; a word that is missing would leave none. */
export type FacetCounts = Readonly<Record<FacetName, ReadonlyMap<string, number>>> & { instant: number };

/**
 * Counts what each choice would leave. A hall that meets every wish counts for all that it offers; one that misses a single kind of
 * choice counts for its own word of that kind, with which it would be found.
 */
export function countFacets(halls: readonly Offer[]): FacetCounts {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as Record<FacetName, Map<string, number>>;
  let instant = 0;
  for (const { missed, offer } of halls) {
    const [only, ...more] = missed;
    if (more.length > 0) continue;
    for (const facet of only ? [only] : FACETS) for (const word of offer[facet]) counts[facet].set(word, (counts[facet].get(word) ?? 0) + 1);
    if (!only && offer.instant) instant += 1;
  }
  return { ...counts, instant };
}
