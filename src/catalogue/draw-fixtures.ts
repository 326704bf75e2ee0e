import type { Box, FixtureKind } from './floor-plan.ts';

/** Draws in metres. `hair` is the width of the thinnest line, so that lines look alike at every scale. */
export interface Pen {
  hair: number;
  /** How far signs must be turned to stand upright on a drawing that lies on its side. */
  upright: 0 | 90;
}

export const n = (value: number): string => String(Number(value.toFixed(2)));

const rect = ({ x, y, width, depth }: Box, paint: string, radius = 0): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(depth)}"${radius ? ` rx="${n(radius)}"` : ''} ${paint}/>`;
const circle = (x: number, y: number, radius: number, paint: string): string => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" ${paint}/>`;
const path = (d: string, paint: string): string => `<path d="${d}" ${paint}/>`;

/** Colours are CSS variables with a calm default, so that a page's theme decides and a lone file still looks right. */
export const PAINT = {
  wall: 'var(--plan-wall, #2f3e46)',
  floor: 'var(--plan-floor, #fbf9f4)',
  aside: 'var(--plan-aside, #efebe1)',
  line: 'var(--plan-line, #8b9a97)',
  wood: 'var(--plan-wood, #ead9bd)',
  seat: 'var(--plan-seat, #4f7f78)',
  table: 'var(--plan-table, #ffffff)',
  green: 'var(--plan-green, #c3d4b5)',
  ground: 'var(--plan-ground, #eef1e4)',
  court: 'var(--plan-court, #c98a5b)',
  access: 'var(--plan-access, #2b6cb0)',
  mat: 'var(--plan-mat, #dbe6e3)',
  text: 'var(--plan-text, #52616b)',
} as const;

const outlined = (pen: Pen, fill: string, width = 1): string => `fill="${fill}" stroke="${PAINT.line}" stroke-width="${n(pen.hair * width)}"`;
const drawn = (pen: Pen, colour: string, width = 1): string => `fill="none" stroke="${colour}" stroke-width="${n(pen.hair * width)}"`;

const lying = ({ width, depth }: Box): boolean => width >= depth;

/** Parallel lines across a box, about so many metres apart. */
function lines({ x, y, width, depth }: Box, step: number, direction: 'across' | 'down'): string {
  const length = direction === 'across' ? depth : width;
  const count = Math.max(1, Math.round(length / step));
  return Array.from({ length: count - 1 }, (_, index) => {
    const at = ((index + 1) * length) / count;
    return direction === 'across' ? `M${n(x)} ${n(y + at)}h${n(width)}` : `M${n(x + at)} ${n(y)}v${n(depth)}`;
  }).join('');
}

const middle = ({ x, y, width, depth }: Box): readonly [number, number] => [x + width / 2, y + depth / 2];

/** The lines of a field within its box, played along the longer side. */
function field(pen: Pen, box: Box, marks: string): string {
  return `<g ${drawn(pen, PAINT.court, 1.3)}>${rect(box, '')}${marks}</g>`;
}

const halfway = (box: Box): string => (lying(box) ? `M${n(box.x + box.width / 2)} ${n(box.y)}v${n(box.depth)}` : `M${n(box.x)} ${n(box.y + box.depth / 2)}h${n(box.width)}`);

/** The same arc in front of both goals or baskets. */
function ends(box: Box, radius: number): string {
  const [cx, cy] = middle(box);
  const r = n(radius);
  return lying(box)
    ? `M${n(box.x)} ${n(cy - radius)}a${r} ${r} 0 0 1 0 ${n(radius * 2)}M${n(box.x + box.width)} ${n(cy - radius)}a${r} ${r} 0 0 0 0 ${n(radius * 2)}`
    : `M${n(cx - radius)} ${n(box.y)}a${r} ${r} 0 0 0 ${n(radius * 2)} 0M${n(cx - radius)} ${n(box.y + box.depth)}a${r} ${r} 0 0 1 ${n(radius * 2)} 0`;
}

/** Lines at the same distance from both ends. */
const inward = (box: Box, part: number): string => (lying(box)
  ? `M${n(box.x + box.width * part)} ${n(box.y)}v${n(box.depth)}M${n(box.x + box.width * (1 - part))} ${n(box.y)}v${n(box.depth)}`
  : `M${n(box.x)} ${n(box.y + box.depth * part)}h${n(box.width)}M${n(box.x)} ${n(box.y + box.depth * (1 - part))}h${n(box.width)}`);

