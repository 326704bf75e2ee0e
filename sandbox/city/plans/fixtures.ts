import type { Box, Fixture, FixtureKind } from '../../../src/catalogue/floor-plan.ts';
import type { Feature } from '../../../src/catalogue/vocabulary.ts';
import type { HallDraft } from '../drafts.ts';
import { boxOf, type Room } from './room.ts';

const fixture = (kind: FixtureKind, ...[x, y, width, depth]: [number, number, number, number]): Fixture => ({ kind, at: boxOf(x, y, width, depth) });

/** What stands at the head of the hall, and how much of its depth that takes. */
export function headOf({ type, features, layouts }: HallDraft, room: Room): { fixtures: Fixture[]; taken: number } {
  const { width, depth, shape } = room;
  if (type === 'outdoor' || type === 'sports' || type === 'kitchen') return { fixtures: [], taken: 0 };
  if (type === 'studio' && !features.includes('workbenches')) return { fixtures: [], taken: depth * 0.4 };
  if (shape === 'apse') return { fixtures: features.includes('piano') ? [fixture('piano', width * 0.42, -width * 0.22, 1.6, 1.9)] : [], taken: 0.4 };
  if (shape === 'hemicycle') return { fixtures: [fixture('stage', width * 0.3, 0, width * 0.4, 2.2), fixture('screen', width * 0.42, 0.05, width * 0.16, 0.18)], taken: 2.6 };
  if (features.includes('stage')) {
    const share = type === 'theatre' ? 0.26 : 0.16;
    const deep = Math.max(2, Math.min(9, depth * share));
    const wide = type === 'theatre' ? width * 0.84 : Math.min(width * 0.7, 9);
    const grand = features.includes('piano') && (layouts.theatre ?? 0) > 300;
    return { fixtures: [fixture('stage', (width - wide) / 2, 0, wide, deep), ...(grand ? [fixture('piano', width * 0.64, deep * 0.4, 1.9, 2.3)] : [])], taken: deep + 0.6 };
  }
  if (features.includes('projector') || features.includes('video-conference')) {
    const wide = Math.min(3.4, width * 0.3);
    return { fixtures: [fixture('screen', (width - wide) / 2, 0.06, wide, Math.max(0.12, width * 0.012))], taken: Math.min(1.6, depth * 0.2) };
  }
  if (features.includes('whiteboard')) return { fixtures: [fixture('whiteboard', width * 0.35, 0.05, width * 0.3, 0.12)], taken: 0.8 };
  return { fixtures: [], taken: 0.6 };
}

/** What stands elsewhere; `margin` is what it takes of either side. */
export function furnishingsOf(hall: HallDraft, room: Room, head: number): { fixtures: Fixture[]; margin: { left: number; right: number } } {
  const has = (feature: Feature): boolean => hall.features.includes(feature);
  const { width, depth } = room;
  const small = width < 9;
  const bar = has('bar') && hall.type !== 'outdoor';
  const length = Math.min(7, room.straight.right[1] * 0.42);
  const barX = width - (small ? 0.7 : 1.7);
  const bent = has('stage') && (hall.layouts.theatre ?? 0) > 300;
  const piano = has('piano') && room.shape !== 'apse' && !bent;
  const mirrorLeft = hall.plan?.windows !== 'left' && hall.plan?.windows !== 'both';
  return {
    margin: { left: piano && !has('stage') ? (small ? 1.2 : 1.9) : 0, right: bar ? (small ? 1.2 : 2.6) : 0 },
    fixtures: [
      ...(hall.type === 'rehearsal' && has('dance-floor') ? [fixture('dance-floor', width * (piano ? 0.2 : 0.08), depth * 0.14, width * (piano ? 0.72 : 0.84), depth * 0.72)] : []),
      ...(bar ? [fixture('bar', barX, room.straight.right[1] - length - 0.6, small ? 0.6 : 0.75, length)] : []),
      ...(has('mirrors') ? [fixture('mirrors', mirrorLeft ? 0.04 : width - 0.22, depth * 0.1, 0.18, depth * 0.8)] : []),
      ...(piano ? [fixture('piano', small ? 0.3 : 0.8, Math.max(0.4, head - 0.4), small ? 1.2 : 1.6, small ? 1.4 : 1.9)] : []),
      ...(has('drum-kit') ? [fixture('drum-kit', width - 2.2, 0.5, 1.7, 1.7)] : []),
      ...(has('soundproof') && hall.type === 'rehearsal' ? [fixture('workbench', 0.4, depth - 0.9, 0.8, 0.5), fixture('workbench', 1.5, depth - 0.9, 0.8, 0.5)] : []),
      ...(hall.type === 'studio' ? benches(hall, room) : []),
      ...(hall.type === 'kitchen' ? kitchen(room) : []),
      ...(hall.type === 'exhibition' ? panels(room) : []),
      ...columns(hall.plan?.columns ?? 0, room),
    ],
  };
}

