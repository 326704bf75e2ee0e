import type { JSX } from 'preact';
import { approveBooking } from '../../bookings/approve-booking.ts';
import { declineBooking } from '../../bookings/decline-booking.ts';
import { readBooking } from '../../bookings/read-booking.ts';
import { readAhead, readRequests } from '../../bookings/read-as-manager.ts';
import type { BookingSummary } from '../../bookings/views.ts';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { addMinutes } from '../../kernel/period.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { venueTopics } from '../../live/views.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo, sendPage } from '../render.tsx';
import type { FieldError } from '../shared/fields.tsx';
import { Empty, Notice } from '../shared/notice.tsx';
import type { View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { Ahead } from './ahead.tsx';
import { ManagerPage, mustOpen } from './manager-page.tsx';
import { RequestCard } from './request-card.tsx';

const DAYS_AHEAD = 14;

/** `GET /beheer/aanvragen`: requests to decide, and what is coming. */
export const showRequests =
  (services: WebServices): Handler =>
  async (ctx) => {
    const done = ctx.URL.searchParams.get('gelukt');
    const { t } = ctx.state.view;
    const notice = { goedgekeurd: t.decide.approved, geweigerd: t.decide.declined }[done ?? ''];
    await show(ctx, services, { notice });
  };

interface Shown {
  notice?: string | undefined;
  /** The request whose form was not filled in well, with what was typed. */
  again?: { code: string; reason: string; errors: readonly FieldError[] };
}

async function show(ctx: WebContext, { db }: WebServices, shown: Shown, status = 200): Promise<void> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'requests');
  const requests = await readRequests(db, view.actor);
  const ahead = await readAhead(db, view.actor, { start: view.now, end: addMinutes(view.now, DAYS_AHEAD * 1_440) });
  const topics = await venueTopics(db, view.actor);
  sendPage(ctx, <RequestsPage view={view} requests={requests} ahead={ahead} topics={topics} shown={shown} />, status);
}

/** `POST /beheer/aanvragen/{code}`: approves or declines what the manager saw. */
export const decide =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'requests');
    const form = formOf(ctx);
    const code = ctx.params['code'] ?? '';
    const reason = fieldOf(form, 'reden').slice(0, 500);
    const booking = await readBooking(services.db, code, view.actor);
    const expectedVersion = Number(fieldOf(form, 'versie')) || booking.version;
    const approves = fieldOf(form, 'besluit') === 'goedkeuren';
    if (!approves && reason === '')
      return show(ctx, services, { again: { code, reason, errors: [{ name: `reden-${code}`, text: view.t.decide.reasonRequired }] } }, 422);
    try {
      await transact(services.db, async (tx) => {
        if (approves) await approveBooking(tx, booking.id, { expectedVersion, ...(reason ? { reason } : {}) }, view.actor, view.now);
        else await declineBooking(tx, booking.id, { expectedVersion, reason }, view.actor, view.now);
      });
      goTo(ctx, `/beheer/aanvragen?gelukt=${approves ? 'goedgekeurd' : 'geweigerd'}`);
    } catch (thrown) {
      if (!isRefusal(thrown) || !CHANGED.has(thrown.code)) throw thrown;
      await show(
        ctx,
        services,
        { again: { code, reason, errors: [{ name: `reden-${code}`, text: sayRefusal(thrown, view.language) }] }, notice: sayRefusal(thrown, view.language) },
        409,
      );
    }
  };

/** Somebody else was first, or the time is over. */
const CHANGED = new Set(['wrong-state', 'version-outdated', 'hold-lapsed']);

function RequestsPage({
  view,
  requests,
  ahead,
  topics,
  shown,
}: {
  view: View;
  requests: readonly BookingSummary[];
  ahead: readonly BookingSummary[];
  topics: readonly string[];
  shown: Shown;
}): JSX.Element {
  const { t } = view;
  return (
    <ManagerPage view={view} title={t.decide.title} current="requests">
      <p class="oz-muted">{t.decide.lead}</p>
      {shown.notice && (
        <Notice tone={shown.again ? 'warning' : 'success'}>
          <p>{shown.notice}</p>
        </Notice>
      )}
      <div class="oz-stack" id="aanvragen" data-live-topics={topics.join(' ')} data-live-from="/beheer/aanvragen" data-gone={t.live.gone} data-says={t.live.waiting(requests.length)}>
        {requests.length === 0 && (
          <Empty icon="tick" title={t.decide.none}>
            <p>{t.decide.noneHint}</p>
          </Empty>
        )}
        <ul class="oz-cards oz-plain" id="te-beslissen">
          {requests.map((booking) => (
            <li key={booking.id}>
              <RequestCard view={view} booking={booking} again={shown.again?.code === booking.code ? shown.again : undefined} />
            </li>
          ))}
        </ul>
        <Ahead view={view} bookings={ahead} days={DAYS_AHEAD} />
      </div>
    </ManagerPage>
  );
}
