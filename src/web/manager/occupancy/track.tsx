import type { JSX } from 'preact';
import { formatList, formatTimes } from '../../../contract/texts/format.ts';
import { subtract } from '../../../kernel/period.ts';
import type { View } from '../../view.ts';
import { minuteOf, type HallDay, type Hours, type Look } from './day-parts.ts';

/** Where on its track a look is drawn: they differ in height too, not in colour alone. */
const HEIGHTS: Readonly<Record<Look | 'shut', readonly [y: number, height: number]>> = {
  confirmed: [1, 10],
  requested: [1, 10],
  around: [8, 3],
  via: [4, 4],
  closed: [1, 10],
  shut: [0, 12],
};

/** Halls share their hours: each is put in words once for a page. */
const said = new WeakMap<View, Map<string, string>>();

function openWords(view: View, { open }: HallDay): string {
  const { t, language } = view;
  if (open.length === 0) return t.occupancy.shut;
  const words = said.get(view) ?? new Map<string, string>();
  said.set(view, words);
  const key = open.map(({ start, end }) => `${start.getTime()} ${end.getTime()}`).join();
  const known = words.get(key) ?? t.occupancy.open(formatList(open.map((period) => formatTimes(period, language)), language));
  words.set(key, known);
  return known;
}

/** A day of a hall as a bar: a picture of what the words beside it say, and to a screen reader the opening hours. */
export function Track({ view, day, hours }: { view: View; day: HallDay; hours: Hours }): JSX.Element {
  const [from, to] = [hours.from * 60, hours.to * 60];
  const shut = subtract([day.whole], day.open).map((period) => ({ look: 'shut' as const, period }));
  return (
    <svg class="oz-track" viewBox={`0 0 ${to - from} 12`} preserveAspectRatio="none" role="img" aria-label={openWords(view, day)}>
      {[...shut, ...day.parts].map(({ look, period }) => {
        const start = Math.max(minuteOf(day.whole, period.start), from);
        const end = Math.min(minuteOf(day.whole, period.end), to);
        const [y, height] = HEIGHTS[look];
        return end > start ? <rect key={`${look} ${start}`} data-look={look} x={start - from} width={end - start} y={y} height={height} /> : null;
      })}
    </svg>
  );
}
