import type { JSX } from 'preact';
import { closuresOfSet, findClosure, spacesOfHalls, type ClosureSummary } from '../../../availability/closure-views.ts';
import { liftClosures } from '../../../availability/lift-closure.ts';
import { managesVenue } from '../../../bookings/policy.ts';
import { managedHalls, type ManagedHall } from '../../../catalogue/managed-halls.ts';
import { isId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { LANGUAGES } from '../../../kernel/text.ts';
import { bookingsInTheWay, type AffectedBooking } from '../../../management/affected-bookings.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Back } from '../../shared/back.tsx';
import { Notice } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { AffectedList } from '../affected-list.tsx';
import { sayClosed } from '../../shared/closed-when.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { CancelForCity, type AgainCancel } from './cancel-for-city.tsx';
import { sayHalls } from './say-halls.ts';

/** A closure as its manager sees it: what it is, what it belongs to and what still stands in its way. */
export interface ClosureShown {
  closure: ClosureSummary;
  /** Those of its set that are not over, itself included; empty when it was made alone. */
  coming: ClosureSummary[];
  halls: ManagedHall[];
  inTheWay: AffectedBooking[];
}

/** `GET /beheer/sluitingen/{id}` */
export const showClosure =
  (services: WebServices): Handler =>
  async (ctx) => {
    const done = ctx.URL.searchParams.get('gelukt');
    await sendClosure(ctx, services, { done });
  };

/** `POST /beheer/sluitingen/{id}/opheffen`: lifts this closure, or with it all of its set that are still coming. */
export const lift =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const closure = await mustFindClosure(ctx, db);
    const whole = fieldOf(formOf(ctx), 'wat') === 'reeks' && closure.setId !== undefined;
    await transact(db, async (tx) => {
      const closures = whole ? (await closuresOfSet(tx, closure.setId!)).filter(({ period }) => period.end > view.now) : [closure];
      await liftClosures(tx, closures, view.actor, view.now);
    });
    goTo(ctx, '/beheer/sluitingen?gelukt=opgeheven');
  };

/** The closure that the address names, of venues that the reader manages. Refuses `not-found` otherwise. */
export async function mustFindClosure(ctx: WebContext, db: WebServices['db']): Promise<ClosureSummary> {
  const { actor } = ctx.state.view;
  mustOpen(actor, 'closures');
  const id = ctx.params['id'] ?? '';
  const closure = isId(id) ? await findClosure(db, id) : undefined;
  if (!closure || !closure.venues.every((venue) => managesVenue(actor, venue))) throw new Refusal('not-found');
  return closure;
}

interface Around {
  done?: string | null;
  again?: AgainCancel;
}

export async function sendClosure(ctx: WebContext, { db }: WebServices, around: Around, status = 200): Promise<void> {
  const { view } = ctx.state;
  const closure = await mustFindClosure(ctx, db);
  const { spaceIds } = await spacesOfHalls(db, closure.hallIds);
  const inTheWay = closure.inTheWay.length === 0 ? [] : await bookingsInTheWay(db, view.actor, { spaceIds, periods: [closure.period] });
  const set = closure.setId ? await closuresOfSet(db, closure.setId) : [];
  const shown = {
    closure,
    coming: set.filter(({ period }) => period.end > view.now),
    halls: await managedHalls(db, view.actor, view.now),
    inTheWay: inTheWay.filter(({ id }) => closure.inTheWay.includes(id)),
  };
  sendPage(ctx, <ClosurePage view={view} shown={shown} around={around} />, status);
  ctx.set('Cache-Control', 'no-store');
}

