import type { JSX } from 'preact';
import { fromCursor, toCursor } from '../../../contract/paging.ts';
import { myProfile, myRoles, type OwnRole, type Profile } from '../../../identity/views.ts';
import { isDataReadPosition, listMyDataReads, type DataReadPage } from '../../../privacy/list-data-reads.ts';
import { countMyData, mustBeSomebody, type DataCounts } from '../../../privacy/my-data.ts';
import { link, type View } from '../../view.ts';
import { sendPage } from '../../render.tsx';
import type { Handler, WebServices } from '../../web.ts';
import { MinePage } from '../mine-page.tsx';
import { DataReads } from './data-reads.tsx';
import { Also, Known, Sessions, Take } from './known-parts.tsx';

const PAGE_SIZE = 20;

interface Shown {
  profile: Profile;
  roles: readonly OwnRole[];
  counts: DataCounts;
  reads: DataReadPage;
}

/** `GET /mijn-gegevens`: what we know of the reader, and who of the staff looked at it. */
export const showMyData =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { personId } = mustBeSomebody(view.actor);
    const cursor = ctx.URL.searchParams.get('vanaf');
    const after = cursor ? fromCursor(cursor, isDataReadPosition) : undefined;
    const [profile, roles, counts, reads] = await Promise.all([
      myProfile(db, personId),
      myRoles(db, personId),
      countMyData(db, personId, view.now),
      listMyDataReads(db, view.actor, { limit: PAGE_SIZE, ...(after ? { after } : {}) }),
    ]);
    sendPage(ctx, <MyDataPage view={view} shown={{ profile: profile ?? { givenName: '', familyName: '' }, roles, counts, reads }} />);
    ctx.set('Cache-Control', 'no-store');
  };

const MyDataPage = ({ view, shown: { profile, roles, counts, reads } }: { view: View; shown: Shown }): JSX.Element => {
  const { t } = view;
  return (
    <MinePage view={view} title={t.myData.title} current="data">
      <div class="oz-wrap oz-stack">
        <div class="oz-stack" data-gap="xs">
          <h1 class="ds-heading" data-size="lg">
            {t.myData.title}
          </h1>
          <p class="oz-muted">{t.myData.lead}</p>
        </div>
        <div class="oz-panels">
          <Known view={view} profile={profile} />
          <Also view={view} counts={counts} roles={roles} />
          <Take view={view} />
          <Sessions view={view} sessions={counts.sessions} />
        </div>
        <DataReads view={view} reads={reads.items} more={reads.next && link('/mijn-gegevens', { vanaf: toCursor({ ...reads.next }) })} />
      </div>
    </MinePage>
  );
};
