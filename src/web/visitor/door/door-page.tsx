import type { ComponentChildren, JSX } from 'preact';
import type { OpenersDoor } from '../../../access/read-door.ts';
import type { RevealedCode } from '../../../access/reveal-code.ts';
import { Icon } from '../../shared/icons.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { When } from '../../shared/when.tsx';
import { say, type View } from '../../view.ts';
import { isMoving, nextDoorMoment, WithCode } from '../bookings/door-part.tsx';

interface Props {
  view: View;
  door: OpenersDoor;
  /** Of this page, with the secret in it. */
  path: string;
  revealed?: RevealedCode;
  warning?: string;
}

const LOOK_AGAIN = { moving: 10, resting: 60 };

/** For whoever stands at the door with a phone and cold hands: first how to get in, then where that is, then whom to call. */
export function DoorPage({ view, door, path, revealed, warning }: Props): JSX.Element {
  const { t } = view;
  const { status } = door;
  const shown = { status, ...(revealed ? { revealed } : {}) };
  const live = revealed ? {} : { 'data-live': isMoving(shown) ? LOOK_AGAIN.moving : LOOK_AGAIN.resting, 'data-live-at': nextDoorMoment(shown, view.now) };
  return (
    <Frame view={view} title={say(view, door.hall)}>
      <p>
        {t.openers.hello(door.name)} {t.openers.asked(door.booker)}
      </p>
      {warning && (
        <Notice tone="warning">
          <p>{warning}</p>
        </Notice>
      )}
      <section class="oz-panel oz-stack" data-gap="sm" id="deur" tabIndex={-1} aria-labelledby="deur-titel" {...live} data-says={t.openers.states[status.state]}>
        <h2 class="ds-heading oz-row" data-size="xs" id="deur-titel">
          <Icon name="door" />
          {t.openers.getIn}
        </h2>
        {status.access === 'door-code' ? <WithCode view={view} path={path} door={shown} states={t.openers.states} /> : <p>{t.hall.access[status.access]}</p>}
        <Call view={view} phone={door.phone} />
      </section>
      <Where view={view} door={door} />
      <p class="oz-small oz-muted">{t.openers.personal}</p>
    </Frame>
  );
}

/** The building first: whoever is there is at the door soonest. */
function Call({ view: { t, city }, phone }: { view: View; phone: string }): JSX.Element {
  const numbers = [...new Set([phone, city.phone])].filter((number) => number !== '');
  return (
    <div class="oz-stack" data-gap="xs">
      <p>{t.openers.notOpen}</p>
      <p class="oz-row">
        {numbers.map((number, index) => (
          <a key={number} class="ds-button" data-variant="secondary" href={`tel:${number.replaceAll(' ', '')}`}>
            {index === 0 ? t.openers.call(number) : t.openers.callOtherwise(number)}
          </a>
        ))}
      </p>
    </div>
  );
}

function Where({ view, door: { hall, venue, street, town, directions, period } }: { view: View; door: OpenersDoor }): JSX.Element {
  const { t } = view;
  const way = say(view, directions);
  return (
    <section class="oz-panel oz-stack" data-gap="sm" aria-labelledby="waar">
      <h2 class="ds-heading" data-size="xs" id="waar">
        {t.openers.where}
      </h2>
      <dl class="oz-terms">
        <dt>{t.bookings.when}</dt>
        <dd class="oz-strong">
          <When view={view} period={period} />
        </dd>
        <dt>{t.bookings.where}</dt>
        <dd>
          {say(view, hall)}, {say(view, venue)}
          <br />
          {street}
          <br />
          {town}
        </dd>
        {way !== '' && (
          <>
            <dt>{t.openers.directions}</dt>
            <dd class="oz-prose">{way}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** A link that never was, was withdrawn, or whose booking is cancelled or over: all alike. */
export const GonePage = ({ view }: { view: View }): JSX.Element => (
  <Frame view={view} title={view.t.openers.gone}>
    <p>{view.t.openers.goneHint}</p>
    <p>
      {view.t.openers.goneCall} <a href={`tel:${view.city.phone.replaceAll(' ', '')}`}>{view.city.phone}</a>.
    </p>
  </Frame>
);

const Frame = ({ view, title, children }: { view: View; title: string; children: ComponentChildren }): JSX.Element => (
  <Page view={view} title={title}>
    <div class="oz-wrap oz-narrow oz-stack">
      <h1 class="oz-hall-title">{title}</h1>
      {children}
    </div>
  </Page>
);
