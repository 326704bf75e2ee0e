import type { Box, FloorPlan, Point } from './floor-plan.ts';
import type { Layout } from './hall.ts';

/** What people sit at or stand around, in metres. */
export type Furniture =
  /** Chairs side by side along a line, or along an arc of this radius. */
  | { kind: 'chairs'; from: Point; to: Point; count: number; radius?: number }
  | { kind: 'table'; at: Box }
  | { kind: 'round-table'; centre: Point; radius: number; chairs: number }
  | { kind: 'high-table'; centre: Point; radius: number }
  | { kind: 'person'; at: Point };

const CHAIR = 0.55;
const ROW = 0.95;
const AISLE = 1.2;

/** The chairs and tables of a layout within the seating area of a hall. Nothing for sports or an empty floor. */
export function arrangeSeats(seating: FloorPlan['seating'], { kind, seated, standing }: Layout): Furniture[] {
  switch (kind) {
    case 'theatre': return seating.rows === 'bent' ? bentRows(seating, seated) : rows(seating, seated);
    case 'seminar': return desks(seating, seated);
    case 'u-shape': return uShape(seating, seated);
    case 'block': return block(seating, seated);
    case 'banquet': return roundTables(seating, seated);
    case 'reception': return highTables(seating, Math.max(standing, seated));
    case 'standing': return crowd(seating, standing);
    default: return [];
  }
}

/** Straight rows, with an aisle in the middle when they are long. */
function rows(area: Box, seats: number): Furniture[] {
  const aisle = area.width > 8 ? AISLE : 0;
  const fits = Math.max(1, Math.floor((area.width - aisle) / CHAIR));
  const wanted = Math.ceil(Math.sqrt(seats * 1.7));
  const deepEnough = Math.max(1, Math.floor(area.depth / ROW));
  const perRow = Math.min(fits, Math.max(wanted, Math.ceil(seats / deepEnough)));
  const count = Math.ceil(seats / perRow);
  const pitch = Math.min(ROW * 1.1, area.depth / count);
  const middle = area.x + area.width / 2;
  return Array.from({ length: count }, (_, row) => {
    const here = Math.min(perRow, seats - row * perRow);
    const y = area.y + pitch * (row + 0.5);
    if (aisle === 0) return line([middle - (here * CHAIR) / 2, y], here);
    const left = Math.ceil(here / 2);
    return [...line([middle - aisle / 2 - left * CHAIR, y], left), ...line([middle + aisle / 2, y], here - left)];
  }).flat();
}

const line = ([x, y]: Point, count: number): Furniture[] => (count > 0 ? [{ kind: 'chairs', from: [x, y], to: [x + count * CHAIR, y], count }] : []);

/** Rows in arcs around a point in front of the seats, each a little longer than the one before. */
function bentRows(area: Box, seats: number): Furniture[] {
  const middle = area.x + area.width / 2;
  const inner = area.width * 0.28;
  const count = Math.max(2, Math.floor((area.depth - 0.4) / Math.max(ROW, area.depth / 26)));
  const pitch = (area.depth - 0.4) / count;
  const focus = area.y - inner * 0.75;
  const arcs = Array.from({ length: count }, (_, row) => {
    const radius = inner + 0.75 + pitch * (row + 0.5);
    const half = Math.min(1.05, Math.asin(Math.min(1, (area.width / 2 - 0.2) / radius)));
    return { radius, half, length: radius * half * 2 };
  });
  const total = arcs.reduce((sum, { length }) => sum + length, 0);
  return arcs.map(({ radius, half, length }) => ({
    kind: 'chairs', count: Math.max(1, Math.round((seats * length) / total)), radius,
    from: [middle - radius * Math.sin(half), focus + radius * Math.cos(half)],
    to: [middle + radius * Math.sin(half), focus + radius * Math.cos(half)],
  }));
}

/** Tables for two in rows, everybody facing forward. */
function desks(area: Box, seats: number): Furniture[] {
  const tables = Math.ceil(seats / 2);
  const across = Math.max(1, Math.min(Math.floor(area.width / 1.75), Math.ceil(Math.sqrt(tables * 1.4))));
  const down = Math.ceil(tables / across);
  const pitch = Math.min(1.7, area.depth / down);
  const step = Math.min(2.1, area.width / across);
  const left = area.x + (area.width - across * step) / 2;
  return Array.from({ length: tables }, (_, index): Furniture[] => {
    const x = left + (index % across) * step + (step - 1.5) / 2;
    const y = area.y + Math.floor(index / across) * pitch + 0.1;
    return [{ kind: 'table', at: { x, y, width: 1.5, depth: 0.5 } }, { kind: 'chairs', from: [x + 0.15, y + 0.8], to: [x + 1.35, y + 0.8], count: 2 }];
  }).flat();
}

