import type { Box, Fixture, FloorPlan, Opening } from '../../../src/catalogue/floor-plan.ts';
import type { Layout } from '../../../src/catalogue/hall.ts';
import { chanceFrom } from '../chance.ts';
import type { HallDraft, VenueDraft } from '../drafts.ts';
import { layoutsOf } from '../layouts.ts';
import { adjoiningOf } from './adjoining.ts';
import { courtsOf, furnishingsOf, headOf } from './fixtures.ts';
import { boxOf, openingIn, roomOf, windowsIn, type Room, type Side } from './room.ts';

/** Draws up a plausible floor plan from what is known of a hall: its area, kind, features and largest layouts. */
export function planOf(hall: HallDraft, accessibility: VenueDraft['accessibility']): FloorPlan {
  const room = roomOf(hall);
  if (hall.type === 'outdoor') return groundsOf(hall, room);
  const parts = partsOf(hall, room);
  const own = parts.filter((part) => part.own).map(({ at }) => at);
  const stretch = own.length > 0 ? spanOf(own) : boxOf(0, 0, room.width, room.depth);
  const inner: Room = { ...room, width: stretch.width };
  const head = headOf(hall, inner);
  const others = hall.type === 'sports' ? { fixtures: [], margin: { left: 0, right: 0 } } : furnishingsOf(hall, inner, head.taken);
  const { adjoining, openings } = adjoiningOf(hall, accessibility, room);
  const seating = seatingOf(hall, inner, head.taken, others.margin);
  return {
    ground: 'indoor',
    outline: room.outline,
    openings: [...openings, ...windowsOf(hall, room), ...partDoors(parts, room)],
    adjoining,
    fixtures: [...sportsFixtures(hall, room, own), ...tiersAndBalcony(hall, seating), ...[...head.fixtures, ...others.fixtures].map((one) => moved(one, stretch.x))],
    parts,
    seating: { ...seating, x: seating.x + stretch.x },
    usual: usualLayout(hall),
  };
}

const EMPTY: Layout = { kind: 'empty', seated: 0, standing: 1 };

/** The first layout of the data file; a kitchen shows its islands rather than its cooks. */
const usualLayout = (hall: HallDraft): Layout => (hall.type === 'kitchen' ? EMPTY : layoutsOf(hall)[0] ?? EMPTY);

const moved = ({ kind, at }: Fixture, x: number): Fixture => ({ kind, at: { ...at, x: at.x + x } });

const spanOf = (boxes: readonly Box[]): Box => {
  const x = Math.min(...boxes.map((box) => box.x));
  return boxOf(x, 0, Math.max(...boxes.map((box) => box.x + box.width)) - x, boxes[0]?.depth ?? 0);
};

function partsOf({ plan }: HallDraft, { width, depth }: Room): FloorPlan['parts'] {
  const names = plan?.divided?.parts ?? [];
  const each = width / Math.max(1, names.length);
  return names.map((name, index) => ({ name, at: boxOf(index * each, 0, each, depth), own: plan?.divided?.own.includes(name) ?? false }));
}

/** Each part has a door of its own. */
function partDoors(parts: FloorPlan['parts'], room: Room): Opening[] {
  const size = room.width > 20 ? 1.8 : 0.95;
  return parts.map(({ at }) => openingIn(room, 'bottom', 'door', at.x + (at.width - size) / 2, at.x + (at.width + size) / 2));
}

function windowsOf({ plan }: HallDraft, room: Room): Opening[] {
  const hint = plan?.windows ?? 'left';
  // A wide hall has its light from the long wall at its head; the screen hangs between the windows.
  const wide = room.width > room.depth * 1.4 && room.straight.top[1] > 0;
  const sides: Record<typeof hint, readonly Side[]> = {
    none: [], left: wide ? ['top'] : ['left'], right: ['right'], both: wide ? ['top', 'right'] : ['left', 'right'], all: ['left', 'top', 'right'],
  };
  return sides[hint].flatMap((side) => windowsIn(room, side)).filter(({ from, to }) => from[1] !== 0 || to[1] !== 0 || Math.abs((from[0] + to[0]) / 2 - room.width / 2) > 1.2 || !plan?.divided);
}

