import { wallOf, type AdjoiningKind, type FloorPlan, type Opening } from '../../../src/catalogue/floor-plan.ts';
import type { HallDraft, VenueDraft } from '../drafts.ts';
import { boxOf, openingIn, type Room } from './room.ts';

type Adjoining = FloorPlan['adjoining'][number];

/** Width in metres that a room behind the hall would like, in the order in which there is place for it. */
function wanted({ features, type, areaM2, plan }: HallDraft, accessibility: VenueDraft['accessibility']): (readonly [AdjoiningKind, number])[] {
  const large = areaM2 > 150;
  return [
    ...(accessibility.includes('accessible-toilet') && !plan?.stairsOnly ? [['accessible-toilet', large ? 3 : 2] as const] : []),
    ...(type !== 'kitchen' && features.includes('kitchen') ? [['kitchen', large ? 5 : 3.6] as const] : []),
    ...(features.includes('kitchenette') ? [['kitchen', 2.6] as const] : []),
    ...(features.includes('changing-rooms') ? [['changing-room', large ? 6 : 3] as const] : []),
    ...(features.includes('showers') ? [['showers', large ? 4 : 2.4] as const] : []),
    ...(features.includes('dressing-rooms') ? [['dressing-room', 4] as const] : []),
    ['storage', large ? 4 : 2],
  ];
}

/** A strip of rooms behind the hall: a hallway with the entrance, and around it what fits. */
export function adjoiningOf(hall: HallDraft, accessibility: VenueDraft['accessibility'], room: Room): { adjoining: Adjoining[]; openings: Opening[] } {
  if (room.shape === 'hemicycle') return { adjoining: [], openings: (['left', 'right'] as const).map((side) => openingIn(room, side, 'double-door', 2.4, 4.2)) };
  const wall = wallOf(room.outline);
  const gap = wall * 0.55;
  const depth = Math.min(3.4, Math.max(1.7, room.depth * 0.2)) * (room.width > 25 ? 1.4 : 1);
  const [from, to] = [0, room.straight.bottom[1]];
  const hallwayLeast = Math.max(1.8, (to - from) * 0.3);
  let free = to - from - hallwayLeast;
  const rooms = wanted(hall, accessibility).filter(([, width]) => {
    const fits = width + gap <= free;
    if (fits) free -= width + gap;
    return fits;
  });
  const y = room.depth + wall + gap * 0.1;
  const before = rooms.filter((_, index) => index % 2 === 0);
  const after = rooms.filter((_, index) => index % 2 === 1);
  let x = from;
  const placed: Adjoining[] = [];
  const place = (kind: AdjoiningKind, width: number): void => {
    placed.push({ kind, at: boxOf(x, y, width, depth) });
    x += width + gap;
  };
  for (const [kind, width] of before) place(kind, width);
  const hallway = [x, hallwayLeast + free] as const;
  place('hallway', hallway[1]);
  for (const [kind, width] of after) place(kind, width);
  const [inner, outer] = doors(room, hallway, y + depth, hall.areaM2 > 60);
  return { adjoining: placed, openings: hall.plan?.divided ? [outer] : [inner, outer] };
}

/** From outside into the hallway, and from the hallway into the hall. */
function doors(room: Room, [x, width]: readonly [number, number], foot: number, wide: boolean): [inner: Opening, outer: Opening] {
  const middle = x + width / 2;
  const size = Math.min(width * 0.8, (wide ? 1.8 : 1) * (room.width > 20 ? 1.5 : 1));
  const kind = wide ? 'double-door' : 'door';
  return [
    openingIn(room, 'bottom', kind, middle - size / 2, middle + size / 2),
    { kind, from: [middle + size / 2, foot], to: [middle - size / 2, foot] },
  ];
}
