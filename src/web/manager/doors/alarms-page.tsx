import type { JSX } from 'preact';
import type { AlarmDetail, AlarmId, AlarmPage } from '../../../access/alarm-list.ts';
import { readClearedAlarms, readOpenAlarms } from '../../../access/read-alarms.ts';
import { settleAlarm, takeUpAlarm } from '../../../access/take-up-alarm.ts';
import { fromCursor, isTimePosition, toCursor, type TimePosition } from '../../../contract/paging.ts';
import { isId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { venueTopics } from '../../../live/views.ts';
import { transact } from '../../../platform/db.ts';
import { watchOver } from '../../../watch/views.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Empty, Notice } from '../../shared/notice.tsx';
import { link, type View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { AlarmCard, managesAlarm } from './alarm-card.tsx';
import { DoorsTabs } from './doors-tabs.tsx';

const PAGE_SIZE = 20;

/** `GET /beheer/alarmen`: what is wrong with doors now, and what was lately. */
export const showAlarms =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'doors');
    const after = position(ctx.URL.searchParams.get('vanaf') ?? '');
    const [open, cleared, topics] = await Promise.all([
      readOpenAlarms(db, view.actor), readClearedAlarms(db, view.actor, { limit: PAGE_SIZE, ...(after ? { after } : {}) }, view.now), venueTopics(db, view.actor),
    ]);
    const watched = new Set<string>();
    for (const venueId of new Set(open.map(({ venue }) => venue.id))) if ((await watchOver(db, venueId, view.now)).some(({ personId }) => isOwn(view, personId))) watched.add(venueId);
    const told = ctx.URL.searchParams.get('gelukt') ?? ctx.URL.searchParams.get('fout') ?? '';
    sendPage(ctx, <AlarmsPage view={view} open={open} cleared={cleared} topics={topics} watched={watched} told={told} />);
    ctx.set('Cache-Control', 'no-store');
  };

const isOwn = ({ actor }: View, personId: string | undefined): boolean => actor.kind === 'person' && actor.personId === personId;

/** Where a page starts; what is no position of ours starts at the first. */
function position(text: string): TimePosition | undefined {
  try {
    return text === '' ? undefined : fromCursor(text, isTimePosition);
  } catch (thrown) {
    if (isRefusal(thrown, 'invalid-request')) return undefined;
    throw thrown;
  }
}

/** `POST /beheer/alarmen/{id}`: somebody is on it, or it is over. */
export const actOnAlarm =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    mustOpen(view.actor, 'doors');
    const id = ctx.params['id'] ?? '';
    if (!isId(id)) throw new Refusal('not-found');
    const settle = fieldOf(formOf(ctx), 'actie') === 'afhandelen';
    try {
      await transact(db, (tx) => (settle ? settleAlarm : takeUpAlarm)(tx, id as AlarmId, view.actor, view.now));
      goTo(ctx, `${link('/beheer/alarmen', { gelukt: settle ? 'afgehandeld' : 'opgenomen' })}${settle ? '' : `#alarm-${id}`}`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'wrong-state')) throw thrown;
      goTo(ctx, link('/beheer/alarmen', { fout: 'voorbij' }));
    }
  };

interface Props {
  view: View;
  open: readonly AlarmDetail[];
  cleared: AlarmPage;
  topics: readonly string[];
  /** Venues over which the reader has the watch now. */
  watched: ReadonlySet<string>;
  told: string;
}

function AlarmsPage({ view, open, cleared, topics, watched, told }: Props): JSX.Element {
  const { t } = view;
  const notice = { opgenomen: t.alarms.takenUpDone, afgehandeld: t.alarms.settledDone, voorbij: t.alarms.overAlready }[told];
  return (
    <ManagerPage view={view} title={t.alarms.title} current="doors">
      <link rel="stylesheet" href={view.assets.occupancyStyle} />
      <DoorsTabs view={view} current="alarms" />
      {notice && (
        <Notice tone={told === 'voorbij' ? 'warning' : 'success'}>
          <p>{notice}</p>
        </Notice>
      )}
      <section class="oz-stack" id="open-alarmen" aria-labelledby="open-titel" data-live-topics={topics.join(' ')} data-says={t.alarms.count(open.length)}>
        <h2 class="ds-heading" data-size="sm" id="open-titel">
          {t.alarms.openTitle}
        </h2>
        {open.length === 0 && (
          <Empty icon="tick" title={t.alarms.none}>
            <p>{t.alarms.noneHint}</p>
          </Empty>
        )}
        {open.map((alarm) => (
          <AlarmCard key={alarm.id} view={view} alarm={alarm} mayAct={managesAlarm(view, alarm) || watched.has(alarm.venue.id)} />
        ))}
      </section>
      {cleared.items.length > 0 && (
        <section class="oz-stack" id="voorbije-alarmen" aria-labelledby="voorbij-titel" data-live-topics={topics.join(' ')}>
          <h2 class="ds-heading" data-size="sm" id="voorbij-titel">
            {t.alarms.clearedTitle}
          </h2>
          {cleared.items.map((alarm) => (
            <AlarmCard key={alarm.id} view={view} alarm={alarm} mayAct={false} />
          ))}
          {cleared.next && (
            <p>
              <a class="ds-button" data-variant="secondary" href={`${link('/beheer/alarmen', { vanaf: toCursor(cleared.next) })}#voorbije-alarmen`}>
                {t.frame.more}
              </a>
            </p>
          )}
        </section>
      )}
    </ManagerPage>
  );
}
