import type { JSX } from 'preact';
import type { BookingStatus } from '../../bookings/booking.ts';
import { refundMoments } from '../../bookings/refund-moments.ts';
import type { RefundStep, TermsDocument } from '../../catalogue/hall.ts';
import { formatMoney, formatPrice, formatShortDay, formatTime } from '../../contract/texts/format.ts';
import { percentOf, type Cents } from '../../kernel/money.ts';
import type { Period } from '../../kernel/period.ts';
import { depositReturnedBy } from '../../payments/return-deposits.ts';
import { say, type View } from '../view.ts';
import { TermsText } from './terms.tsx';

interface RefundProps {
  view: View;
  steps: readonly RefundStep[];
  period: Period;
  totalCents: Cents;
  depositCents: Cents;
  /** Where the booking stands: before it is confirmed one may always step back for free. */
  status?: BookingStatus | undefined;
}

/** What cancelling gives back and until when, with the days and hours of this very stay. */
export function RefundDates({ view, steps, period, totalCents, depositCents, status }: RefundProps): JSX.Element {
  const { t, language, now } = view;
  const { terms } = t;
  const moments = refundMoments(steps, period.start, now);
  const at = (instant: Date): string => `${formatShortDay(instant, language)} ${formatTime(instant, language)}`;
  const part = (percent: number): string =>
    `${percent === 50 ? terms.half : terms.percent(String(percent))}${totalCents > 0 ? ` (${formatPrice(percentOf(totalCents, percent), language)})` : ''}`;
  const sentence = (percent: number, until: Date, index: number): string => {
    const when = until.getTime() >= period.start.getTime() ? terms.untilStart : terms.until(at(until));
    if (percent === 100) return terms.freeUntil(when);
    return index === 0 ? terms.partUntil(when, part(percent)) : terms.thenUntil(when, part(percent));
  };
  const begins = moments.at(-1)?.until.getTime() === period.start.getTime();
  return (
    <ul class="ds-list oz-terms-dates">
      {(status === 'held' || status === 'requested') && <li>{status === 'held' ? terms.beforePaying : terms.beforeDecision}</li>}
      {totalCents === 0 && depositCents === 0 ? (
        <li>{terms.nothingPaid}</li>
      ) : (
        <>
          {totalCents > 0 && moments.map(({ until, percent }, index) => <li key={until.toISOString()}>{sentence(percent, until, index)}</li>)}
          {totalCents > 0 && !begins && <li>{moments.length > 0 ? terms.thenNothing : terms.nothing}</li>}
          {depositCents > 0 && <li>{terms.deposit(formatMoney(depositCents, language), formatShortDay(depositReturnedBy(period.end), language))}</li>}
        </>
      )}
    </ul>
  );
}

const MOST_RULES = 8;

/** The rules one by one, as their first sentences; documents number their rules at the start of a line. */
export const rulesIn = (body: string): string[] =>
  body
    .split('\n')
    .map((line) => /^\s*(?:\d+[.)]|[-*•])\s+(.*\S)\s*$/.exec(line)?.[1] ?? '')
    .filter((rule) => rule !== '')
    .map((rule) => /^.*?[.!?](?=\s|$)/.exec(rule)?.[0] ?? rule)
    .slice(0, MOST_RULES);

/** House rules as a short list, and both documents whole for whoever wants them. */
export function RulesInShort({ view, houseRules, cancellationTerms }: { view: View; houseRules: TermsDocument; cancellationTerms: TermsDocument }): JSX.Element {
  const rules = rulesIn(say(view, houseRules.body));
  return (
    <div class="oz-stack" data-gap="sm">
      {rules.length > 0 && (
        <>
          <p class="oz-strong">{view.t.terms.rulesInShort}</p>
          <ul class="ds-list oz-small">
            {rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </>
      )}
      <div>
        <TermsText view={view} title={view.t.hall.houseRules} document={houseRules} />
        <TermsText view={view} title={view.t.hall.cancellation} document={cancellationTerms} />
      </div>
    </div>
  );
}
