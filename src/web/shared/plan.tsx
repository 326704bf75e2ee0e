import type { JSX } from 'preact';
import { floorPlanSvg, type FloorPlanOptions } from '../../catalogue/draw-floor-plan.ts';
import type { FloorPlan } from '../../catalogue/floor-plan.ts';
import type { Layout } from '../../catalogue/hall.ts';

/** The drawing of a hall; a hall of which no plan was drawn has an empty one, and is shown as an open door. */
export const drawPlan = (plan: FloorPlan, options: FloorPlanOptions): string => ('outline' in plan ? floorPlanSvg(plan, options) : NO_PLAN);

const NO_PLAN =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 320" aria-hidden="true"><path d="M205 110h-45v110h160V110h-30M205 110v60a60 60 0 0 0 60-60" fill="none" stroke="#7fa39d" stroke-width="5"/></svg>';

interface Props {
  plan: FloorPlan;
  title: string;
  description: string;
  layout: Layout | undefined;
}

/** The floor plan within the page. Made by us from figures: no text of others is in it unescaped. */
export const Plan = ({ plan, title, description, layout }: Props): JSX.Element => (
  <div class="oz-plan" dangerouslySetInnerHTML={{ __html: drawPlan(plan, { id: 'plattegrond', title, description, ...(layout ? { layout } : {}) }) }} />
);
