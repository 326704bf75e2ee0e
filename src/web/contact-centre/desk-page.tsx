import type { JSX } from 'preact';
import type { Facets } from '../../catalogue/facets.ts';
import type { FoundPerson } from '../../identity/find-persons.ts';
import type { OwnOrganisation } from '../../identity/views.ts';
import { Notice } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { link, type View } from '../view.ts';
import { BookingPanel, type BookingShown } from './booking-panel.tsx';
import { OrganisationCallerCard, PersonCallerCard, type Again } from './caller-card.tsx';
import type { Calling } from './desk-load.ts';
import { FindBar, FoundList, type Finding } from './find-bar.tsx';
import { HoldPanel, type HoldShown } from './hold-panel.tsx';
import { NewOrganisationForm } from './new-organisation-form.tsx';
import { NewPersonForm } from './new-person-form.tsx';
import { OfferList } from './offer-list.tsx';
import type { Offers } from './offers.ts';
import type { OrganisationForm } from './organisation-form.ts';
import type { PersonForm } from './person-form.ts';
import { Representative } from './representative.tsx';
import { WishForm } from './wish-form.tsx';
import { wishParams, type Wish } from './wish.ts';

/** Everything that the desk shows at one moment of a call. */
export interface Desk {
  finding: Finding;
  wish: Wish;
  facets: Facets;
  offers: Offers;
  calling?: Calling | undefined;
  hold?: HoldShown | undefined;
  booking?: BookingShown | undefined;
  newPerson?: (Again<PersonForm> & { alike: readonly FoundPerson[]; asked: boolean }) | undefined;
  newOrganisation?: Again<OrganisationForm> | undefined;
  notice?: { tone: 'success' | 'warning'; text: string } | undefined;
  /** Whom the agent looked up to confirm as a representative of the organisation on the card. */
  representing?: { text: string; persons: readonly FoundPerson[] } | undefined;
  personAgain?: Again<PersonForm> | undefined;
  mergeError?: string | undefined;
}

/** The one screen of the contact centre: who calls on the left, what can be done for them on the right. */
export function DeskPage({ view, desk }: { view: View; desk: Desk }): JSX.Element {
  const { t } = view;
  const { calling } = desk;
  return (
    <Page view={view} title={nameOf(calling) ?? t.desk.title} section="agent">
      <div class="oz-wrap oz-desk" data-size="sm" data-desk>
        <h1 class="ds-sr-only">{t.desk.title}</h1>
        <div class="oz-desk-left">
          <div class="oz-desk-search">
            <FindBar view={view} finding={desk.finding} wish={desk.wish} />
            <FoundList view={view} finding={desk.finding} wish={desk.wish} calling={calling ? 'somebody' : 'nobody-yet'} />
          </div>
          {desk.notice && (
            <Notice tone={desk.notice.tone}>
              <p>{desk.notice.text}</p>
            </Notice>
          )}
          {desk.newPerson && <NewPersonForm view={view} wish={desk.wish} {...desk.newPerson} />}
          {desk.newOrganisation && <NewOrganisationForm view={view} {...desk.newOrganisation} />}
          <Caller view={view} desk={desk} />
          <Keys view={view} calling={calling} />
        </div>
        <div class="oz-desk-right">
          <Work view={view} desk={desk} />
        </div>
      </div>
    </Page>
  );
}

const nameOf = (calling: Calling | undefined): string | undefined =>
  calling?.kind === 'person' ? `${calling.card.person.givenName} ${calling.card.person.familyName}` : calling?.card.organisation.name;

export const baseOf = (calling: Calling | undefined): string => {
  if (!calling) return '/kcc';
  return calling.kind === 'person' ? `/kcc/persoon/${calling.card.person.id}` : `/kcc/organisatie/${calling.card.organisation.id}`;
};

function Caller({ view, desk }: { view: View; desk: Desk }): JSX.Element | null {
  const { calling, wish } = desk;
  if (calling?.kind === 'person')
    return <PersonCallerCard view={view} card={calling.card} actingFor={wish.organisationId} again={desk.personAgain} mergeError={desk.mergeError} />;
  if (calling)
    return (
      <>
        <OrganisationCallerCard view={view} card={calling.card} />
        <details class="oz-more" open={!!desk.representing?.text || !calling.card.members.some(({ role }) => role === 'representative')}>
          <summary>{view.t.desk.confirmRepresentative}</summary>
          <Representative
            view={view}
            organisation={calling.card.organisation}
            page={baseOf(calling)}
            personText={desk.representing?.text ?? ''}
            persons={desk.representing?.persons ?? []}
          />
        </details>
      </>
    );
  if (desk.newPerson || desk.newOrganisation || desk.finding.found) return null;
  return (
    <section class="oz-panel oz-stack" data-gap="xs" aria-labelledby="begin">
      <h2 class="ds-heading" data-size="2xs" id="begin">
        {view.t.desk.startHere}
      </h2>
      <p class="oz-muted">{view.t.desk.startHint}</p>
    </section>
  );
}

function Work({ view, desk }: { view: View; desk: Desk }): JSX.Element {
  const { calling, wish, hold, booking } = desk;
  const base = baseOf(calling);
  return (
    <>
      {hold && <HoldPanel view={view} shown={hold} />}
      {booking && <BookingPanel view={view} base={base} shown={booking} />}
      <WishForm view={view} action={base} wish={wish} errors={desk.offers.errors} facets={desk.facets} organisations={organisationsOf(calling, wish)} />
      <OfferList
        view={view}
        wish={wish}
        offers={desk.offers}
        callerId={calling?.kind === 'person' ? calling.card.person.id : undefined}
        kept={link('', wishParams(wish, view)).slice(1)}
      />
    </>
  );
}

/** For whom the caller may book; also an organisation of which they are no member, once the agent chose it. */
function organisationsOf(calling: Calling | undefined, { organisationId, organisationName }: Wish): Pick<OwnOrganisation, 'id' | 'name'>[] {
  if (calling?.kind !== 'person') return [];
  const own = calling.card.organisations.map(({ id, name }) => ({ id, name }));
  return organisationId === '' || organisationName === undefined || own.some(({ id }) => id === organisationId) ? own : [...own, { id: organisationId, name: organisationName }];
}

/** The keys, and the switch that lets them be (WCAG 2.1.4); without script there are none, and the list does not show. */
const Keys = ({ view: { t }, calling }: { view: View; calling: Calling | undefined }): JSX.Element => (
  <details class="oz-more oz-desk-keys oz-noprint" data-keys-list hidden open={calling === undefined}>
    <summary>{t.desk.keys}</summary>
    <div>
      <dl>
        {Object.entries(t.desk.keyNames).map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
      <p class="oz-small oz-muted">{t.desk.keysHint}</p>
      <button class="ds-button" data-variant="secondary" data-size="sm" type="button" data-keys-switch data-off={t.desk.keysOff} data-on={t.desk.keysOn}>
        {t.desk.keysOff}
      </button>
    </div>
  </details>
);
