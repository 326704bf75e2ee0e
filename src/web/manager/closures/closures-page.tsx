import type { JSX } from 'preact';
import { listClosures, pastClosures, type ClosureSummary } from '../../../availability/closure-views.ts';
import { managedHalls, type ManagedHall } from '../../../catalogue/managed-halls.ts';
import { addMinutes } from '../../../kernel/period.ts';
import { sendPage } from '../../render.tsx';
import { Empty, Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { sayClosed } from '../../shared/closed-when.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { sayHalls } from './say-halls.ts';

const MOST = 100;
/** Closures are made at most so far ahead that this covers them. */
const MINUTES_AHEAD = 5 * 366 * 1_440;

/** `GET /beheer/sluitingen`: what is closed or will be, or with `?lijst=voorbij` what was. */
export const showClosures =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'closures');
    const past = ctx.URL.searchParams.get('lijst') === 'voorbij';
    const ahead = { start: view.now, end: addMinutes(view.now, MINUTES_AHEAD) };
    const closures = past ? await pastClosures(db, view.actor, view.now, MOST) : (await listClosures(db, view.actor, { period: ahead, limit: MOST })).items;
    const halls = await managedHalls(db, view.actor, view.now);
    const lifted = ctx.URL.searchParams.get('gelukt') === 'opgeheven';
    sendPage(ctx, <ClosuresPage view={view} closures={closures} halls={halls} list={past ? 'past' : 'coming'} lifted={lifted} />);
  };

interface Props {
  view: View;
  closures: readonly ClosureSummary[];
  halls: readonly ManagedHall[];
  list: 'coming' | 'past';
  lifted: boolean;
}

const ClosuresPage = ({ view, closures, halls, list, lifted }: Props): JSX.Element => {
  const { t } = view;
  const topics = [...new Set(halls.map(({ venue }) => `venue:${venue.id}`))].join(' ');
  return (
    <ManagerPage view={view} title={t.closures.title} current="closures">
      <div class="oz-row" data-spread>
        <p class="oz-muted">{t.closures.lead}</p>
        <a class="ds-button" href="/beheer/sluitingen/nieuw">
          {t.closures.make}
        </a>
      </div>
      {lifted && (
        <Notice tone="success">
          <p>{t.closures.lifted}</p>
        </Notice>
      )}
      <nav class="oz-tabs" aria-label={t.closures.title}>
        <a href="/beheer/sluitingen" aria-current={list === 'coming' ? 'page' : undefined}>
          {t.closures.coming}
        </a>
        <a href="/beheer/sluitingen?lijst=voorbij" aria-current={list === 'past' ? 'page' : undefined}>
          {t.closures.past}
        </a>
      </nav>
      <div class="oz-stack" data-gap="sm" id="sluitingen" data-live-topics={topics}>
        {closures.length === 0 && (
          <Empty icon="calendar" title={list === 'past' ? t.closures.nonePast : t.closures.none}>
            {list === 'coming' && <p>{t.closures.noneHint}</p>}
          </Empty>
        )}
        {bySet(closures).map((together) => (
          <ClosureCard key={together[0].id} view={view} together={together} halls={halls} />
        ))}
        {closures.length === MOST && <p class="oz-small oz-muted">{t.closures.onlyFirst(MOST)}</p>}
      </div>
    </ManagerPage>
  );
};

type Together = readonly [ClosureSummary, ...ClosureSummary[]];

/** Closures that were made together as one, at the place of the first of them. */
function bySet(closures: readonly ClosureSummary[]): Together[] {
  const sets = new Map<string, [ClosureSummary, ...ClosureSummary[]]>();
  for (const closure of closures) {
    const key = closure.setId ?? closure.id;
    const known = sets.get(key);
    if (known) known.push(closure);
    else sets.set(key, [closure]);
  }
  return [...sets.values()];
}

function ClosureCard({ view, together, halls }: { view: View; together: Together; halls: readonly ManagedHall[] }): JSX.Element {
  const { t } = view;
  const [first] = together;
  const inTheWay = together.reduce((sum, closure) => sum + closure.inTheWay.length, 0);
  const several = together.length > 1;
  return (
    <article class="oz-booking">
      <div>
        <h2>
          <a href={`/beheer/sluitingen/${first.id}`}>{say(view, first.reason)}</a>
        </h2>
        <p>
          {several && `${t.closures.times(together.length)}. ${t.closures.next}: `}
          {sayClosed(view, first.period)}
        </p>
        <p class="oz-small oz-muted">{sayHalls(view, first, halls)}</p>
      </div>
      <span class="oz-status" data-color={inTheWay > 0 ? 'warning' : 'success'}>
        {inTheWay > 0 ? t.closures.inTheWay(inTheWay) : t.closures.allClosed}
      </span>
    </article>
  );
}
