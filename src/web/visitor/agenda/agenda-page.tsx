import type { JSX } from 'preact';
import { subscribeAddress, type CalendarFeed } from '../../../calendars/feed.ts';
import { formatInstant } from '../../../contract/texts/format.ts';
import { Back } from '../../shared/back.tsx';
import { Icon } from '../../shared/icons.tsx';
import { Notice } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import { MinePage } from '../mine-page.tsx';

interface Props {
  view: View;
  feeds: readonly CalendarFeed[];
  notice?: string | undefined;
  /** Only in the answer to whoever made it just now. */
  made?: { name: string; address: string } | undefined;
}

/** Links with which a calendar application follows bookings: one's own, and those of each organisation. */
export function AgendaPage({ view, feeds, notice, made }: Props): JSX.Element {
  const { t, actor } = view;
  const feedOf = (id: string | undefined): CalendarFeed | undefined => feeds.find(({ organisationId }) => organisationId === id);
  // Of an organisation for which one must log in anew, a link can be stopped but not made.
  const organisations = view.organisations.filter(({ id }) => feedOf(id) !== undefined || (actor.kind === 'person' && actor.memberOf.includes(id)));
  return (
    <MinePage view={view} title={t.agenda.title} current="bookings">
      <div class="oz-wrap oz-stack">
        <div class="oz-stack" data-gap="xs">
          <Back href="/reservaties">{t.bookings.title}</Back>
          <h1 class="ds-heading" data-size="lg">
            {t.agenda.title}
          </h1>
          <p class="oz-muted oz-prose">{t.agenda.lead}</p>
        </div>
        {notice && (
          <Notice tone="success">
            <p>{notice}</p>
          </Notice>
        )}
        {made && <Made view={view} {...made} />}
        <FeedPart view={view} whose="own" name={t.agenda.own} hint={t.agenda.ownHint} feed={feedOf(undefined)} />
        {organisations.map(({ id, name }) => (
          <FeedPart key={id} view={view} whose={id} name={name} hint={t.agenda.ofOrganisation} feed={feedOf(id)} />
        ))}
      </div>
    </MinePage>
  );
}

function FeedPart({ view: { t, language }, whose, name, hint, feed }: Record<'whose' | 'name' | 'hint', string> & { view: View; feed: CalendarFeed | undefined }): JSX.Element {
  const title = `link-${whose}`;
  return (
    <section class="oz-panel oz-stack" data-gap="sm" aria-labelledby={title}>
      <div class="oz-stack" data-gap="xs">
        <h2 class="ds-heading" data-size="xs" id={title}>
          {name}
        </h2>
        <p class="oz-muted">{hint}</p>
      </div>
      <p>
        {feed ? `${t.agenda.made(formatInstant(feed.madeAt, language))} ${feed.readAt ? t.agenda.read(formatInstant(feed.readAt, language)) : t.agenda.neverRead}` : t.agenda.none}
      </p>
      <div class="oz-row">
        <form method="post" action="/reservaties/agenda/maken">
          <input type="hidden" name="van" value={whose} />
          <button class="ds-button" data-variant={feed ? 'secondary' : undefined} type="submit" aria-describedby={feed ? `${title}-uitleg` : title}>
            {feed ? t.agenda.renew : t.agenda.make}
          </button>
        </form>
        {feed && (
          <form method="post" action="/reservaties/agenda/stoppen">
            <input type="hidden" name="van" value={whose} />
            <button class="ds-button" data-variant="tertiary" data-color="danger" type="submit" aria-describedby={title}>
              {t.agenda.stop}
            </button>
          </form>
        )}
      </div>
      {feed && (
        <p class="oz-small oz-muted" id={`${title}-uitleg`}>
          {t.agenda.renewHint}
        </p>
      )}
    </section>
  );
}

const Made = ({ view: { t }, name, address }: { view: View; name: string; address: string }): JSX.Element => (
  <section class="oz-panel oz-stack" data-tinted data-gap="sm" aria-labelledby="nieuwe-link">
    <h2 class="ds-heading" data-size="sm" id="nieuwe-link">
      {t.agenda.ready}: {name}
    </h2>
    <p class="oz-prose">{t.agenda.once}</p>
    <p>
      <a class="ds-button" href={subscribeAddress(address)}>
        <Icon name="calendar" />
        {t.agenda.open}
      </a>
    </p>
    <div class="ds-field">
      <label class="ds-label" for="adres">
        {t.agenda.address}
      </label>
      <input class="ds-input" id="adres" type="url" readOnly value={address} autocomplete="off" />
    </div>
    <p>
      <button class="ds-button" data-variant="secondary" type="button" data-copy="adres" data-copied={t.agenda.copied} hidden>
        {t.agenda.copy}
      </button>
    </p>
    <details class="oz-more">
      <summary>{t.agenda.how}</summary>
      <div class="oz-stack" data-gap="sm">
        <ul class="ds-list">
          {t.agenda.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <p>{t.agenda.delay}</p>
      </div>
    </details>
  </section>
);
