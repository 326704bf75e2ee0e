import type { JSX } from 'preact';
import type { VenueLine } from '../../catalogue/views.ts';
import type { MapTiles } from '../web.ts';
import { link, say, type View } from '../view.ts';
import { searchParams, type SearchForm } from './search-form.ts';

interface Props {
  view: View;
  form: SearchForm;
  venues: readonly VenueLine[];
  /** How many halls were found in each venue, whichever building is chosen. */
  halls: ReadonlyMap<string, number>;
  tiles: MapTiles | undefined;
}

/** Where the halls are that were found: a list of their buildings, each a search in it alone, which the script of the pages puts on a map. */
export function VenueMap({ view, form, venues, halls, tiles }: Props): JSX.Element | null {
  const { t } = view;
  const found = venues.filter(({ id }) => halls.has(id));
  if (found.length === 0) return null;
  const { label, zoomIn, zoomOut, group, title, skip } = t.choosing.map;
  return (
    <details
      class="oz-map"
      data-map=""
      data-zoom-in={zoomIn}
      data-zoom-out={zoomOut}
      data-group={group}
      data-tiles={tiles?.url}
      data-attribution={tiles?.attribution}
    >
      <summary>{title}</summary>
      <a class="ds-skip-link" href="#lijst">
        {skip}
      </a>
      <div class="oz-map-frame" data-frame role="region" aria-label={label} hidden />
      <ul class="oz-map-venues oz-plain" data-venues>
        {found.map((venue) => (
          <li
            key={venue.id}
            data-latitude={venue.latitude}
            data-longitude={venue.longitude}
            data-halls={halls.get(venue.id)}
            data-place={venue.neighbourhood}
          >
            <a href={link('/zalen', searchParams(form, { venue: venue.slug }))} aria-current={form.venue === venue.slug ? 'true' : undefined}>
              {say(view, venue.name)}
              <span class="oz-venue-halls">: {t.home.halls(halls.get(venue.id) ?? 0)}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
