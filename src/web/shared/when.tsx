import type { JSX } from 'preact';
import { formatDay, formatPeriod, formatTimes } from '../../contract/texts/format.ts';
import type { Period } from '../../kernel/period.ts';
import { addMinutes } from '../../kernel/period.ts';
import { localDate } from '../../kernel/time.ts';
import type { View } from '../view.ts';

/** A period in words, whose times stay together on one line. */
export function When({ view: { language }, period }: { view: View; period: Period }): JSX.Element {
  if (localDate(period.start) !== localDate(addMinutes(period.end, -1))) return <>{formatPeriod(period, language)}</>;
  return (
    <>
      {formatDay(period.start, language)}, <span class="oz-together">{formatTimes(period, language)}</span>
    </>
  );
}
