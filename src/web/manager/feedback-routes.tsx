import { bookingIdOf } from '../../bookings/load-booking.ts';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { fromCursor, isTimePosition, toCursor, type TimePosition } from '../../contract/paging.ts';
import { LONGEST_NOTE } from '../../feedback/feedback.ts';
import { handleFeedback } from '../../feedback/handle-feedback.ts';
import { readFeedbackList } from '../../feedback/read-as-staff.ts';
import { hallScores } from '../../feedback/views.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo, sendPage } from '../render.tsx';
import { link } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import type { Again } from './feedback-card.tsx';
import { FEEDBACK_FILTER, filterOf, filterParams, readFilter } from './feedback-filter.ts';
import { ManagerFeedback } from './feedback-page.tsx';
import { mustOpen } from './manager-page.tsx';

const PAGE_SIZE = 20;

async function show(ctx: WebContext, { db }: WebServices, shown: { notice?: string | undefined; again?: Again }, status = 200): Promise<void> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'feedback');
  const query = ctx.URL.searchParams;
  const form = readFilter(query);
  const after = position(query.get(FEEDBACK_FILTER.cursor) ?? '');
  const { items, next } = await readFeedbackList(db, view.actor, { ...filterOf(form), limit: PAGE_SIZE, ...(after ? { after } : {}) });
  const scores = await hallScores(db, view.actor, view.now);
  sendPage(ctx, <ManagerFeedback view={view} form={form} items={items} scores={scores} next={next && toCursor(next)} {...shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

/** Where a page starts; what is no position of ours starts at the first. */
function position(text: string): TimePosition | undefined {
  try {
    return text === '' ? undefined : fromCursor(text, isTimePosition);
  } catch (thrown) {
    if (isRefusal(thrown, 'invalid-request')) return undefined;
    throw thrown;
  }
}

/** `GET /beheer/feedback`: what bookers thought, for whoever works for the venue. */
export const showFeedbackList =
  (services: WebServices): Handler =>
  async (ctx) => {
    const notice = ctx.URL.searchParams.get('gelukt') === 'afgehandeld' ? ctx.state.view.t.feedback.handled : undefined;
    await show(ctx, services, { notice });
  };

/** `POST /beheer/feedback/{code}`: dealt with, with a note for the booker. */
export const markHandled =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'feedback');
    const fields = formOf(ctx);
    const code = ctx.params['code'] ?? '';
    const note = fieldOf(fields, 'notitie').replaceAll('\r\n', '\n');
    if (note.length > LONGEST_NOTE) return show(ctx, services, { again: { code, note, error: view.t.book.tooLong(LONGEST_NOTE) } }, 422);
    const expectedVersion = Number(fieldOf(fields, 'versie')) || 0;
    try {
      await transact(services.db, async (tx) => handleFeedback(tx, await bookingIdOf(tx, code), { expectedVersion, ...(note ? { note } : {}) }, view.actor, view.now));
      goTo(ctx, link('/beheer/feedback', { ...filterParams(readFilter(ctx.URL.searchParams)), gelukt: 'afgehandeld' }));
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      const error = sayRefusal(thrown, view.language);
      await show(ctx, services, { notice: error, again: { code, note, error } }, 409);
    }
  };
