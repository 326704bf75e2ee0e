import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { hallDrawing } from '../../../catalogue/views.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { drawPlan } from '../../shared/plan.tsx';
import { say } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';

/** `GET /zalen/{slug}/plattegrond.svg`: the floor plan as a picture, as lists show it. The same for everybody; it travels compressed, a fifth of its size. */
export const sendFloorPlan =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const drawing = await hallDrawing(db, ctx.params['slug'] ?? '');
    if (!drawing) throw new Refusal('not-found');
    const title = view.t.hall.plan(say(view, drawing.name));
    const svg = drawPlan(drawing.floorPlan, { id: 'plan', title, description: title });
    ctx.set('Cache-Control', 'public, max-age=3600, stale-while-revalidate=86400');
    ctx.etag = `W/"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`;
    ctx.vary('Accept-Encoding');
    ctx.type = 'image/svg+xml';
    if (ctx.fresh) ctx.status = 304;
    else if (ctx.acceptsEncodings('gzip', 'identity') === 'gzip') {
      ctx.set('Content-Encoding', 'gzip');
      ctx.body = gzipSync(svg);
    } else ctx.body = svg;
  };
