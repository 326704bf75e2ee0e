import type { JSX } from 'preact';
import { formatDate, formatMoney, formatNumber, formatVatRate } from '../../../contract/texts/format.ts';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { sum } from '../../../kernel/money.ts';
import type { Regulation, RegulationVersion } from '../../../pricing/regulation.ts';
import { errorAt, ErrorSummary, Input, Select, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import { TRY_FIELD, type Tried, type TryForm } from './try-form.ts';

interface Props {
  view: View;
  regulation: Regulation;
  version: RegulationVersion;
  form: TryForm;
  errors: readonly FieldError[];
}

/** What is asked: which version, hall, booker, use and moment. */
export function TryFields({ view, regulation, version, form, errors }: Props): JSX.Element {
  const { t, language } = view;
  const words = t.tariffs;
  const { bookers, purposes } = version.rules;
  const versions = regulation.versions.map(({ id, number, validFrom, publishedAt }) =>
    ({ value: id, text: `${words.version(number)}, ${words.from(formatDate(validFrom, language))}${publishedAt ? '' : ` (${words.draft})`}` }));
  return (
    <form method="get" action={`/beheer/tarieven/${regulation.id}`} class="oz-panel oz-stack" noValidate>
      <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
      <div class="oz-fields">
        <Select name={TRY_FIELD.version} label={words.by} value={version.id} options={versions} />
        <Select name={TRY_FIELD.hall} label={words.hall} value={form.hall} options={regulation.halls.map(({ slug, name }) => ({ value: slug, text: say(view, name) }))} />
        <Select name={TRY_FIELD.booker} label={words.booker} value={form.booker} options={bookers.map(({ id, label }) => ({ value: id, text: say(view, label) }))} />
        <Select name={TRY_FIELD.purpose} label={words.purpose} value={form.purpose} options={purposes.map(({ id, label }) => ({ value: id, text: say(view, label) }))} />
        <Input name={TRY_FIELD.day} label={words.day} type="date" value={form.day} error={errorAt(errors, TRY_FIELD.day)} />
        <Input name={TRY_FIELD.from} label={words.start} type="text" value={form.from} maxLength={5} autocomplete="off" error={errorAt(errors, TRY_FIELD.from)} />
        <Input name={TRY_FIELD.until} label={words.end} type="text" value={form.until} maxLength={5} autocomplete="off" error={errorAt(errors, TRY_FIELD.until)} />
        <Input name={TRY_FIELD.nth} label={words.nth} type="text" inputMode="numeric" value={form.nth} maxLength={3} autocomplete="off" />
      </div>
      <p class="oz-small oz-muted">{words.endNextDay}</p>
      <div>
        <button class="ds-button" type="submit">
          {words.count}
        </button>
      </div>
    </form>
  );
}

/** Each line with the rule that gave it, or why it is not let so. */
export function TryResult({ view, tried, version }: { view: View; tried: Tried; version: RegulationVersion }): JSX.Element | null {
  const { t, language } = view;
  const words = t.tariffs;
  if ('errors' in tried) return null;
  if ('refused' in tried) {
    return (
      <Notice tone="warning" title={words.refused}>
        {tried.refused.map((violation) => (
          <p key={violation.code}>{sayViolation(violation, language)}</p>
        ))}
      </Notice>
    );
  }
  const { price, vat } = tried;
  return (
    <div class="oz-scroll" tabIndex={0} role="region" aria-label={words.version(version.number)}>
      <table class="oz-table">
        <caption>{words.version(version.number)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.rule}</th>
            <th scope="col">{words.vat}</th>
            <th scope="col" data-amount>
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {price.lines.map((line, index) => (
            <tr key={line.rule + String(index)}>
              <th scope="row">
                {say(view, line.label)}
                <br />
                <span class="oz-small oz-muted">
                  {t.price.units[line.unit](formatNumber(line.quantity, language))} × {formatMoney(line.unitCents, language)}
                </span>
              </th>
              <td>
                <code>{line.rule}</code>
              </td>
              <td>{vat[index] ? `${formatVatRate(vat[index].rate, language)}: ${say(view, vat[index].ground)}` : '–'}</td>
              <td data-amount>{formatMoney(line.grossCents, language)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.deposit}</th>
            <td>{price.depositRule && <code>{price.depositRule}</code>}</td>
            <td />
            <td data-amount>{price.depositCents === 0 ? words.noDeposit : formatMoney(price.depositCents, language)}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr data-total>
            <th scope="row" colSpan={3}>
              {words.total}
            </th>
            <td data-amount>{formatMoney(sum(price.lines.map(({ grossCents }) => grossCents)), language)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