function ClosurePage({ view, shown, around }: { view: View; shown: ClosureShown; around: Around }): JSX.Element {
  const { t } = view;
  const { closure, coming, halls, inTheWay } = shown;
  const topics = [...closure.hallIds.map((id) => `hall:${id}`), ...inTheWay.map(({ id }) => `booking:${id}`)].join(' ');
  return (
    <ManagerPage view={view} title={closure.reason[view.language] ?? closure.reason.nl} current="closures">
      <Back href="/beheer/sluitingen">{t.closures.title}</Back>
      <Done view={view} around={around} inTheWay={inTheWay.length} />
      <Facts view={view} closure={closure} halls={halls} />
      <section class="oz-stack" data-gap="sm" id="in-de-weg" data-live-topics={topics} aria-labelledby="weg">
        <h2 class="ds-heading" data-size="sm" id="weg">
          {t.closures.page.inTheWay} ({inTheWay.length})
        </h2>
        {inTheWay.length === 0 ? <p>{closure.period.end <= view.now ? t.closures.page.over : t.closures.page.clear}</p> : <p>{t.closures.preview.options}</p>}
        <AffectedList view={view} bookings={inTheWay}>
          {(booking) => <CancelForCity view={view} closure={closure} booking={booking} again={around.again?.code === booking.code ? around.again : undefined} />}
        </AffectedList>
      </section>
      {coming.length > 1 && <Set view={view} closure={closure} coming={coming} />}
      {closure.period.end > view.now && <Lift view={view} closure={closure} coming={coming} />}
    </ManagerPage>
  );
}

function Done({ view: { t }, around: { done, again }, inTheWay }: { view: View; around: Around; inTheWay: number }): JSX.Element | null {
  const text = again?.notice ?? { gesloten: inTheWay > 0 ? t.closures.madeInTheWay(inTheWay) : t.closures.made, geannuleerd: t.closures.booking.cancelled }[done ?? ''];
  if (!text) return null;
  return (
    <Notice tone={again || (done === 'gesloten' && inTheWay > 0) ? 'warning' : 'success'}>
      <p>{text}</p>
    </Notice>
  );
}

const Facts = ({ view, closure, halls }: { view: View; closure: ClosureSummary; halls: readonly ManagedHall[] }): JSX.Element => {
  const { t } = view;
  const missing = LANGUAGES.filter((language) => !closure.reason[language]);
  return (
    <dl class="oz-terms">
      <dt>{t.closures.when}</dt>
      <dd class="oz-strong">{sayClosed(view, closure.period)}</dd>
      <dt>{t.closures.halls}</dt>
      <dd>{sayHalls(view, closure, halls)}</dd>
      <dt>{t.closures.reason}</dt>
      <dd>
        {closure.reason.nl}
        {closure.reason.en && (
          <>
            <br />
            {t.closures.page.english}: <span lang="en">{closure.reason.en}</span>
          </>
        )}
        {closure.reason.fr && (
          <>
            <br />
            {t.closures.page.french}: <span lang="fr">{closure.reason.fr}</span>
          </>
        )}
        {missing.length > 0 && (
          <>
            <br />
            <span class="oz-small oz-muted">{t.closures.page.noTranslation}</span>
          </>
        )}
      </dd>
    </dl>
  );
};

const Set = ({ view, closure, coming }: { view: View; closure: ClosureSummary; coming: readonly ClosureSummary[] }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="reeks">
    <h2 class="ds-heading" data-size="sm" id="reeks">
      {view.t.closures.page.set} ({coming.length})
    </h2>
    <ul class="ds-list">
      {coming.map(({ id, period, inTheWay }) => (
        <li key={id}>
          {id === closure.id ? <strong>{sayClosed(view, period)}</strong> : <a href={`/beheer/sluitingen/${id}`}>{sayClosed(view, period)}</a>}
          {inTheWay.length > 0 && ` (${view.t.closures.inTheWay(inTheWay.length)})`}
        </li>
      ))}
    </ul>
  </section>
);

const Lift = ({ view: { t }, closure, coming }: { view: View; closure: ClosureSummary; coming: readonly ClosureSummary[] }): JSX.Element => (
  <section class="oz-stack" data-gap="sm" aria-labelledby="opheffen">
    <h2 class="ds-heading" data-size="sm" id="opheffen">
      {t.closures.page.lift}
    </h2>
    <p>{t.closures.page.liftHint}</p>
    <form method="post" action={`/beheer/sluitingen/${closure.id}/opheffen`} class="oz-row">
      <button class="ds-button" data-variant="secondary" data-color="danger" type="submit" name="wat" value="deze">
        {coming.length > 1 ? t.closures.page.liftThis : t.closures.page.lift}
      </button>
      {coming.length > 1 && (
        <button class="ds-button" data-variant="secondary" data-color="danger" type="submit" name="wat" value="reeks">
          {t.closures.page.liftRest(coming.length)}
        </button>
      )}
    </form>
  </section>
);
