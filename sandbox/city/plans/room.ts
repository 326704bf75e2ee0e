import type { Box, Opening, Point } from '../../../src/catalogue/floor-plan.ts';
import type { HallDraft } from '../drafts.ts';
import type { PlanHints } from './hints.ts';

/** The bare room: its size, its outline, and which stretches of its walls are straight. */
export interface Room {
  width: number;
  depth: number;
  shape: NonNullable<PlanHints['shape']>;
  outline: Point[];
  /** How far the straight part of each side runs, for doors and windows. */
  straight: Record<Side, readonly [from: number, to: number]>;
}

export type Side = 'top' | 'right' | 'bottom' | 'left';

export const round = (value: number): number => Math.round(value * 100) / 100;
export const boxOf = (x: number, y: number, width: number, depth: number): Box => ({ x: round(x), y: round(y), width: round(width), depth: round(depth) });

const PROPORTION = { theatre: 0.8, auditorium: 0.85, sports: 1.6, meeting: 1.35, party: 0.85, rehearsal: 1.4, exhibition: 0.8, foyer: 1.6, studio: 1.4, kitchen: 1.4, outdoor: 1.3 } as const;

export function roomOf({ type, areaM2, plan }: HallDraft): Room {
  const area = plan?.divided?.wholeM2 ?? areaM2;
  const proportion = plan?.proportion ?? (plan?.divided ? 1.56 : PROPORTION[type]);
  const width = round(Math.sqrt(area * proportion));
  const depth = round(area / width);
  const shape = plan?.shape ?? 'rectangle';
  return { width, depth, shape, ...OUTLINES[shape](width, depth) };
}

type Outline = Pick<Room, 'outline' | 'straight'>;

const sides = (width: number, depth: number, own: Partial<Room['straight']> = {}): Room['straight'] =>
  ({ top: [0, width], right: [0, depth], bottom: [0, width], left: [0, depth], ...own });

const points = (...list: Point[]): Point[] => list.map(([x, y]) => [round(x), round(y)]);

const OUTLINES: Readonly<Record<Room['shape'], (width: number, depth: number) => Outline>> = {
  rectangle: (w, d) => ({ outline: points([0, 0], [w, 0], [w, d], [0, d]), straight: sides(w, d) }),
  'cut-corner': (w, d) => {
    const cut = Math.min(w, d) * 0.28;
    return { outline: points([0, 0], [w - cut, 0], [w, cut], [w, d], [0, d]), straight: sides(w, d, { top: [0, w - cut], right: [cut, d] }) };
  },
  bay: (w, d) => {
    const [out, from, to] = [Math.min(1.4, d * 0.16), d * 0.28, d * 0.72];
    const slant = out * 0.8;
    return {
      outline: points([0, 0], [w, 0], [w, d], [0, d], [0, to], [-out, to - slant], [-out, from + slant], [0, from]),
      straight: sides(w, d, { left: [0, from] }),
    };
  },
  apse: (w, d) => {
    const radius = w * 0.36;
    const arc = Array.from({ length: 13 }, (_, index): Point => {
      const angle = Math.PI - (index * Math.PI) / 12;
      return [w / 2 + Math.cos(angle) * radius, -Math.sin(angle) * radius];
    });
    return { outline: points([0, 0], ...arc, [w, 0], [w, d], [0, d]), straight: sides(w, d, { top: [0, 0] }) };
  },
  elbow: (w, d) => {
    const [x, y] = [w * 0.66, d * 0.6];
    return { outline: points([0, 0], [w, 0], [w, y], [x, y], [x, d], [0, d]), straight: sides(w, d, { right: [0, y], bottom: [0, x] }) };
  },
  hemicycle: (w, d) => {
    const shoulder = d * 0.32;
    const arc = Array.from({ length: 25 }, (_, index): Point => {
      const angle = (index * Math.PI) / 24;
      return [w / 2 + (Math.cos(angle) * w) / 2, shoulder + Math.sin(angle) * (d - shoulder)];
    });
    return { outline: points([0, 0], [w, 0], ...arc), straight: sides(w, d, { right: [0, shoulder], left: [0, shoulder], bottom: [w * 0.46, w * 0.54] }) };
  },
};

/** An opening in a side, between two distances from its left or upper end. */
export function openingIn({ width, depth }: Pick<Room, 'width' | 'depth'>, side: Side, kind: Opening['kind'], from: number, to: number): Opening {
  const [a, b] = [round(from), round(to)];
  switch (side) {
    case 'top': return { kind, from: [a, 0], to: [b, 0] };
    case 'right': return { kind, from: [width, a], to: [width, b] };
    case 'bottom': return { kind, from: [b, depth], to: [a, depth] };
    default: return { kind, from: [0, b], to: [0, a] };
  }
}

/** Windows of the same width, evenly over the straight part of a side. */
export function windowsIn(room: Room, side: Side): Opening[] {
  const [from, to] = room.straight[side];
  const length = to - from;
  const count = Math.floor(length / (length > 16 ? 4.2 : 2.9));
  const pitch = length / Math.max(1, count);
  const size = Math.min(pitch * 0.58, 2.4);
  return Array.from({ length: count }, (_, index) => {
    const middle = from + pitch * (index + 0.5);
    return openingIn(room, side, 'window', middle - size / 2, middle + size / 2);
  });
}