/** Three sides of a rectangle, open towards the screen, with chairs along the outside. */
function uShape(area: Box, seats: number): Furniture[] {
  const [widest, deepest] = [area.width - 1.6, area.depth - 1];
  const length = seats * Math.min(0.72, (widest + deepest * 2) / seats);
  const width = Math.min(widest, Math.max(2.4, length * 0.42));
  const depth = Math.min(deepest, (length - width) / 2);
  const across = Math.max(1, Math.round((seats * width) / (width + depth * 2)));
  const side = Math.ceil((seats - across) / 2);
  const x = area.x + (area.width - width) / 2;
  const y = area.y + Math.max(0, (area.depth - depth - 0.8) / 2);
  const foot = y + depth;
  return [
    { kind: 'table', at: { x, y, width: 0.6, depth } },
    { kind: 'table', at: { x: x + width - 0.6, y, width: 0.6, depth } },
    { kind: 'table', at: { x, y: foot - 0.6, width, depth: 0.6 } },
    { kind: 'chairs', from: [x - 0.4, y], to: [x - 0.4, foot], count: side },
    { kind: 'chairs', from: [x + width + 0.4, y], to: [x + width + 0.4, foot], count: seats - across - side },
    { kind: 'chairs', from: [x, foot + 0.4], to: [x + width, foot + 0.4], count: across },
  ];
}

const chairs = (from: Point, to: Point, count: number): Furniture => ({ kind: 'chairs', from, to, count });

/** One table with chairs all around. */
function block(area: Box, seats: number): Furniture[] {
  const lying = area.width >= area.depth;
  const breadth = Math.min(1.8, Math.max(0.9, (lying ? area.depth : area.width) - 2));
  const heads = breadth > 1.3 && seats > 8 ? 2 : 1;
  const along = Math.ceil((seats - heads * 2) / 2);
  const length = Math.min((lying ? area.width : area.depth) - 2, Math.max(1.4, along * 0.75));
  const [width, depth] = lying ? [length, breadth] : [breadth, length];
  const x = area.x + (area.width - width) / 2;
  const y = area.y + (area.depth - depth) / 2;
  const [across, down] = lying ? [along, heads] : [heads, along];
  return [
    { kind: 'table', at: { x, y, width, depth } },
    chairs([x + 0.1, y - 0.4], [x + width - 0.1, y - 0.4], across), chairs([x + 0.1, y + depth + 0.4], [x + width - 0.1, y + depth + 0.4], across),
    chairs([x - 0.4, y + 0.1], [x - 0.4, y + depth - 0.1], down), chairs([x + width + 0.4, y + 0.1], [x + width + 0.4, y + depth - 0.1], down),
  ];
}

/** So many places of about this size in a box, row by row, every other row moved by half a place. */
function spread(area: Box, count: number, stagger: number): Point[] {
  const ideal = Math.max(1, Math.min(count, Math.round(Math.sqrt((count * area.width) / area.depth))));
  // Roomy places count most; then that the last row is nearly full.
  const worth = (columns: number): number => {
    const down = Math.ceil(count / columns);
    return Math.min(area.width / (columns + stagger), area.depth / down) * (1 - (0.35 * (columns * down - count)) / count);
  };
  const across = [ideal, ideal + 1, ideal - 1].filter((one) => one > 0).reduce((best, one) => (worth(one) > worth(best) ? one : best));
  const down = Math.ceil(count / across);
  const [stepX, stepY] = [area.width / (across + stagger), area.depth / down];
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / across);
    const inRow = Math.min(across, count - row * across);
    const shift = (across - inRow) / 2 + (row % 2) * stagger;
    return [area.x + stepX * ((index % across) + 0.5 + shift), area.y + stepY * (row + 0.5)];
  });
}

function roundTables(area: Box, seats: number): Furniture[] {
  const count = Math.max(1, Math.ceil(seats / 8));
  const place = Math.sqrt((area.width * area.depth) / count);
  const radius = Math.min(0.8, place / 2 - 0.75);
  return spread(area, count, 0).map((centre) => ({ kind: 'round-table', centre, radius: Math.max(0.45, radius), chairs: Math.ceil(seats / count) }));
}

const highTables = (area: Box, persons: number): Furniture[] =>
  spread(area, Math.max(2, Math.min(40, Math.round(persons / 9))), 0.5).map((centre) => ({ kind: 'high-table', centre, radius: 0.38 }));

/** Scattered evenly without rows, as people stand (Roberts' R2 sequence). */
function crowd(area: Box, persons: number): Furniture[] {
  return Array.from({ length: Math.min(160, persons) }, (_, index) => ({
    kind: 'person',
    at: [area.x + ((0.5 + index * 0.754_877) % 1) * area.width, area.y + ((0.5 + index * 0.569_84) % 1) * area.depth],
  }));
}
