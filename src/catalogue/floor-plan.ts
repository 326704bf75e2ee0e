import type { Layout } from './hall.ts';

/** Metres from the upper left corner of the hall: x to the right, y downwards, towards the entrance. */
export type Point = readonly [x: number, y: number];

export interface Box {
  x: number;
  y: number;
  width: number;
  depth: number;
}

/** A hole in the wall from one point to the other, in the direction of the outline. */
export interface Opening {
  kind: 'door' | 'double-door' | 'window' | 'passage';
  from: Point;
  to: Point;
}

export type AdjoiningKind = 'accessible-toilet' | 'kitchen' | 'storage' | 'dressing-room' | 'changing-room' | 'showers' | 'hallway';

export type FixtureKind =
  | 'stage' | 'tiers' | 'balcony' | 'grandstand' | 'bar' | 'counter' | 'island' | 'piano' | 'drum-kit' | 'mirrors' | 'screen' | 'whiteboard'
  | 'workbench' | 'panel' | 'column' | 'dance-floor' | 'mats' | 'handball' | 'basketball' | 'volleyball' | 'badminton'
  | 'tree' | 'hedge' | 'paving' | 'well';

/** Something that stays where it is. */
export interface Fixture {
  kind: FixtureKind;
  at: Box;
}

/** The drawing of a hall: what is fixed. Chairs and tables follow from the layout. */
export interface FloorPlan {
  ground: 'indoor' | 'outdoor';
  /** Inner face of the walls, clockwise. */
  outline: readonly Point[];
  openings: readonly Opening[];
  /** Rooms next to the hall that one uses with it. */
  adjoining: readonly { kind: AdjoiningKind; at: Box }[];
  fixtures: readonly Fixture[];
  /** Of a hall that can be divided: all its parts, and which of them this hall consists of. */
  parts: readonly { name: string; at: Box; own: boolean }[];
  /** Where people sit or stand, facing the upper edge; in arcs around its middle when the rows are bent. */
  seating: Box & { rows?: 'bent' };
  /** The layout that a picture shows when none is asked for. */
  usual: Layout;
}

/** The least box around points. */
export function boundsOf(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, depth: Math.max(...ys) - y };
}

/** How thick the walls of a hall are drawn, in metres: so that a small room and a sports hall weigh the same on paper. */
export const wallOf = (outline: readonly Point[]): number => {
  const { width, depth } = boundsOf(outline);
  return Number((0.12 + Math.max(width, depth) * 0.014).toFixed(2));
};

export const cornersOf = ({ x, y, width, depth }: Box): Point[] => [[x, y], [x + width, y], [x + width, y + depth], [x, y + depth]];
