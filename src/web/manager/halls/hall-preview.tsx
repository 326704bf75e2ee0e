import type { JSX } from 'preact';
import { SaveSeen } from '../save-seen.tsx';
import type { HallRecord } from '../../../catalogue/hall-record.ts';
import type { ManagedHallDetail } from '../../../catalogue/managed-hall.ts';
import type { HallPage } from '../../../catalogue/views.ts';
import { formatList } from '../../../contract/texts/format.ts';
import { LANGUAGES } from '../../../kernel/text.ts';
import { localDate } from '../../../kernel/time.ts';
import type { AffectedBooking } from '../../../management/affected-bookings.ts';
import type { HallPreview } from '../../../management/preview-hall.ts';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import { Facts, GettingIn, Layouts, Provisions } from '../../visitor/hall/hall-facts.tsx';
import { AffectedList } from '../affected-list.tsx';
import { ChangeTable } from './change-table.tsx';
import { markOf } from './hall-form.ts';
import { sayHallChanges } from './say-change.ts';

interface Props {
  view: View;
  hall: ManagedHallDetail;
  after: HallRecord;
  preview: HallPreview;
  /** The page of the hall as it is now; undefined while its terms are not in force. */
  page: HallPage | undefined;
}

/** What changes of a hall, whom it touches and how visitors will see it, with the button that saves it. */
export function Preview({ view, hall, after, preview, page }: Props): JSX.Element {
  const { t } = view;
  const p = t.hallData.preview;
  const changes = sayHallChanges(view, preview.changes, hall.venueExtras);
  return (
    <section class="oz-panel oz-stack" data-tinted aria-labelledby="gevolg">
      <h2 class="ds-heading" data-size="sm" id="gevolg" tabIndex={-1}>
        {p.title}
      </h2>
      {changes.length === 0 ? <p>{p.nothing}</p> : <ChangeTable view={view} changes={changes} words={p} />}
      {changes.length > 0 && <Consequences view={view} hall={hall} after={after} preview={preview} />}
      <Gaps view={view} after={after} />
      {page && (
        <details class="oz-more">
          <summary>{p.visitor}</summary>
          <Visitor view={view} page={asVisitorsWillSee(page, hall, after, view)} />
        </details>
      )}
      {changes.length > 0 && <SaveSeen view={view} mark={markOf(after)} label={t.hallData.save} />}
    </section>
  );
}

function Consequences({ view, hall, after, preview }: Omit<Props, 'page'>): JSX.Element {
  const p = view.t.hallData.preview;
  const closes = hall.record.bookable && !after.bookable;
  const { tooMany, tooClose, otherAccess, coming } = preview;
  const touched: [AffectedBooking[], string][] = [[tooMany, p.tooMany(tooMany.length)], [tooClose, p.tooClose(tooClose.length)], [otherAccess, p.otherAccess(otherAccess.length)]];
  const any = touched.some(([bookings]) => bookings.length > 0);
  return (
    <>
      {closes && (
        <Notice tone="warning">
          <p>{p.closed(coming)}</p>
        </Notice>
      )}
      {!any && !closes && (
        <Notice tone="success">
          <p>{p.none}</p>
        </Notice>
      )}
      {touched.filter(([bookings]) => bookings.length > 0).map(([bookings, text]) => (
        <div key={text} class="oz-stack" data-gap="sm">
          <Notice tone="warning">
            <p>{text}</p>
          </Notice>
          <AffectedList view={view} bookings={bookings} />
        </div>
      ))}
      <p class="oz-small oz-muted">{p.later}</p>
    </>
  );
}

/** Which texts lack a language: visitors then read the Dutch, and a manager should know. */
const Gaps = ({ view, after }: { view: View; after: HallRecord }): JSX.Element => {
  const { hallData } = view.t;
  const lines = LANGUAGES.flatMap((language) => {
    const missing = (['name', 'description'] as const).filter((field) => !after[field][language]).map((field) => hallData.gaps[field]);
    return missing.length > 0 ? [hallData.preview.onlyDutch(formatList(missing, view.language), hallData.languages[language])] : [];
  });
  return (
    <>
      {lines.map((line) => (
        <p key={line} class="oz-hint oz-small">
          {line}
        </p>
      ))}
    </>
  );
};

const Visitor = ({ view, page }: { view: View; page: HallPage }): JSX.Element => (
  <div class="oz-panel oz-stack">
    <p class="oz-hall-title">{say(view, page.hall.name)}</p>
    <p class="oz-prose">{say(view, page.description)}</p>
    <Facts view={view} page={page} />
    <Layouts view={view} page={page} />
    <Provisions view={view} page={page} />
    <GettingIn view={view} page={page} />
  </div>
);

/** The page of a hall with other facts laid over it. */
function asVisitorsWillSee(page: HallPage, { venueExtras, accessBefore }: ManagedHallDetail, after: HallRecord, { now }: View): HallPage {
  const { quotaBookings, access, extraIds, description, ...facts } = after;
  const today = localDate(now);
  const layouts = after.layouts.toSorted((a, b) => Math.max(b.seated, b.standing) - Math.max(a.seated, a.standing));
  const hall = {
    ...page.hall, ...facts, layouts, extras: venueExtras.filter(({ id }) => extraIds.includes(id)),
    access: access.findLast(({ fromOn }) => fromOn <= today)?.kind ?? accessBefore, ...(quotaBookings === null ? {} : { quotaBookings }),
  };
  return { ...page, hall, description };
}
