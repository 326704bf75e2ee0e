import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { UNIT_NAMES } from '../../../catalogue/vocabulary.ts';
import { formatDuration, formatMoney, formatNumber } from '../../../contract/texts/format.ts';
import type { Cents } from '../../../kernel/money.ts';
import { localDate } from '../../../kernel/time.ts';
import { centsOf } from '../../../pricing/hire-lines.ts';
import { bookerRuleOf } from '../../../pricing/scope.ts';
import { unitPrices, type UnitPriceShown } from '../../../pricing/unit-price.ts';
import { say, type View } from '../../view.ts';

/** What the hall costs today, for each kind of booker and use, and what the extras cost. */
export function Prices({ view, hall }: { view: View; hall: Hall }): JSX.Element {
  const { t } = view;
  const today = localDate(view.now);
  const prices = unitPrices(hall, today);
  const purposes = new Set(prices.map(({ purpose }) => purpose.id)).size;
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
            {prices.map((price) => (
              <PriceRow key={`${price.booker.id} ${price.purpose.id}`} view={view} price={price} uses={purposes > 1 ? 'told' : 'one'} />
            ))}
          </tbody>
        </table>
      </div>
      {hall.extras.length > 0 && <Extras view={view} hall={hall} />}
    </section>
  );
}

function PriceRow({ view, price, uses }: { view: View; price: UnitPriceShown; uses: 'told' | 'one' }): JSX.Element {
  const { t, language, actor } = view;
  const { version, booker, purpose, units, depositCents } = price;
  const mine = actor.kind === 'person' && bookerRuleOf(version.rules, actor)?.id === booker.id;
  const money = (cents: Cents, none: string): string => (cents === 0 ? none : formatMoney(cents, language));
  return (
    <tr>
      <th scope="row" class={mine ? 'oz-strong' : undefined}>
        {say(view, booker.label)}
        {uses === 'told' && `, ${say(view, purpose.label).toLowerCase()}`}
        {mine && ` (${t.hall.yourPrice})`}
      </th>
      <td data-amount>
        {units.map(({ per, euro }) => (
          <div key={per}>
            {money(centsOf(euro), t.hall.freeOfCharge)}
            {euro > 0 && ` ${t.price.per[per]}`}
          </div>
        ))}
      </td>
      <td data-amount>{least(view, price)}</td>
      <td data-amount>{money(depositCents, '–')}</td>
    </tr>
  );
}

/** The least that is charged of the first unit. */
function least({ t, language }: View, { units: [unit] }: UnitPriceShown): string {
  if (!unit?.minimum) return '–';
  return unit.per === 'hour' ? formatDuration(unit.minimum * 60, language) : t.price.units[unit.per](formatNumber(unit.minimum, language));
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
