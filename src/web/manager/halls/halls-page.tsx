import type { JSX } from 'preact';
import { managedHalls, type Gap, type ManagedHall } from '../../../catalogue/managed-halls.ts';
import { TYPE_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatList, formatNumber } from '../../../contract/texts/format.ts';
import { sendPage } from '../../render.tsx';
import { Empty } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { hallPath } from './hall-tabs.tsx';

/** `GET /beheer/zalen`: the halls that the reader manages, per venue, with what is not filled in. */
export const showHalls =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'halls');
    sendPage(ctx, <HallsPage view={view} halls={await managedHalls(db, view.actor, view.now)} />);
  };

const HallsPage = ({ view, halls }: { view: View; halls: readonly ManagedHall[] }): JSX.Element => {
  const { t } = view;
  const venues = [...new Map(halls.map(({ venue }) => [venue.id, venue])).values()];
  return (
    <ManagerPage view={view} title={t.hallData.title} current="halls">
      <p class="oz-muted">{t.hallData.lead}</p>
      {halls.length === 0 && <Empty icon="door" title={t.hallData.none} />}
      {venues.map((venue) => (
        <section key={venue.id} class="oz-stack" data-gap="sm" aria-labelledby={`gebouw-${venue.slug}`} id={`zalen-${venue.slug}`} data-live-topics={`venue:${venue.id}`}>
          <h2 class="ds-heading" data-size="sm" id={`gebouw-${venue.slug}`}>
            {say(view, venue.name)}
          </h2>
          {halls
            .filter((hall) => hall.venue.id === venue.id)
            .map((hall) => (
              <HallCard key={hall.id} view={view} hall={hall} />
            ))}
        </section>
      ))}
    </ManagerPage>
  );
};

const HallCard = ({ view, hall }: { view: View; hall: ManagedHall }): JSX.Element => {
  const { t, language } = view;
  return (
    <article class="oz-booking">
      <div>
        <h3 class="oz-booking-title">
          <a href={hallPath(hall.slug, 'data')}>{say(view, hall.name)}</a>
        </h3>
        <p class="oz-small oz-muted">
          {say(view, TYPE_NAMES[hall.type])}, {t.search.upTo(formatNumber(hall.capacity, language))}. {hall.bookable ? t.hallData.bookable : t.hallData.notBookable}.
        </p>
        {hall.gaps.length > 0 && (
          <p class="oz-small">
            {t.hallData.missing}: {sayGaps(view, hall.gaps)}
          </p>
        )}
      </div>
      <span class="oz-status" data-color={hall.bookable ? (hall.gaps.length > 0 ? 'warning' : 'success') : 'neutral'}>
        {!hall.bookable ? t.hallData.notBookable : hall.gaps.length > 0 ? `${t.hallData.missing} (${hall.gaps.length})` : t.hallData.complete}
      </span>
    </article>
  );
};

/** `opstellingen, beschrijving (Engels en Frans)`: what is missing, a text once with all languages it lacks. */
function sayGaps({ t, language }: View, gaps: readonly Gap[]): string {
  const said = gaps.map((gap) => gap.what).filter((what, index, all) => all.indexOf(what) === index).map((what) => {
    const languages = gaps.flatMap((gap) => (gap.what === what && 'language' in gap ? [t.hallData.languages[gap.language]] : []));
    return languages.length > 0 ? `${t.hallData.gaps[what]} (${formatList(languages, language)})` : t.hallData.gaps[what];
  });
  return formatList(said, language);
}
