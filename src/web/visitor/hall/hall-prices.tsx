import type { JSX } from 'preact';
import type { Hall, Tariff } from '../../../catalogue/hall.ts';
import { UNIT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDuration, formatMoney } from '../../../contract/texts/format.ts';
import type { BookerKind } from '../../../kernel/actor.ts';
import type { Cents } from '../../../kernel/money.ts';
import { localDate } from '../../../kernel/time.ts';
import { tariffOn } from '../../../pricing/quote.ts';
import { say, type View } from '../../view.ts';

const KINDS: readonly BookerKind[] = ['resident', 'association', 'school', 'company', 'directorate', 'partner'];

/** What an hour costs today, for each kind of booker, and what the extras cost. */
export function Prices({ view, hall }: { view: View; hall: Hall }): JSX.Element {
  const { t } = view;
  const today = localDate(view.now);
  const tariffs = KINDS.flatMap((kind) => tariffOn(hall.tariffs, kind, today) ?? []);
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="prijzen">
      <h2 class="ds-heading" data-size="sm" id="prijzen">
        {t.hall.prices}
      </h2>
      <div class="oz-scroll" tabIndex={0} role="region" aria-label={t.hall.pricesCaption}>
        <table class="oz-table">
          <caption>{t.hall.pricesCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.hall.booker}</th>
              <th scope="col" data-amount>
                {t.hall.perHour}
              </th>
              <th scope="col" data-amount>
                {t.hall.minimum}
              </th>
              <th scope="col" data-amount>
                {t.hall.deposit}
              </th>
            </tr>
          </thead>
          <tbody>
            {tariffs.map((tariff) => (
              <TariffRow key={tariff.bookerKind} view={view} tariff={tariff} />
            ))}
          </tbody>
        </table>
      </div>
      {hall.extras.length > 0 && <Extras view={view} hall={hall} />}
    </section>
  );
}

function TariffRow({ view: { t, language, actor }, tariff }: { view: View; tariff: Tariff }): JSX.Element {
  const mine = actor.kind === 'person' && actor.bookerKind === tariff.bookerKind;
  const money = (cents: Cents, none: string): string => (cents === 0 ? none : formatMoney(cents, language));
  return (
    <tr>
      <th scope="row" class={mine ? 'oz-strong' : undefined}>
        {t.bookerKinds[tariff.bookerKind]}
        {mine && ` (${t.hall.yourPrice})`}
      </th>
      <td data-amount>{money(tariff.hourCents, t.hall.freeOfCharge)}</td>
      <td data-amount>{tariff.minimumMinutes > 0 ? formatDuration(tariff.minimumMinutes, language) : '–'}</td>
      <td data-amount>{money(tariff.depositCents, '–')}</td>
    </tr>
  );
}

const Extras = ({ view, hall }: { view: View; hall: Hall }): JSX.Element => (
  <details class="oz-more">
    <summary>{view.t.hall.extras}</summary>
    <table class="oz-table">
      <caption class="ds-sr-only">{view.t.hall.extras}</caption>
      <thead>
        <tr>
          <th scope="col">{view.t.hall.extra}</th>
          <th scope="col" data-amount>
            {view.t.hall.price}
          </th>
        </tr>
      </thead>
      <tbody>
        {hall.extras.map((extra) => (
          <tr key={extra.id}>
            <th scope="row">{say(view, extra.name)}</th>
            <td data-amount>
              {formatMoney(extra.unitCents, view.language)} {say(view, UNIT_NAMES[extra.unit])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);
