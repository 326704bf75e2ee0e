import { arrangeSeats, type Furniture } from './arrange-seats.ts';
import { DRAW, n, PAINT, type Pen } from './draw-fixtures.ts';
import { boundsOf, cornersOf, wallOf, type AdjoiningKind, type Box, type FloorPlan, type Opening, type Point } from './floor-plan.ts';
import type { Layout } from './hall.ts';

export interface FloorPlanOptions {
  /** Unique on the page: the prefix of the ids by which the picture is named. */
  id: string;
  /** What a screen reader says: the name of the picture, and what is to be seen on it. */
  title: string;
  description: string;
  /** With the chairs and tables of this layout; by default the usual one. */
  layout?: Layout;
}

const WIDTH = 480;
const HEIGHT = 320;
const MARGIN = { side: 22, top: 18, foot: 40 };

/**
 * The floor plan as an SVG picture of 480 by 320 units: walls, doors, windows, what is fixed, the furniture of a layout and a scale bar.
 * It needs no script and no style sheet. A page may colour it through the CSS variables `--plan-wall`, `--plan-floor`, `--plan-aside`,
 * `--plan-line`, `--plan-wood`, `--plan-seat`, `--plan-table`, `--plan-green`, `--plan-ground`, `--plan-court`, `--plan-access`,
 * `--plan-mat`, `--plan-text` and `--plan-font`.
 */
export function floorPlanSvg(plan: FloorPlan, options: FloorPlanOptions): string {
  const wall = wallOf(plan.outline);
  const view = viewOf(plan, wall);
  const pen: Pen = { hair: 0.9 / view.scale, upright: view.lying ? 90 : 0 };
  const [title, description] = [attribute(`${options.id}-title`), attribute(`${options.id}-desc`)];
  return `<svg xmlns="http://www.w3.org/2000/svg" class="floor-plan" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${title} ${description}">`
    + `<title id="${title}">${text(options.title)}</title><desc id="${description}">${text(options.description)}</desc>`
    + `<g transform="${view.transform}">${drawing(plan, options.layout ?? plan.usual, wall, pen)}</g>`
    + partNames(plan, view) + scaleBar(view.scale) + measure(plan) + '</svg>';
}

interface View {
  /** Units per metre. */
  scale: number;
  /** The head of a deep hall lies on the left, so that it fills the picture. */
  lying: boolean;
  transform: string;
  place(at: Point): Point;
}

function viewOf(plan: FloorPlan, wall: number): View {
  const inside = boundsOf([...plan.outline, ...plan.adjoining.flatMap(({ at }) => cornersOf(at)), ...(plan.ground === 'outdoor' ? plan.fixtures.flatMap(({ at }) => cornersOf(at)) : [])]);
  const whole: Box = { x: inside.x - wall, y: inside.y - wall, width: inside.width + wall * 2, depth: inside.depth + wall * 2 };
  const lying = whole.depth > whole.width;
  const [across, down] = lying ? [whole.depth, whole.width] : [whole.width, whole.depth];
  const [roomAcross, roomDown] = [WIDTH - MARGIN.side * 2, HEIGHT - MARGIN.top - MARGIN.foot];
  const scale = Math.min(roomAcross / across, roomDown / down, 44);
  const left = MARGIN.side + (roomAcross - across * scale) / 2;
  const top = MARGIN.top + (roomDown - down * scale) / 2;
  const origin: Point = lying ? [left - whole.y * scale, top + (whole.x + whole.width) * scale] : [left - whole.x * scale, top - whole.y * scale];
  return {
    scale, lying,
    transform: `translate(${n(origin[0])} ${n(origin[1])}) scale(${scale.toFixed(3)})${lying ? ' rotate(-90)' : ''}`,
    place: ([x, y]) => (lying ? [origin[0] + y * scale, origin[1] - x * scale] : [origin[0] + x * scale, origin[1] + y * scale]),
  };
}

const text = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const attribute = (value: string): string => text(value).replaceAll('"', '&quot;');

function drawing(plan: FloorPlan, layout: Layout, wall: number, pen: Pen): string {
  const floor = plan.fixtures.filter(({ kind }) => UNDERFOOT.has(kind)).map(({ kind, at }) => DRAW[kind](pen, at)).join('');
  const standing = plan.fixtures.filter(({ kind }) => !UNDERFOOT.has(kind)).map(({ kind, at }) => DRAW[kind](pen, at)).join('');
  const seats = `<g class="floor-plan-seats">${furniture(arrangeSeats(plan.seating, layout), pen)}</g>`;
  if (plan.ground === 'outdoor') return ground(plan, pen) + floor + seats + standing;
  const adjoining = plan.adjoining.map(({ kind, at }) => room(kind, at, wall * 0.55, pen)).join('');
  return adjoining + walls(plan, wall) + floor + elsewhere(plan, pen) + seats + standing + plan.openings.map((opening) => hole(opening, wall, pen)).join('');
}

const UNDERFOOT: ReadonlySet<string> = new Set(['tiers', 'paving', 'handball', 'basketball', 'volleyball', 'badminton', 'mats', 'dance-floor']);

