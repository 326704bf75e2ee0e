import type { JSX } from 'preact';
import { largestCapacity } from '../../catalogue/hall.ts';
import { LAYOUT_NAMES } from '../../catalogue/vocabulary.ts';
import { formatMoney, formatShortPeriod } from '../../contract/texts/format.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { ErrorSummary } from '../shared/fields.tsx';
import { say, type View } from '../view.ts';
import type { Offer, Offers } from './offers.ts';
import type { Wish } from './wish.ts';

interface Props {
  view: View;
  wish: Wish;
  offers: Offers;
  /** Who would hold it; nobody yet while the agent only looks. */
  callerId?: PersonId | undefined;
  /** The wish as an address, to come back to when somebody else was first. */
  kept: string;
}

/** What can be had, one line each with the key that holds it; what cannot, as sentences to read out with what can instead. */
export function OfferList(props: Props): JSX.Element {
  const { view, wish, offers } = props;
  const { t } = view;
  const read = offers.whyNot.length > 0 || offers.offers.some(({ sentence }) => sentence !== undefined);
  return (
    <section id="aanbod" class="oz-stack" data-gap="sm" tabIndex={-1} aria-label={t.desk.offers} aria-live="polite" data-live-topics={topicsOf(offers)}>
      <ErrorSummary title={t.frame.errorsTitle} errors={offers.errors} />
      {read && (
        <div class="oz-desk-spoken oz-stack" data-gap="xs" lang={wish.language}>
          <h2 class="oz-desk-kind" lang={view.language}>
            {t.desk.readOut}
          </h2>
          {offers.whyNot.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <ol class="oz-plain oz-desk-offers">
        {offers.offers.map((offer, index) => (
          <li key={`${offer.hall.id}${offer.period?.start.toISOString() ?? ''}`}>
            <OfferLine {...props} offer={offer} number={index + 1} />
          </li>
        ))}
      </ol>
      {offers.more > 0 && <p class="oz-small oz-muted">{t.desk.more(offers.more)}</p>}
      {offers.offers.some(({ period }) => !period) && <p class="oz-small oz-muted">{t.desk.fillMoment}</p>}
    </section>
  );
}

function OfferLine({ view, wish, callerId, kept, offer, number }: Props & { offer: Offer; number: number }): JSX.Element {
  const { t, language } = view;
  const { hall, period, layout, attendance, totalCents, sentence } = offer;
  return (
    <div class="oz-desk-offer">
      <div>
        <a href={`/zalen/${hall.slug}`}>
          <strong>{say(view, hall.name)}</strong>
        </a>{' '}
        <span class="oz-small oz-muted">
          {say(view, hall.venue.name)}, {t.hall.persons(String(largestCapacity(hall)))}, {say(view, LAYOUT_NAMES[layout])}
          {hall.approval && `, ${t.desk.approval}`}
        </span>
        {sentence && (
          <p class="oz-desk-sentence" lang={wish.language}>
            {sentence}
          </p>
        )}
        {period && !sentence && <p class="oz-numeric">{formatShortPeriod(period, language)}</p>}
      </div>
      <strong class="oz-numeric">{totalCents === undefined ? '' : totalCents === 0 ? t.price.free : formatMoney(totalCents, language)}</strong>
      {period && callerId && (
        <form method="post" action={`/kcc/persoon/${callerId}/houd-vast`}>
          <input type="hidden" name="zaal" value={hall.slug} />
          <input type="hidden" name="start" value={period.start.toISOString()} />
          <input type="hidden" name="eind" value={period.end.toISOString()} />
          <input type="hidden" name="opstelling" value={layout} />
          <input type="hidden" name="personen" value={attendance} />
          <input type="hidden" name="voor" value={wish.organisationId} />
          <input type="hidden" name="taal" value={wish.language} />
          <input type="hidden" name="wens" value={kept} />
          <button class="ds-button" data-size="sm" type="submit" data-key={number} aria-keyshortcuts={String(number)}>
            <kbd aria-hidden="true">{number}</kbd> {t.desk.hold}
            <span class="ds-sr-only">
              : {say(view, hall.name)}, {formatShortPeriod(period, language)}
            </span>
          </button>
        </form>
      )}
    </div>
  );
}

const topicsOf = ({ offers }: Offers): string | undefined => (offers.length === 0 ? undefined : [...new Set(offers.map(({ hall }) => `hall:${hall.id}`))].join(' '));
