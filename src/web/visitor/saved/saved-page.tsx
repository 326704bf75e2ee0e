import type { JSX } from 'preact';
import { hallIdsBySlug } from '../../../catalogue/views.ts';
import { formatNumber } from '../../../contract/texts/format.ts';
import type { Database } from '../../../platform/db.ts';
import { MOST_SAVED } from '../../../saved/saved-hall.ts';
import { savedHalls } from '../../../saved/views.ts';
import { nextFree } from '../../../search/next-free.ts';
import type { SearchHit } from '../../../search/search-halls.ts';
import { sendPage } from '../../render.tsx';
import { HallCard } from '../../shared/hall-card.tsx';
import { Empty, Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { bookerOf, link, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { CompareBar, CompareBox } from '../compare/compare-choice.tsx';
import { MinePage } from '../mine-page.tsx';
import { MOST_IN_COOKIE, slugsInCookie } from './saved-cookie.ts';
import { SaveToggle } from './save-toggle.tsx';

/** `GET /bewaard`: the halls that the reader keeps at hand, each with its next free moment and what that costs. */
export const showSaved =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const hits = view.actor.kind === 'person' ? await savedHalls(db, view.actor.personId, view.actor.bookerKind, view.now) : await hallsInCookie(ctx, db);
    sendPage(ctx, <SavedPage view={view} hits={hits} full={ctx.URL.searchParams.has('vol')} />);
    ctx.set('Cache-Control', 'no-store');
  };

async function hallsInCookie(ctx: WebContext, db: Database): Promise<SearchHit[]> {
  const slugs = slugsInCookie(ctx);
  const ids = await hallIdsBySlug(db, slugs);
  const { view } = ctx.state;
  return nextFree(
    db,
    slugs.flatMap((slug) => ids.get(slug) ?? []),
    { bookerKind: bookerOf(view.actor).bookerKind },
    view.now,
  );
}

function SavedPage({ view, hits, full }: { view: View; hits: readonly SearchHit[]; full: boolean }): JSX.Element {
  const { t, actor } = view;
  const body = (
    <div class="oz-wrap oz-stack">
      <h1 class="ds-heading" data-size="lg">
        {t.choosing.savedTitle}
      </h1>
      {full && <Full view={view} />}
      {actor.kind !== 'person' && hits.length > 0 && (
        <p class="oz-muted">
          {t.choosing.savedHere} <a href={link('/aanmelden', { terug: '/bewaard' })}>{t.choosing.savedLogIn}</a>
        </p>
      )}
      {hits.length === 0 ? <None view={view} /> : <Halls view={view} hits={hits} />}
    </div>
  );
  return actor.kind === 'person' ? (
    <MinePage view={view} title={t.choosing.savedTitle} current="saved">
      {body}
    </MinePage>
  ) : (
    <Page view={view} title={t.choosing.savedTitle} section="saved">
      {body}
    </Page>
  );
}

const Full = ({ view: { t, actor, language } }: { view: View }): JSX.Element => (
  <Notice tone="warning" title={t.choosing.full}>
    <p>
      {actor.kind === 'person' ? t.choosing.fullAccount(formatNumber(MOST_SAVED, language)) : t.choosing.fullCookie(formatNumber(MOST_IN_COOKIE, language))}
    </p>
  </Notice>
);

const None = ({ view: { t } }: { view: View }): JSX.Element => (
  <Empty icon="heart" title={t.choosing.noneSaved}>
    <p>{t.choosing.noneSavedHint}</p>
    <p>
      <a class="ds-button" href="/zalen">
        {t.frame.search}
      </a>
    </p>
  </Empty>
);

const Halls = ({ view, hits }: { view: View; hits: readonly SearchHit[] }): JSX.Element => (
  <>
    <ul class="oz-cards oz-plain" id="bewaarde-zalen" data-live-topics={hits.map(({ hall }) => `hall:${hall.id}`).join(' ')}>
      {hits.map((hit) => (
        <li key={hit.hall.id} id={`zaal-${hit.hall.slug}`}>
          <HallCard view={view} hit={hit} persons="" layout="" exact={false} none={view.t.choosing.noMoment}>
            <SaveToggle view={view} hall={hit.hall} saved back="/bewaard" />
            {hits.length > 1 && <CompareBox view={view} hall={hit.hall} />}
          </HallCard>
        </li>
      ))}
    </ul>
    {hits.length > 1 && <CompareBar view={view} />}
  </>
);