const polygon = (points: readonly Point[]): string => `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}z`;

/** A wall is a stroke along the outline whose inner half the floor covers. */
const walls = ({ outline }: FloorPlan, wall: number): string =>
  `<path class="floor-plan-wall" d="${polygon(outline)}" fill="none" stroke="${PAINT.wall}" stroke-width="${n(wall * 2)}" stroke-linejoin="miter"/>`
  + `<path class="floor-plan-floor" d="${polygon(outline)}" fill="${PAINT.floor}"/>`;

const ground = ({ outline }: FloorPlan, pen: Pen): string =>
  `<path d="${polygon(outline)}" fill="${PAINT.ground}" stroke="${PAINT.line}" stroke-width="${n(pen.hair * 1.4)}" stroke-dasharray="${n(pen.hair * 7)} ${n(pen.hair * 5)}"/>`;

function room(kind: AdjoiningKind, at: Box, wall: number, pen: Pen): string {
  const outline = polygon(cornersOf(at));
  const fill = kind === 'hallway' ? PAINT.floor : PAINT.aside;
  return `<path d="${outline}" fill="${fill}" stroke="${PAINT.wall}" stroke-width="${n(wall * 2)}"/><path d="${outline}" fill="${fill}"/>${symbol(kind, at, pen)}`;
}

/** A sign by which one knows the room: no words, so that it needs no translation. */
function symbol(kind: AdjoiningKind, { x, y, width, depth }: Box, pen: Pen): string {
  const [cx, cy] = [x + width / 2, y + depth / 2];
  const size = Math.min(width, depth, pen.hair * 34);
  const line = `fill="none" stroke="${PAINT.line}" stroke-width="${n(pen.hair)}"`;
  switch (kind) {
    case 'accessible-toilet': return wheelchair(cx, cy, size * 0.62, pen);
    case 'kitchen': return DRAW.counter(pen, { x: x + 0.1, y: y + depth - Math.min(0.65, depth / 2) - 0.1, width: width - 0.2, depth: Math.min(0.65, depth / 2) });
    case 'storage': return `<path d="M${n(x)} ${n(y)}l${n(width)} ${n(depth)}M${n(x + width)} ${n(y)}l${n(-width)} ${n(depth)}" ${line} opacity=".5"/>`;
    case 'dressing-room': case 'changing-room': return bench(x, y + depth * 0.2, width, pen) + bench(x, y + depth * 0.8, width, pen);
    case 'showers': return [0.25, 0.5, 0.75].map((part) => `<circle cx="${n(x + width * part)}" cy="${n(cy)}" r="${n(size * 0.12)}" ${line}/>`).join('');
    default: return '';
  }
}

const bench = (x: number, y: number, width: number, { hair }: Pen): string =>
  `<path d="M${n(x + width * 0.12)} ${n(y)}h${n(width * 0.76)}" fill="none" stroke="${PAINT.line}" stroke-width="${n(hair * 3)}"/>`;

/** The sign of an accessible toilet: head, seat and wheel. */
const wheelchair = (cx: number, cy: number, size: number, { upright }: Pen): string =>
  `<g transform="translate(${n(cx)} ${n(cy)}) rotate(${upright}) scale(${(size / 24).toFixed(4)}) translate(-12 -12)" fill="none" stroke="${PAINT.access}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">`
  + `<circle cx="9" cy="3.2" r="1.9" fill="${PAINT.access}" stroke="none"/><path d="M9 7.2v7h6.2l3 6.2 2-.8M9 10h5"/><path d="M6.2 11.6a5.9 5.9 0 1 0 8.4 7.2"/></g>`;

/** Parts that somebody else may use at the same time are veiled, and a dashed wall shows where the hall divides. */
function elsewhere({ parts }: FloorPlan, pen: Pen): string {
  const veils = parts.filter(({ own }) => !own).map(({ at: { x, y, width, depth } }) =>
    `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(depth)}" fill="${PAINT.aside}" fill-opacity=".88"/>`).join('');
  const divides = parts.slice(1).map(({ at: { x, y, depth } }) => `M${n(x)} ${n(y)}v${n(depth)}`).join('');
  return parts.length === 0 ? '' : `${veils}<path d="${divides}" fill="none" stroke="${PAINT.wall}" stroke-width="${n(pen.hair * 2)}" stroke-dasharray="${n(pen.hair * 6)} ${n(pen.hair * 4)}"/>`;
}