export const DRAW: Readonly<Record<FixtureKind, (pen: Pen, box: Box) => string>> = {
  stage: (pen, box) => rect(box, outlined(pen, PAINT.wood, 1.4)) + path(lines(box, 0.7, 'across'), `${drawn(pen, PAINT.line, 0.6)} opacity=".6"`),
  tiers: (pen, box) => rect(box, `fill="${PAINT.aside}"`) + path(lines(box, 1.05, 'across'), drawn(pen, PAINT.line, 0.6)),
  balcony: (pen, box) => rect(box, `${drawn(pen, PAINT.line, 1)} stroke-dasharray="${n(pen.hair * 5)} ${n(pen.hair * 4)}"`),
  grandstand: (pen, box) => rect(box, outlined(pen, PAINT.aside)) + path(lines(box, 0.8, lying(box) ? 'across' : 'down'), drawn(pen, PAINT.line, 0.8)),
  bar: (pen, box) => rect(box, outlined(pen, PAINT.wood, 1.4), 0.15)
    + rect(inset(box, 0.2), drawn(pen, PAINT.line, 0.6), 0.1),
  counter: (pen, box) => rect(box, outlined(pen, PAINT.table, 1)) + hobs(pen, box),
  island: (pen, box) => rect(box, outlined(pen, PAINT.table, 1.2), 0.08) + hobs(pen, box),
  piano: (pen, { x, y, width, depth }) => path(
    `M${n(x)} ${n(y + depth)}v${n(-depth * 0.75)}q0 ${n(-depth * 0.25)} ${n(width * 0.3)} ${n(-depth * 0.25)}q${n(width * 0.3)} 0 ${n(width * 0.35)} ${n(depth * 0.4)}t${n(width * 0.35)} ${n(depth * 0.35)}v${n(depth * 0.25)}z`,
    outlined(pen, PAINT.wall, 0.8)) + path(`M${n(x)} ${n(y + depth * 0.84)}h${n(width)}`, drawn(pen, PAINT.table, 1.4)),
  'drum-kit': (pen, { x, y, width }) => [[0.3, 0.35, 0.2], [0.7, 0.3, 0.17], [0.5, 0.7, 0.26], [0.15, 0.75, 0.13], [0.88, 0.72, 0.13]]
    .map(([cx = 0, cy = 0, r = 0]) => circle(x + cx * width, y + cy * width, r * width, outlined(pen, PAINT.table, 1))).join(''),
  mirrors: (pen, box) => rect(box, `fill="${PAINT.mat}" stroke="${PAINT.access}" stroke-width="${n(pen.hair)}"`),
  screen: (_pen, box) => rect(box, `fill="${PAINT.wall}"`),
  whiteboard: (pen, box) => rect(box, outlined(pen, PAINT.table, 1.2)),
  workbench: (pen, box) => rect(box, outlined(pen, PAINT.wood, 1), 0.06),
  panel: (_pen, box) => rect(box, `fill="${PAINT.line}"`),
  column: (_pen, { x, y, width }) => circle(x + width / 2, y + width / 2, width / 2, `fill="${PAINT.wall}"`),
  tree: (pen, { x, y, width }) => circle(x + width / 2, y + width / 2, width / 2, `${outlined(pen, PAINT.green, 0.8)} fill-opacity=".85"`)
    + circle(x + width / 2, y + width / 2, width / 14, `fill="${PAINT.line}"`),
  hedge: (_pen, box) => rect(box, `fill="${PAINT.green}"`, Math.min(box.width, box.depth) / 2),
  paving: (pen, box) => path(lines(box, 2.5, 'across') + lines(box, 2.5, 'down'), `${drawn(pen, PAINT.line, 0.5)} opacity=".45"`),
  well: (pen, { x, y, width }) => circle(x + width / 2, y + width / 2, width / 2, outlined(pen, PAINT.aside, 1.4)) + circle(x + width / 2, y + width / 2, width / 3.4, outlined(pen, PAINT.mat, 0.8)),
  handball: (pen, box) => field(pen, box, path(halfway(box) + ends(box, Math.min(box.width, box.depth) * 0.3), '')),
  basketball: (pen, box) => field(pen, box, path(halfway(box) + ends(box, Math.min(box.width, box.depth) * 0.42), '') + circle(...middle(box), Math.min(box.width, box.depth) * 0.12, '')),
  volleyball: (pen, box) => field(pen, box, path(halfway(box) + inward(box, 1 / 3), '')),
  badminton: (pen, box) => field(pen, box, path(halfway(box) + inward(box, 0.35), '')),
  mats: (pen, box) => rect(box, outlined(pen, PAINT.mat, 0.8)) + path(lines(box, 2, 'down') + lines(box, 1, 'across'), `${drawn(pen, PAINT.line, 0.5)} opacity=".6"`),
  'dance-floor': (pen, box) => rect(box, outlined(pen, PAINT.wood, 0.6)) + path(lines(box, 0.9, 'down'), `${drawn(pen, PAINT.line, 0.5)} opacity=".5"`),
};

const inset = ({ x, y, width, depth }: Box, by: number): Box => ({ x: x + by, y: y + by, width: Math.max(0.05, width - by * 2), depth: Math.max(0.05, depth - by * 2) });

/** Four burners and a sink along the longer side. */
function hobs(pen: Pen, box: Box): string {
  const size = Math.min(box.width, box.depth);
  const long = Math.max(box.width, box.depth);
  const at = (along: number): readonly [number, number] => (lying(box) ? [box.x + along, box.y + size / 2] : [box.x + size / 2, box.y + along]);
  const burners = [0.22, 0.36].map((part) => circle(...at(long * part), size * 0.22, drawn(pen, PAINT.line, 0.8))).join('');
  const [x, y] = at(long * 0.72);
  return burners + rect({ x: x - size * 0.35, y: y - size * 0.3, width: size * 0.7, depth: size * 0.6 }, drawn(pen, PAINT.line, 0.8), size * 0.12);
}
