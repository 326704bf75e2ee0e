import type { ComponentChildren, JSX } from 'preact';
import { formatNumber } from '../../../contract/texts/format.ts';
import { percentUsed, totalOf, type Figures, type HallOccupancy, type Occupancy } from '../../../occupancy/occupancy.ts';
import { say, type View } from '../../view.ts';
import type { Span } from './occupancy-ask.ts';

interface Props {
  view: View;
  span: Span;
  caption: string;
  occupancy: Occupancy;
  /** How many columns there are beside the halls. */
  columns: number;
  head: JSX.Element;
  cells: (hall: HallOccupancy) => ComponentChildren;
}

/** The halls of each venue, one in a row, with how much of their time is used. Each venue is a part that keeps itself up to date. */
export function TimelineTable({ view, span, caption, occupancy, columns, head, cells }: Props): JSX.Element {
  const venues = [...new Map(occupancy.halls.map(({ hall: { venue } }) => [venue.id, venue])).values()];
  return (
    <table class="oz-timeline" data-span={span} id="tijdlijn">
      <caption class="ds-sr-only">{caption}</caption>
      {head}
      {venues.map((venue) => {
        const halls = occupancy.halls.filter(({ hall }) => hall.venue.id === venue.id);
        return (
          <tbody key={venue.id} id={`gebouw-${venue.slug}`} data-venue={venue.slug} data-live-topics={`venue:${venue.id}`}>
            <tr class="oz-timeline-venue">
              <th scope="rowgroup" colSpan={columns + 1}>
                <span class="oz-timeline-name">
                  <button type="button" class="oz-timeline-fold" data-fold aria-expanded="true" aria-label={`${say(view, venue.name)}: ${view.t.occupancy.tools.fold}`} hidden />
                  {say(view, venue.name)} <Used view={view} figures={totalOf(halls.map(({ figures }) => figures))} />
                </span>
              </th>
            </tr>
            {halls.map((hall) => (
              <tr key={hall.hall.id} data-hall={hall.hall.slug}>
                <th scope="row">
                  <a href={`/zalen/${hall.hall.slug}`}>{say(view, hall.hall.name)}</a> <Used view={view} figures={hall.figures} />
                </th>
                {cells(hall)}
              </tr>
            ))}
          </tbody>
        );
      })}
      <tfoot id="samen" data-live-topics={venues.map(({ id }) => `venue:${id}`).join(' ')}>
        <tr>
          <th scope="row">{view.t.occupancy.total}</th>
          <td colSpan={columns} data-stop>
            {usedWords(view, occupancy.total)}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

const hours = (minutes: number): number => Math.round(minutes / 60);

const percentWords = ({ language }: View, figures: Figures): string => `${formatNumber(percentUsed(figures), language)} %`;

export const usedWords = (view: View, figures: Figures): string =>
  view.t.occupancy.used(percentWords(view, figures), formatNumber(hours(figures.usedMinutes), view.language), formatNumber(hours(figures.openMinutes), view.language));

const Used = ({ view, figures }: { view: View; figures: Figures }): JSX.Element => (
  <span class="oz-timeline-used" title={usedWords(view, figures)}>
    {view.t.occupancy.usedShort(percentWords(view, figures))}
  </span>
);