function hole({ kind, from: [x1, y1], to: [x2, y2] }: Opening, wall: number, pen: Pen): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  // The outline runs clockwise, so the outside lies to the left of its direction.
  const [ox, oy] = [uy, -ux];
  const shift = (part: number): string => `M${n(x1 + ox * wall * part)} ${n(y1 + oy * wall * part)}L${n(x2 + ox * wall * part)} ${n(y2 + oy * wall * part)}`;
  const gap = `<path d="${shift(0.5)}" fill="none" stroke="${PAINT.floor}" stroke-width="${n(wall * 1.08)}"/>`;
  const thin = `fill="none" stroke="${PAINT.wall}" stroke-width="${n(pen.hair)}"`;
  if (kind === 'passage') return gap;
  if (kind === 'window') return `${gap}<path d="${shift(0.05)}${shift(0.5)}${shift(0.95)}" ${thin}/>`;
  const leaf = (hx: number, hy: number, dx: number, dy: number, size: number, sweep: 0 | 1): string =>
    `<path d="M${n(hx)} ${n(hy)}L${n(hx - ox * size)} ${n(hy - oy * size)}A${n(size)} ${n(size)} 0 0 ${sweep} ${n(hx + dx * size)} ${n(hy + dy * size)}" ${thin}/>`;
  return kind === 'door'
    ? gap + leaf(x1, y1, ux, uy, length, 0)
    : gap + leaf(x1, y1, ux, uy, length / 2, 0) + leaf(x2, y2, -ux, -uy, length / 2, 1);
}

/** Chairs are dashes along one path: a theatre of 700 seats stays a picture of a few kilobytes. */
function furniture(pieces: readonly Furniture[], pen: Pen): string {
  const table = `fill="${PAINT.table}" stroke="${PAINT.line}" stroke-width="${n(pen.hair)}"`;
  return pieces.map((piece) => {
    switch (piece.kind) {
      case 'chairs': return chairs(piece);
      case 'table': return `<rect x="${n(piece.at.x)}" y="${n(piece.at.y)}" width="${n(piece.at.width)}" height="${n(piece.at.depth)}" rx=".05" ${table}/>`;
      case 'round-table': return ring(piece.centre, piece.radius + 0.34, piece.chairs) + dot(piece.centre, piece.radius, table);
      case 'high-table': return ring(piece.centre, piece.radius + 0.32, 4, 0.26) + dot(piece.centre, piece.radius, table);
      default: return dot(piece.at, 0.18, `fill="${PAINT.seat}" fill-opacity=".75"`);
    }
  }).join('');
}

const dot = ([x, y]: Point, radius: number, paint: string): string => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" ${paint}/>`;

const SEAT_SIZE = 0.4;

function chairs({ from: [x1, y1], to: [x2, y2], count, radius }: Furniture & { kind: 'chairs' }): string {
  if (count < 1) return '';
  const chord = Math.hypot(x2 - x1, y2 - y1);
  const length = radius === undefined ? chord : 2 * radius * Math.asin(Math.min(1, chord / (2 * radius)));
  const pitch = length / count;
  const size = Math.min(SEAT_SIZE, pitch * 0.78);
  const line = radius === undefined ? `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}` : `M${n(x1)} ${n(y1)}A${n(radius)} ${n(radius)} 0 0 0 ${n(x2)} ${n(y2)}`;
  return `<path d="${line}" fill="none" stroke="${PAINT.seat}" stroke-width="${n(size)}" ${dashes(pitch, size)}/>`;
}

function ring([x, y]: Point, radius: number, count: number, size = 0.36): string {
  const pitch = (2 * Math.PI * radius) / count;
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none" stroke="${PAINT.seat}" stroke-width="${n(size)}" ${dashes(pitch, Math.min(size, pitch * 0.78))}/>`;
}

/** One dash per chair, in the middle of its place. */
const dashes = (pitch: number, size: number): string => `stroke-dasharray="${size.toFixed(3)} ${(pitch - size).toFixed(3)}" stroke-dashoffset="${(-(pitch - size) / 2).toFixed(3)}"`;

const label = (x: number, y: number, size: number, more: string, value: string): string =>
  `<text x="${n(x)}" y="${n(y)}" font-family="var(--plan-font, system-ui, sans-serif)" font-size="${size}" fill="${PAINT.text}" ${more}>${text(value)}</text>`;

const partNames = ({ parts }: FloorPlan, view: View): string => parts.map(({ name, at, own }) => {
  const [x, y] = view.place([at.x + at.width / 2, at.y]);
  return label(x, y + 16, 12, `text-anchor="middle" font-weight="${own ? 700 : 400}"`, name);
}).join('');

/** The longest round length that takes less than a quarter of the picture. */
function scaleBar(scale: number): string {
  const round = [20, 10, 5, 2, 1].find((length) => length * scale <= WIDTH / 4) ?? 1;
  const [x, y, length] = [MARGIN.side, HEIGHT - 14, round * scale];
  return `<path d="M${x} ${y - 4}v4h${n(length)}v-4M${n(x + length / 2)} ${y - 2}v2" fill="none" stroke="${PAINT.text}"/>` + label(x + length + 6, y + 1, 11, '', `${round} m`);
}

const metres = (length: number): string => length.toFixed(length < 20 ? 1 : 0).replace('.0', '').replace('.', ',');

function measure({ outline, parts }: FloorPlan): string {
  const own = parts.filter((part) => part.own);
  const { width, depth } = own.length > 0 ? boundsOf(own.flatMap(({ at }) => cornersOf(at))) : boundsOf(outline);
  return label(WIDTH - MARGIN.side, HEIGHT - 13, 11, 'text-anchor="end"', `${metres(width)} × ${metres(depth)} m`);
}
