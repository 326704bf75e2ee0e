import type { ManagedHall } from '../../../catalogue/managed-halls.ts';
import { formatList } from '../../../contract/texts/format.ts';
import type { HallId } from '../../../kernel/ids.ts';
import { say, type View } from '../../view.ts';

/** The halls of a closure by name: a venue that is closed whole is named itself. */
export function sayHalls(view: View, { hallIds }: { hallIds: readonly HallId[] }, managed: readonly ManagedHall[]): string {
  const closed = managed.filter(({ id }) => hallIds.includes(id));
  const venues = [...new Map(closed.map(({ venue }) => [venue.id, venue])).values()];
  const parts = venues.flatMap((venue) => {
    const here = closed.filter((hall) => hall.venue.id === venue.id);
    const all = managed.filter((hall) => hall.venue.id === venue.id);
    if (here.length === all.length && all.length > 1) return [view.t.closures.form.wholeVenue(say(view, venue.name))];
    return here.map((hall) => `${say(view, hall.name)} (${say(view, venue.name)})`);
  });
  return formatList(parts, view.language);
}
