import type { LockMoment } from '../../../access/lock-timeline.ts';
import { formatNumber } from '../../../contract/texts/format.ts';
import type { View } from '../../view.ts';

/** What happened, in words; with a number where there is one. */
export function sayMoment(view: View, moment: LockMoment): string {
  const { t } = view;
  if (moment.kind === 'door') return moment.details.open ? t.locks.doorOpen : t.locks.doorShut;
  const more = moreOf(view, moment);
  return more === undefined ? t.locks.moments[moment.kind] : `${t.locks.moments[moment.kind]}: ${more}`;
}

function moreOf({ t, language }: View, { alarm, details: { percent, skewSeconds, count } }: LockMoment): string | undefined {
  if (alarm) return t.alarms.kinds[alarm].title;
  if (percent !== undefined) return t.locks.percent(formatNumber(percent, language));
  if (skewSeconds !== undefined) return t.locks.seconds(formatNumber(Math.round(skewSeconds), language));
  return count === undefined ? undefined : formatNumber(count, language);
}
