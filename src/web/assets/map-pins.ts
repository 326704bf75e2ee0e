/** Something to show on a map: where it is, and how many halls it stands for. */
export interface Pin {
  latitude: number;
  longitude: number;
  halls: number;
}

/** Pins that are shown as one, and where, in pixels. */
export interface PinGroup<One extends Pin> {
  pins: One[];
  x: number;
  y: number;
}

/** Nearer to each other than so many pixels two pins cannot both be hit with a finger. */
const APART = 46;

/**
 * Which pins stand for themselves and which together for several, at this size of the map: `gather` makes one of those that would
 * overlap, around the one with most halls; `spread`, for when one cannot zoom in further, puts them in a circle around their place.
 */
export function groupPins<One extends Pin>(pins: readonly One[], at: (pin: One) => { x: number; y: number }, how: 'gather' | 'spread'): PinGroup<One>[] {
  const groups: PinGroup<One>[] = [];
  for (const pin of pins.toSorted((a, b) => b.halls - a.halls)) {
    const { x, y } = at(pin);
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < APART);
    if (near) near.pins.push(pin);
    else groups.push({ pins: [pin], x, y });
  }
  const read = how === 'gather' ? groups : groups.flatMap(spread);
  return read.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

function spread<One extends Pin>({ pins, x, y }: PinGroup<One>): PinGroup<One>[] {
  if (pins.length === 1) return [{ pins, x, y }];
  const radius = Math.max(APART / 2, (APART * pins.length) / (2 * Math.PI)) + 2;
  return pins.map((pin, index) => {
    const angle = (2 * Math.PI * index) / pins.length;
    return { pins: [pin], x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
  });
}
