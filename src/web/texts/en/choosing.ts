import type { Texts } from '../nl.ts';

/** Choosing among what was found: wishes, the map, saved halls, the comparison. */
export const choosing: Texts['choosing'] = {
  chosen: 'Your wishes',
  without: 'Without',
  layout: (name) => `${name} layout`,
  near: (name) => `near ${name}`,
  price: (price) => `at most € ${price}`,
  moment: {
    day: (hours, day) => `${hours} on ${day}`,
    evening: (hours, day) => `${hours} on the evening of ${day}`,
    week: (hours, day) => `${hours} in the week of ${day}`,
    dates: (hours, day) => `${hours} from ${day} on`,
  },
};
