/** Choosing among what was found: wishes, the map, saved halls, the comparison. */
export const choosing = {
  chosen: 'Uw wensen',
  without: 'Zonder',
  layout: (name: string) => `opstelling ${name}`,
  near: (name: string) => `dicht bij ${name}`,
  price: (price: string) => `hoogstens € ${price}`,
  moment: {
    day: (hours: string, day: string) => `${hours} op ${day}`,
    evening: (hours: string, day: string) => `${hours} op ${day}, ’s avonds`,
    week: (hours: string, day: string) => `${hours} in de week van ${day}`,
    dates: (hours: string, day: string) => `${hours} vanaf ${day}`,
  },
};
