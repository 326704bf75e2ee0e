import type { JSX } from 'preact';
import type { Hall, RefundStep, TermsDocument } from '../../catalogue/hall.ts';
import { formatDuration } from '../../contract/texts/format.ts';
import type { Cents } from '../../kernel/money.ts';
import { unitPrices } from '../../pricing/unit-price.ts';
import { say, type View } from '../view.ts';

/** What one gets back when cancelling, as a short list in plain words. */
export function RefundSteps({ view: { t, language }, steps, depositCents }: { view: View; steps: readonly RefundStep[]; depositCents: Cents }): JSX.Element {
  const sorted = [...steps].sort((a, b) => b.hoursBefore - a.hoursBefore).filter(({ percent }) => percent > 0);
  const before = (step: RefundStep): string => formatDuration(step.hoursBefore * 60, language);
  const said = (step: RefundStep): string => {
    if (step.percent < 100) return t.hall.refundSteps.part(before(step), `${step.percent}%`);
    return step.hoursBefore === 0 ? t.hall.refundSteps.always : t.hall.refundSteps.all(before(step));
  };
  return (
    <ul class="ds-list">
      {sorted.map((step) => (
        <li key={step.hoursBefore}>{said(step)}</li>
      ))}
      {sorted.at(-1)?.hoursBefore !== 0 && <li>{t.hall.refundSteps.none}</li>}
      {depositCents > 0 && <li>{t.hall.refundSteps.deposit}</li>}
    </ul>
  );
}

/** The most that any booker leaves as a deposit: terms speak of it only where there is one. */
export const largestDeposit = (hall: Pick<Hall, 'slug' | 'tariffs'>): Cents =>
  Math.max(0, ...hall.tariffs.flatMap(({ validFrom }) => unitPrices(hall, validFrom).map(({ depositCents }) => depositCents)));

/** House rules or cancellation terms, whole, for whoever wants to read them. */
export const TermsText = ({ view, title, document }: { view: View; title: string; document: TermsDocument }): JSX.Element => (
  <details class="oz-more">
    <summary>
      {title} ({view.t.hall.version(document.number)})
    </summary>
    <div class="oz-prose">{say(view, document.body)}</div>
  </details>
);
