import type { JSX } from 'preact';
import { formatDay, formatTimes } from '../../../contract/texts/format.ts';
import { cutAtMidnight, type LocalDate } from '../../../kernel/time.ts';
import type { Period } from '../../../kernel/period.ts';
import type { ComingWatch, Shift } from '../../../watch/rota.ts';
import type { View } from '../../view.ts';

interface Piece {
  period: Period;
  shift?: Shift;
}

/** Who has the watch on each of the coming days, and when nobody has. */
export function ComingWatchTable({ view, coming, caption }: { view: View; coming: ComingWatch; caption: string }): JSX.Element {
  const { t, language } = view;
  if (coming.shifts.length === 0) return <p>{t.watch.nobodyAtAll}</p>;
  const days = new Map<LocalDate, Piece[]>();
  const add = (period: Period, shift?: Shift): void => cutAtMidnight(period).forEach((piece) => days.set(piece.day, [...(days.get(piece.day) ?? []), { period: piece.period, ...(shift ? { shift } : {}) }]));
  for (const shift of coming.shifts) add(shift.period, shift);
  for (const gap of coming.gaps) add(gap);
  return (
    <table class="oz-table">
      <caption class="ds-sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t.watch.day}</th>
          <th scope="col">{t.watch.whoHasIt}</th>
        </tr>
      </thead>
      <tbody>
        {[...days].toSorted(([a], [b]) => a.localeCompare(b)).map(([day, pieces]) => (
          <tr key={day}>
            <th scope="row">{formatDay(day, language)}</th>
            <td>
              <ul class="oz-plain oz-stack" data-gap="xs">
                {pieces.toSorted((a, b) => a.period.start.getTime() - b.period.start.getTime()).map((piece, index) => (
                  <li key={String(index)}>
                    <span class="oz-together oz-numeric">{formatTimes(piece.period, language)}</span> {piece.shift ? <Who view={view} shift={piece.shift} /> : <Gap view={view} />}
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Who = ({ view: { t }, shift: { watcher, insteadOf } }: { view: View; shift: Shift }): JSX.Element => (
  <>
    {watcher.name && <strong>{watcher.name} </strong>}
    <a class="oz-together" href={`tel:${watcher.phone}`}>
      {watcher.phone}
    </a>
    {insteadOf?.name && <span class="oz-small oz-muted"> {t.watch.insteadOf(insteadOf.name)}</span>}
  </>
);

const Gap = ({ view }: { view: View }): JSX.Element => (
  <>
    <span class="oz-mark" data-tone="wrong" data-glyph="!" aria-hidden="true" /> {view.t.watch.gap}
  </>
);