function benches({ features }: HallDraft, { width, depth }: Room): Fixture[] {
  if (!features.includes('workbenches')) return [fixture('workbench', width * 0.2, 0.5, width * 0.6, 0.9), fixture('panel', 0, depth * 0.36, width * 0.68, 0.14)];
  return [0.2, 0.5, 0.8].flatMap((across) => [0.3, 0.66].map((down) => fixture('workbench', width * across - 1.1, depth * down - 0.5, 2.2, 1)));
}

function kitchen({ width, depth }: Room): Fixture[] {
  const islands = width > 7 ? [0.34, 0.68] : [0.5];
  return [
    fixture('counter', 0.05, 0.05, width - 0.1, 0.65), fixture('counter', 0.05, 0.7, 0.65, depth * 0.55),
    ...islands.map((part) => fixture('island', width * part - 0.9, depth * 0.42, 1.8, Math.min(1.1, depth * 0.2))),
  ];
}

const panels = ({ width, depth }: Room): Fixture[] => [0.72, 0.86].flatMap((down) => [
  fixture('panel', width * 0.3, depth * down, width * 0.14, 0.22), fixture('panel', width * 0.56, depth * down, width * 0.14, 0.22),
]);

/** In two rows along the depth, or in one along the width of a wide hall. */
function columns(count: number, { width, depth }: Room): Fixture[] {
  if (count === 0) return [];
  const size = Math.min(0.8, Math.max(0.35, Math.min(width, depth) * 0.03));
  const lanes = width > depth * 1.3 ? [0.5] : [0.2, 0.8];
  const perLane = Math.ceil(count / lanes.length);
  return lanes.flatMap((lane) => Array.from({ length: perLane }, (_, index) => {
    const along = (index + 0.5) / perLane;
    return lanes.length === 1 ? fixture('column', width * along - size / 2, depth * lane - size / 2, size, size) : fixture('column', width * lane - size / 2, depth * along - size / 2, size, size);
  }));
}

/** The courts that fit on a sports floor, each within its own stretch. */
export function courtsOf({ features, plan }: HallDraft, own: readonly Box[], grandstand: number): Fixture[] {
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last) return [];
  const whole: Box = boxOf(first.x + grandstand, first.y, last.x + last.width - first.x - grandstand, first.depth);
  const has = (feature: Feature): boolean => features.includes(feature);
  const ball = has('basketball') || has('volleyball') || has('badminton');
  if (!ball) return [{ kind: 'mats', at: plan?.shape === 'cut-corner' ? within({ ...whole, width: whole.width * 0.74 }, 0.84, 0.8) : within(whole, 0.84, 0.8) }];
  const large = whole.width > 34 && own.length !== 1 && has('basketball');
  return [
    ...(has('basketball') && large ? [{ kind: 'handball' as const, at: within(whole, 0.94, 0.8) }] : []),
    ...(has('basketball') && !large ? [{ kind: 'basketball' as const, at: court(whole, 28, 15) }] : []),
    ...(has('volleyball') && (large || own.length === 1) && !(has('basketball') && own.length === 1) ? own.map((part, index) => ({ kind: 'volleyball' as const, at: court(index === 0 ? shiftLeft(part, grandstand) : part, 18, 9) })) : []),
    ...(has('badminton') && own.length === 1 && has('basketball') ? [0.22, 0.78].map((part) => ({ kind: 'badminton' as const, at: centred(whole.x + whole.width * part, whole.y + whole.depth / 2, 6.1, 13.4, whole) })) : []),
  ];
}

const shiftLeft = (box: Box, by: number): Box => boxOf(box.x + by, box.y, box.width - by, box.depth);

const within = ({ x, y, width, depth }: Box, partWide: number, partDeep: number): Box =>
  boxOf(x + (width * (1 - partWide)) / 2, y + (depth * (1 - partDeep)) / 2, width * partWide, depth * partDeep);

/** A court of its real size, turned so that it fits, smaller when it must be. */
function court(space: Box, length: number, breadth: number): Box {
  const lying = space.width >= space.depth;
  return centred(space.x + space.width / 2, space.y + space.depth / 2, lying ? length : breadth, lying ? breadth : length, space);
}

function centred(cx: number, cy: number, width: number, depth: number, space: Box): Box {
  const shrink = Math.min(1, (space.width * 0.92) / width, (space.depth * 0.9) / depth);
  return boxOf(cx - (width * shrink) / 2, cy - (depth * shrink) / 2, width * shrink, depth * shrink);
}