/** Steps under the rows of a tiered hall, and the edge of the balcony above those of a large one. */
function tiersAndBalcony(hall: HallDraft, seating: FloorPlan['seating']): Fixture[] {
  if (!hall.features.includes('tiered-seating') || seating.rows === 'bent') {
    return (hall.layouts.theatre ?? 0) > 500 ? [{ kind: 'balcony', at: boxOf(seating.x + 0.4, seating.y + seating.depth * 0.68, seating.width - 0.8, seating.depth * 0.3) }] : [];
  }
  return [{ kind: 'tiers', at: boxOf(seating.x - 0.3, seating.y - 0.2, seating.width + 0.6, seating.depth + 0.3) }];
}

function sportsFixtures(hall: HallDraft, room: Room, own: readonly Box[]): Fixture[] {
  if (hall.type !== 'sports') return [];
  const stand = hall.features.includes('grandstand') ? 2.6 : 0;
  const spaces = own.length > 0 ? own : [boxOf(0, 0, room.width, room.depth)];
  const mirrors: Fixture[] = hall.features.includes('mirrors') ? [{ kind: 'mirrors', at: boxOf(room.straight.top[1] * 0.1, 0.05, room.straight.top[1] * 0.8, 0.25) }] : [];
  return [...courtsOf(hall, spaces, stand), ...(stand ? [{ kind: 'grandstand' as const, at: boxOf(0.2, room.depth * 0.06, stand - 0.4, room.depth * 0.88) }] : []), ...mirrors];
}

function seatingOf(hall: HallDraft, { width, depth, shape }: Room, head: number, margin: { left: number; right: number }): FloorPlan['seating'] {
  const side = width < 7 ? 0.5 : width > 12 ? 1.4 : 0.9;
  const bent = hall.type === 'theatre' && (hall.layouts.theatre ?? 0) > 300;
  if (shape === 'hemicycle') return { ...boxOf(width * 0.12, head, width * 0.76, depth - head - 2.2), rows: 'bent' };
  const foot = bent ? 3 : depth < 7 ? 0.9 : 1.6;
  const deep = shape === 'elbow' ? depth * 0.6 - head - 0.4 : depth - head - foot;
  const box = boxOf(side + margin.left, head, width - side * 2 - margin.left - margin.right, deep);
  return bent ? { ...box, rows: 'bent' } : box;
}

function groundsOf(hall: HallDraft, room: Room): FloorPlan {
  const { width, depth } = room;
  const chance = chanceFrom(hall.slug);
  const green = hall.features.includes('garden');
  const well = hall.slug.includes('tuin');
  const tree = (x: number, y: number): Fixture => {
    const size = 3 + chance.next() * 2.4;
    return { kind: 'tree', at: boxOf(x - size / 2, y - size / 2, size, size) };
  };
  const border = Array.from({ length: 9 }, (_, index) => (index + 0.5) / 9);
  const edge = border.filter(() => chance.percent(green ? 80 : 45)).map((part) => tree(width * part, -0.6 + chance.next() * 1.4));
  const side = border.filter((part) => chance.percent(green ? 60 : 25) && depth * part < room.straight.right[1]).map((part) => tree(width - 0.6 + chance.next() * 1.2, depth * part));
  const inside = green && !well ? [0.3, 0.5, 0.68].map((part) => tree(width * part * 0.9, depth * (0.42 + chance.next() * 0.12))) : [];
  const hedge: Fixture[] = green ? [{ kind: 'hedge', at: boxOf(-0.6, depth * 0.06, 1.2, depth * 0.88) }, { kind: 'hedge', at: boxOf(width * 0.06, depth - 0.6, width * 0.36, 1.2) }, { kind: 'hedge', at: boxOf(width * 0.58, depth - 0.6, width * 0.36, 1.2) }] : [];
  const centre: Fixture[] = well ? [{ kind: 'well', at: boxOf(width / 2 - 1.8, depth / 2 - 1.8, 3.6, 3.6) }] : [];
  return {
    ground: 'outdoor', outline: room.outline, openings: [], adjoining: [],
    fixtures: [{ kind: 'paving', at: boxOf(0, 0, room.shape === 'elbow' ? width * 0.66 : width, depth) }, ...hedge, ...centre, ...edge, ...side, ...inside],
    parts: [], seating: boxOf(width * 0.12, depth * 0.14, width * 0.72, depth * 0.72), usual: EMPTY,
  };
}
