import type { JSX } from 'preact';
import type { ExtraUnit } from '../../catalogue/hall.ts';
import { formatMoney, formatNumber, formatVatRate } from '../../contract/texts/format.ts';
import type { Cents, VatRate, VatTotal } from '../../kernel/money.ts';
import type { Translated } from '../../kernel/text.ts';
import { say, type View } from '../view.ts';

interface Line {
  label: Translated;
  quantity: number;
  unit: ExtraUnit;
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
  const money = (cents: Cents): string => (cents === 0 ? t.price.free : formatMoney(cents, language));
  return (
    <table class="oz-table">
      <caption class="ds-sr-only">{t.price.caption}</caption>
      <thead><tr><th scope="col">{t.price.line}</th><th scope="col" data-amount>{t.price.amount}</th></tr></thead>
      <tbody>
        {price.lines.map((line, index) => (
          <tr key={index}>
            <th scope="row">{say(view, line.label)}<br /><span class="oz-small oz-muted">{t.price.units[line.unit](formatNumber(line.quantity, language))} × {formatMoney(line.unitCents, language)}</span></th>
            <td data-amount>{money(line.grossCents)}</td>
          </tr>
        ))}
        {price.depositCents > 0 && (
          <tr><th scope="row">{t.price.deposit}<br /><span class="oz-small oz-muted">{t.price.depositBack}</span></th><td data-amount>{money(price.depositCents)}</td></tr>
        )}
      </tbody>
      <tfoot>
        <tr data-total><th scope="row">{t.price[sum]}</th><td data-amount>{money(price.totalCents + price.depositCents)}</td></tr>
        {price.vat.filter(({ rate, grossCents }) => grossCents > 0 && (rate > 0 || price.vat.length === 1)).map(({ rate, vatCents }) => (
          <tr key={rate} class="oz-small oz-muted"><td>{rate === 0 ? t.price.noVat : t.price.vatIn(formatVatRate(rate, language))}</td><td data-amount>{rate === 0 ? '' : formatMoney(vatCents, language)}</td></tr>
        ))}
      </tfoot>
    </table>
  );
}
