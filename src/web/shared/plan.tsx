import type { JSX } from 'preact';
import { floorPlanSvg } from '../../catalogue/draw-floor-plan.ts';
import type { FloorPlan } from '../../catalogue/floor-plan.ts';
import type { Layout } from '../../catalogue/hall.ts';

interface Props {
  plan: FloorPlan;
  title: string;
  description: string;
  layout: Layout | undefined;
}

/** The floor plan within the page, where it takes the page's colours. Made by us from figures: no text of others is in it unescaped. */
export const Plan = ({ plan, title, description, layout }: Props): JSX.Element =>
  // oxlint-disable-next-line react/no-danger
  <div class="oz-plan" dangerouslySetInnerHTML={{ __html: floorPlanSvg(plan, { id: 'plattegrond', title, description, ...(layout ? { layout } : {}) }) }} />;
