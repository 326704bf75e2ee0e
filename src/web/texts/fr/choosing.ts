import type { Texts } from '../nl.ts';

/** Choosing among what was found: wishes, the map, saved halls, the comparison. */
export const choosing: Texts['choosing'] = {
  chosen: 'Vos souhaits',
  without: 'Sans',
  layout: (name) => `disposition ${name}`,
  near: (name) => `près de ${name}`,
  price: (price) => `${price} € au plus`,
  moment: {
    day: (hours, day) => `${hours} le ${day}`,
    evening: (hours, day) => `${hours} le ${day} en soirée`,
    week: (hours, day) => `${hours} dans la semaine du ${day}`,
    dates: (hours, day) => `${hours} à partir du ${day}`,
  },
};
