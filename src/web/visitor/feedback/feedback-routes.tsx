import { isBooker } from '../../../bookings/policy.ts';
import { readBooking } from '../../../bookings/read-booking.ts';
import type { BookingDetail } from '../../../bookings/views.ts';
import { sayRefusal } from '../../../contract/texts/refusal-texts.ts';
import { mayGive, type Feedback } from '../../../feedback/feedback.ts';
import { giveFeedback } from '../../../feedback/give-feedback.ts';
import { feedbackOf, readFeedbackPhoto } from '../../../feedback/read-feedback.ts';
import type { PhotoKind } from '../../../feedback/photo.ts';
import { isId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { goTo, sendPage } from '../../render.tsx';
import type { FieldError } from '../../shared/fields.tsx';
import { readUpload } from '../../upload.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { feedbackAsk, formFrom, readFeedbackForm, UPLOAD_LIMITS, type FeedbackForm } from './feedback-form.ts';
import { FeedbackPage } from './feedback-page.tsx';

/** The booking of whoever may say how it was; to anybody else there is no such page. */
async function ownBooking(ctx: WebContext, { db }: WebServices): Promise<{ booking: BookingDetail; feedback: Feedback | undefined }> {
  const booking = await readBooking(db, ctx.params['code'] ?? '', ctx.state.view.actor);
  const { personId, organisation } = booking;
  if (!isBooker({ personId, ...(organisation ? { organisationId: organisation.id } : {}) }, ctx.state.view.actor)) throw new Refusal('not-found');
  return { booking, feedback: await feedbackOf(db, booking) };
}

interface Shown {
  form?: FeedbackForm;
  errors?: readonly FieldError[];
  notice?: string;
}

function show(ctx: WebContext, { booking, feedback }: { booking: BookingDetail; feedback: Feedback | undefined }, { form, errors = [], notice }: Shown = {}, status = 200): void {
  const { view } = ctx.state;
  const state = mayGive(booking, feedback, view.now) ? 'givable' : 'closed';
  sendPage(ctx, <FeedbackPage view={view} booking={booking} feedback={feedback} form={form ?? formFrom(feedback)} errors={errors} notice={notice} state={state} />, status);
  ctx.set('Cache-Control', 'no-store');
}

/** `GET /reservaties/{code}/feedback`: how it was. */
export const showFeedback =
  (services: WebServices): Handler =>
  async (ctx) =>
    show(ctx, await ownBooking(ctx, services));

/** `POST /reservaties/{code}/feedback`: says it, or says it anew, with the photos that came along. */
export const sendFeedback =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const own = await ownBooking(ctx, services);
    const upload = await readUpload(ctx, UPLOAD_LIMITS, view.actor.kind === 'person' ? view.actor.personId : ctx.ip);
    const form = readFeedbackForm(upload.fields);
    const ask = feedbackAsk(form, upload, own.feedback, view.t);
    if (Array.isArray(ask)) return show(ctx, own, { form, errors: ask }, 422);
    try {
      await transact(services.db, (tx) => giveFeedback(tx, own.booking.id, ask, view.actor, view.now));
      goTo(ctx, `/reservaties/${own.booking.code}?gelukt=feedback#feedback`);
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      const now = await ownBooking(ctx, services);
      show(ctx, now, { form: { ...form, version: String(now.feedback?.version ?? 0) }, notice: sayRefusal(thrown, view.language) }, 409);
    }
  };

/** Refusals after which one still sees what one typed. */
const TOLD_HERE = new Set(['version-outdated', 'feedback-too-late', 'feedback-too-early', 'wrong-state', 'invalid-request']);

const TYPES: Readonly<Record<PhotoKind, string>> = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };

/** `GET /reservaties/{code}/feedback/foto/{id}`: one photo, for its booker and the staff of the venue, which no cache may keep. */
export const sendFeedbackPhoto =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const id = ctx.params['id'] ?? '';
    if (!isId(id)) throw new Refusal('not-found');
    const { kind, content } = await readFeedbackPhoto(db, ctx.params['code'] ?? '', id, ctx.state.view.actor);
    ctx.set({
      'Content-Type': TYPES[kind], 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': `default-src 'none'; sandbox`,
      'Content-Disposition': `inline; filename="foto.${kind}"`,
    });
    ctx.body = content;
  };
