import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { formatPeriod } from '../../../contract/texts/format.ts';
import { sayClosed } from '../../shared/closed-when.ts';
import { say, type View } from '../../view.ts';
import type { ClosedDay } from './closed-days.ts';

/** When the hall is closed in the coming weeks or keeps other hours, each with its reason. */
export const ClosedSoon = ({ view, hall, closed }: { view: View; hall: Hall; closed: readonly ClosedDay[] }): JSX.Element | null => {
  const { t, language } = view;
  if (closed.length === 0) return null;
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="binnenkort" id="binnenkort-deel" data-live-topics={`hall:${hall.id}`}>
      <h2 class="ds-heading" data-size="sm" id="binnenkort">
        {t.closures.visitor.title}
      </h2>
      <ul class="ds-list">
        {closed.map(({ period, hours, reason }) => (
          <li key={`${period.start.getTime()} ${hours}`}>
            {hours === 'closed' ? `${sayClosed(view, period)}: ${t.closures.visitor.closed}` : formatPeriod(period, language)}
            {reason && <span class="oz-muted"> ({say(view, reason)})</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};
