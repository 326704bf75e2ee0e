import type { VenueLine } from '../../catalogue/views.ts';
import { say, type View } from '../view.ts';

/** Every venue as a place from which a distance can be measured. */
export const searchPlaces = (venues: readonly VenueLine[], view: View): { value: string; text: string }[] =>
  venues.map((venue) => ({ value: venue.slug, text: say(view, venue.name) }));
