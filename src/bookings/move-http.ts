import { readPeriod } from '../contract/invalid.ts';
import { presentIssue } from '../contract/issue.ts';
import type { Call, Operations, Success } from '../contract/operation.ts';
import { signedIn } from '../identity/policies.ts';
import type { ExtraId, HallId } from '../kernel/ids.ts';
import { isRefusal } from '../kernel/refusal.ts';
import type { Language } from '../kernel/text.ts';
import { presentAlternative } from '../search/http.ts';
import { answerWith } from './answer.ts';
import type { Booking } from './booking.ts';
import { bookingIdOf, loadBooking } from './load-booking.ts';
import type { MoveAsk } from './move.ts';
import { moveBooking } from './move-booking.ts';
import { previewMove, refusedMove, type MovePreview } from './preview-move.ts';

export const moveOperations = {
  previewMove: {
    policy: signedIn,
    async handle({ db, params, query, actor, language, now }) {
      const booking = await loadBooking(db, await bookingIdOf(db, params.bookingId));
      return { body: present(await previewMove(db, booking.id, wished(query, booking), actor, now), language) };
    },
  },
  moveBooking: {
    policy: signedIn,
    async handle({ db, params, body, expectedVersion, actor, now, ...call }) {
      const id = await bookingIdOf(db, params.bookingId);
      const ask = askOf(body);
      return call.transact(async (tx) => {
        await moveBooking(tx, id, ask, { expectedVersion, ...(body.reason === undefined ? {} : { reason: body.reason }) }, actor, now);
        return answerWith(tx, id);
      }).catch(async (thrown: unknown) => {
        throw isRefusal(thrown) ? await refusedMove(db, id, ask, thrown, now) : thrown;
      });
    },
  },
} satisfies Operations;

/** The booking as it is, but for what was asked. */
function wished({ hallId, from, to, layout, persons }: Call<'previewMove'>['query'], booking: Booking): MoveAsk {
  const { start, end } = booking.period;
  return {
    hallId: (hallId ?? booking.hallId) as HallId, layout: layout ?? booking.layout, attendance: persons ?? booking.attendance, activity: booking.activity,
    period: readPeriod(from ?? start.toISOString(), to ?? end.toISOString(), ['query/from', 'query/to']),
    ...(booking.remarks === undefined ? {} : { remarks: booking.remarks }),
  };
}

const askOf = ({ hallId, period, layout, attendance, activity, remarks, without, houseRulesId, cancellationTermsId }: Call<'moveBooking'>['body']): MoveAsk => ({
  hallId: hallId as HallId, layout, attendance, activity, period: readPeriod(period.start, period.end, ['body/period/start', 'body/period/end']),
  ...(remarks === undefined ? {} : { remarks }), ...(without === undefined ? {} : { without: without as ExtraId[] }),
  ...(houseRulesId === undefined ? {} : { houseRulesId }), ...(cancellationTermsId === undefined ? {} : { cancellationTermsId }),
});

const present = ({ possible, violations, alternatives, hall, quote, dueCents, outcome, dropped, termsToAccept }: MovePreview, language: Language): Success<'previewMove'> => ({
  possible, issues: violations.map((one) => presentIssue(one, language)), alternatives: alternatives.map(presentAlternative),
  hall: { id: hall.id, slug: hall.slug, name: hall.name }, beforeCents: dueCents.before, afterCents: dueCents.after,
  status: outcome?.status, heldUntil: outcome?.heldUntil?.toISOString(), refundCents: outcome?.refundCents, refundPercent: outcome?.refundPercent,
  lines: quote?.lines, dropped, termsToAccept, houseRulesId: hall.houseRules.id, cancellationTermsId: hall.cancellationTerms.id,
});
