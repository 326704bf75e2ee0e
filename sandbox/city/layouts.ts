import { LAYOUTS, type Layout, type LayoutKind } from '../../src/catalogue/hall.ts';
import type { HallDraft } from './drafts.ts';

const ON_FEET: ReadonlySet<LayoutKind> = new Set<LayoutKind>(['reception', 'standing', 'sports', 'empty']);

/** The layouts of a hall, in the order of its data file; in some of them one sits, in others one stands. */
export function layoutsOf({ layouts }: Pick<HallDraft, 'layouts'>): Layout[] {
  const order = Object.keys(layouts);
  return LAYOUTS.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).flatMap((kind) => {
    const persons = layouts[kind];
    if (persons === undefined) return [];
    return ON_FEET.has(kind) ? { kind, seated: 0, standing: persons } : { kind, seated: persons, standing: 0 };
  });
}
