/** Metres from the upper left corner of the plan, x to the right and y downwards. */
export type Point = readonly [x: number, y: number];
/** To be completed with the drawing of floor plans. */
export interface FloorPlan { width: number; depth: number; walls: readonly Point[]; parts: readonly never[]; layouts: Readonly<Record<string, never>> }
