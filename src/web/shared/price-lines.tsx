import type { JSX } from 'preact';
import type { LineUnit } from '../../pricing/quote.ts';
import { formatMoney, formatNumber, formatVatRate } from '../../contract/texts/format.ts';
import type { Cents, VatRate, VatTotal } from '../../kernel/money.ts';
import type { Translated } from '../../kernel/text.ts';
import { say, type View } from '../view.ts';

interface Line {
  label: Translated;
  quantity: number;
  unit: LineUnit;
  unitCents: Cents;
  grossCents: Cents;
  vatRate: VatRate;
}

/** A quote or what was frozen onto a booking: the same lines either way. */
export interface Priced {
  lines: readonly Line[];
  totalCents: Cents;
  vat: readonly VatTotal[];
  depositCents: Cents;
}

/** A price line by line, with VAT per rate, the deposit and what is due. */
export function PriceLines({ view, price, sum = 'due' }: { view: View; price: Priced; sum?: 'due' | 'total' }): JSX.Element {
  const { t, language } = view;
  return (
    <table class="oz-table">
      <caption class="ds-sr-only">{t.price.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.price.line}</th>
          <th scope="col" data-amount>
            {t.price.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {price.lines.map((line, index) => (
          <LineRow key={index} view={view} line={line} />
        ))}
        {price.depositCents > 0 && (
          <tr>
            <th scope="row">
              {t.price.deposit}
              <br />
              <span class="oz-small oz-muted">{t.price.depositBack}</span>
            </th>
            <td data-amount>{formatMoney(price.depositCents, language)}</td>
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr data-total>
          <th scope="row">{t.price[sum]}</th>
          <td data-amount>{money(view, price.totalCents + price.depositCents)}</td>
        </tr>
        {price.vat
          .filter(({ rate, grossCents }) => grossCents > 0 && (rate > 0 || price.vat.length === 1))
          .map(({ rate, vatCents }) => (
            <tr key={rate} class="oz-small oz-muted">
              <td>{rate === 0 ? t.price.noVat : t.price.vatIn(formatVatRate(rate, language))}</td>
              <td data-amount>{rate === 0 ? '' : formatMoney(vatCents, language)}</td>
            </tr>
          ))}
      </tfoot>
    </table>
  );
}

const money = ({ t, language }: View, cents: Cents): string => (cents === 0 ? t.price.free : formatMoney(cents, language));

const LineRow = ({ view, line }: { view: View; line: Line }): JSX.Element => (
  <tr>
    <th scope="row">
      {say(view, line.label)}
      <br />
      <span class="oz-small oz-muted">
        {view.t.price.units[line.unit](formatNumber(line.quantity, view.language))} × {formatMoney(line.unitCents, view.language)}
      </span>
    </th>
    <td data-amount>{money(view, line.grossCents)}</td>
  </tr>
);
