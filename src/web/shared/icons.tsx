import type { JSX } from 'preact';

/** Drawn on a grid of 24 by 24 with one line width; they only decorate: what they mean is always said in words beside them. */
const DRAWN = {
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  people: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19c.4-3 2.6-5 5.5-5s5.1 2 5.5 5M16 5.5a2.8 2.8 0 0 1 0 5.3M17 14.2c2 .5 3.2 2.2 3.5 4.8',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7v5.2l3.3 2',
  place: 'M12 21c4-4.3 6.5-7.6 6.5-10.5a6.5 6.5 0 1 0-13 0C5.5 13.4 8 16.7 12 21zM12 12.7a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z',
  bolt: 'M13 3.5L6.5 13.5h5L11 20.5l6.5-10h-5L13 3.5z',
  hand: 'M5 12.5l4 4M9 16.5l3-2.5M14 7l5 5M4 20h16M12 4v3',
  door: 'M5 20.5h14M7 20.5V4.5l10-1v17M13.7 12.3v.4',
  calendar: 'M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4',
  arrow: 'M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5',
  cross: 'M7 7l10 10M17 7L7 17',
  heart: 'M12 19.5C7 15.7 4 12.8 4 9.4A4.1 4.1 0 0 1 8.1 5.2c1.6 0 3 .8 3.9 2.2.9-1.4 2.3-2.2 3.9-2.2A4.1 4.1 0 0 1 20 9.4c0 3.4-3 6.3-8 10.1z',
  back: 'M19 12H5.5M11 6.5L5.5 12l5.5 5.5',
  meeting:
    'M6 10.5h12v4H6zM8 7.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM16 7.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM8 20.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM16 20.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  party: 'M4.5 20.5l4-11 7 7-11 4zM13 8c.2-2 1.2-3.5 3-4.5M16 11c1.5-.8 3-.8 4.5 0M17.5 5.5v.1M20.5 7.5v.1',
  sports: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c-4.5 4-4.5 13 0 17M12 3.5c4.5 4 4.5 13 0 17',
  theatre: 'M4 4.5h16M6 4.5c0 6-1 8.5-2 10M18 4.5c0 6 1 8.5 2 10M4 19.5h16M8 19.5v-3h8v3',
  auditorium: 'M12 4.5v5M9.5 9.5h5M5 19.5c0-2.5 3-4 7-4s7 1.5 7 4M7 15.5c0-2 2-3 5-3s5 1 5 3',
  rehearsal: 'M9 18.5V6l10-2v12.5M9 18.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  exhibition: 'M4.5 7.5h15v10h-15zM4.5 14.5l4-3.5 3.5 3 3-2 4.5 3.5M12 4v3.5',
  foyer: 'M7 4.5h10l-1 5a4 4 0 0 1-8 0l-1-5zM12 13.5v6M8.5 19.5h7',
  studio: 'M4.5 19.5l1-4L15 6l3 3-9.5 9.5-4 1zM13 8l3 3',
  kitchen: 'M5 10.5h14v5a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4v-5zM3 10.5h18M9 4.5c-1 1 1 2 0 3M14 4.5c-1 1 1 2 0 3',
  outdoor: 'M12 20.5v-7M12 14c-3.5 0-6-2-6-5.2C6 5.5 9 3.5 12 3.5s6 2 6 5.3C18 12 15.5 14 12 14zM5 20.5h14',
} as const;

export type IconName = keyof typeof DRAWN;

export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={DRAWN[name]} />
  </svg>
);

/** The mark of Openzaal: the sign by which a floor plan shows an open door. */
export const Mark = (): JSX.Element => (
  <svg viewBox="0 0 32 32" width="32" height="32" fill="none" stroke="currentColor" stroke-linecap="square" aria-hidden="true" focusable="false">
    <path stroke-width="3" d="M11 5H5V27H27V5H23" />
    <path stroke-width="2.4" d="M11.5 5V17" />
    <path stroke-width="1.9" stroke-linecap="round" d="M11.5 17A11.5 11.5 0 0 0 23 5.5" />
  </svg>
);
