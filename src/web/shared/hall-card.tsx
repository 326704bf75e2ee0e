import type { ComponentChildren, JSX } from 'preact';
import { largestCapacity } from '../../catalogue/hall.ts';
import { TYPE_NAMES } from '../../catalogue/vocabulary.ts';
import { formatDistance, formatNumber, formatPrice, formatShortPeriod } from '../../contract/texts/format.ts';
import type { SearchHit } from '../../search/search-halls.ts';
import { link, say, type View } from '../view.ts';
import { momentOf } from './moment.ts';
import { Tick } from './notice.tsx';

interface Props {
  view: View;
  hit: SearchHit;
  /** What the search asked for, so that the hall's page goes on with it. */
  persons: string;
  layout: string;
  /** Whether the moment was asked for exactly, rather than found. */
  exact: boolean;
  /** What to say where a moment was looked for and there is none. */
  none?: string;
  /** What else one can do with this hall. */
  children?: ComponentChildren;
}

/** A hall that was found: its plan, its name, what one decides by, and the first moment at which it can be had. */
export function HallCard({ view, hit, persons, layout, exact, none, children }: Props): JSX.Element {
  const { t, language } = view;
  const { hall, free } = hit;
  const moment = free ? momentOf(free) : undefined;
  const asked = moment
    ? { datum: moment.day, van: moment.from, tot: moment.to, einde: moment.lastDay, personen: persons || undefined, opstelling: layout }
    : {};
  const href = link(`/zalen/${hall.slug}`, asked);
  return (
    <article class="oz-card">
      <div class="oz-plan">
        <img src={`/zalen/${hall.slug}/plattegrond.svg`} alt="" width="480" height="320" loading="lazy" decoding="async" />
      </div>
      <div class="oz-stack" data-gap="sm">
        <div>
          <h2>
            <a href={href}>{say(view, hall.name)}</a>
          </h2>
          <p class="oz-muted">
            {say(view, hall.venue.name)}, {hall.venue.neighbourhood}
            {hit.distanceMetres !== undefined && `, ${t.search.distance(formatDistance(hit.distanceMetres, language))}`}
          </p>
        </div>
        <ul class="oz-marks oz-plain">
          <Tick icon={hall.type}>{say(view, TYPE_NAMES[hall.type])}</Tick>
          <Tick icon="people">{t.search.upTo(formatNumber(largestCapacity(hall), language))}</Tick>
          <Tick icon={hall.approval ? 'hand' : 'bolt'}>{hall.approval ? t.search.approval : t.search.instantly}</Tick>
        </ul>
        {free && (
          <p>
            <span class="oz-muted">{exact ? t.search.freeThen : t.search.free}:</span> <strong class="oz-numeric">{formatShortPeriod(free, language)}</strong>
          </p>
        )}
        {!free && none && <p class="oz-muted">{none}</p>}
      </div>
      <Price view={view} hit={hit} />
      {children && <div class="oz-card-more">{children}</div>}
    </article>
  );
}

function Price({ view: { t, language }, hit: { totalCents, hourCents, free } }: { view: View; hit: SearchHit }): JSX.Element {
  const cents = free ? totalCents : hourCents;
  if (cents === undefined) return <p class="oz-card-price oz-muted oz-small">{t.search.notForYou}</p>;
  if (cents === 0)
    return (
      <p class="oz-card-price">
        <strong>{t.search.free0}</strong>
      </p>
    );
  return (
    <p class="oz-card-price">
      <strong>{formatPrice(cents, language)}</strong>
      <br />{' '}
      <span class="oz-muted oz-small">{free ? t.search.forStay : t.search.perHour}</span>
    </p>
  );
}
