import type { JSX } from 'preact';
import type { BookingSummary } from '../../bookings/views.ts';
import { formatShortPeriod } from '../../contract/texts/format.ts';
import type { OrganisationCard, PersonCard } from '../../desk/read-card.ts';
import { ErrorSummary, Input, type FieldError } from '../shared/fields.tsx';
import { Status } from '../shared/status.tsx';
import { link, say, type View } from '../view.ts';
import { MatterList } from './matter-list.tsx';
import { PersonFields } from './new-person-form.tsx';
import type { PersonForm } from './person-form.ts';

/** A form that was not filled in well, with what was typed. */
export interface Again<Form> {
  form: Form;
  errors: readonly FieldError[];
}

interface PersonProps {
  view: View;
  card: PersonCard;
  /** For which organisation they call; empty for themselves. */
  actingFor: string;
  again?: Again<PersonForm> | undefined;
  mergeError?: string | undefined;
}

/** Who is on the line: how to reach them, for whom they act, what is open and what they have booked. */
export function PersonCallerCard({ view, card, actingFor, again, mergeError }: PersonProps): JSX.Element {
  const { t } = view;
  const { person, organisations } = card;
  const base = `/kcc/persoon/${person.id}`;
  return (
    <section class="oz-panel oz-stack" data-gap="sm" id="beller" aria-labelledby="beller-naam" data-live-topics={topicsOf(card, `person:${person.id}`)}>
      <div>
        <h2 class="ds-heading" data-size="xs" id="beller-naam">
          {person.givenName} {person.familyName}
        </h2>
        <p class="oz-small oz-muted">{person.hasLoggedIn ? t.desk.hasLogin : t.desk.noLogin}</p>
        <Contact phone={person.phone} email={person.email} />
      </div>
      <MatterList view={view} base={base} matters={card.matters} />
      {organisations.length > 0 && (
        <div>
          <h3 class="oz-desk-kind">{t.desk.actsFor}</h3>
          <ul class="oz-plain">
            {organisations.map(({ id, name, role }) => (
              <li key={id}>
                <a href={link(base, { voor: id })} aria-current={id === actingFor ? 'true' : undefined}>
                  {name}
                </a>{' '}
                <span class="oz-small oz-muted">({t.organisations.roles[role]})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Bookings view={view} base={base} upcoming={card.upcoming} past={card.past} />
      {person.hasLoggedIn ? (
        <p class="oz-small oz-muted">{t.desk.ownProfile}</p>
      ) : (
        <>
          <Correct view={view} card={card} again={again} />
          <Merge view={view} base={base} error={mergeError} />
        </>
      )}
    </section>
  );
}

function Correct({ view, card: { person }, again }: Omit<PersonProps, 'actingFor'>): JSX.Element {
  const known = { given: person.givenName, family: person.familyName, phone: person.phone ?? '', email: person.email ?? '' };
  return (
    <details class="oz-more" open={again !== undefined || person.email === undefined}>
      <summary>{view.t.desk.change}</summary>
      <form method="post" action={`/kcc/persoon/${person.id}`} class="oz-stack" data-gap="sm" noValidate>
        <ErrorSummary title={view.t.frame.errorsTitle} errors={again?.errors ?? []} />
        <PersonFields view={view} form={again?.form ?? known} errors={again?.errors ?? []} />
        <input type="hidden" name="versie" value={person.version} />
        <button class="ds-button" data-variant="secondary" type="submit">
          {view.t.desk.save}
        </button>
      </form>
    </details>
  );
}

/** The same caller was entered twice: everything of the other one comes here. */
const Merge = ({ view: { t }, base, error }: { view: View; base: string; error: string | undefined }): JSX.Element => (
  <details class="oz-more" open={error !== undefined}>
    <summary>{t.desk.merge}</summary>
    <form method="post" action={`${base}/samenvoegen`} class="oz-stack" data-gap="sm" noValidate>
      <p class="oz-small oz-muted">{t.desk.mergeHint}</p>
      <Input name="andere" type="search" label={t.desk.mergeWith} value="" hint={t.desk.mergeWithHint} autocomplete="off" error={error} />
      <Input name="mergereden" type="text" label={t.desk.mergeReason} value="" maxLength={200} autocomplete="off" />
      <button class="ds-button" data-variant="secondary" type="submit">
        {t.desk.mergeButton}
      </button>
    </form>
  </details>
);

/** An organisation, with who may speak for it: choosing one of them is choosing who is on the line. */
export function OrganisationCallerCard({ view, card }: { view: View; card: OrganisationCard }): JSX.Element {
  const { t } = view;
  const { organisation, members } = card;
  const base = `/kcc/organisatie/${organisation.id}`;
  return (
    <section class="oz-panel oz-stack" data-gap="sm" id="beller" aria-labelledby="beller-naam" data-live-topics={topicsOf(card, `organisation:${organisation.id}`)}>
      <div>
        <h2 class="ds-heading" data-size="xs" id="beller-naam">
          {organisation.name}
        </h2>
        <p class="oz-small oz-muted">
          {[t.bookerKinds[organisation.kind], organisation.kbo, organisation.vCode, organisation.municipality].filter(Boolean).join(', ')}
        </p>
        <Contact phone={organisation.phone} email={organisation.email} />
      </div>
      <MatterList view={view} base={base} matters={card.matters} />
      <div>
        <h3 class="oz-desk-kind">{t.desk.members}</h3>
        {members.length === 0 && <p class="oz-small">{t.desk.noMembers}</p>}
        <ul class="oz-plain">
          {members.map(({ personId, name, role }) => (
            <li key={personId}>
              <a href={link(`/kcc/persoon/${personId}`, { voor: organisation.id })}>{t.desk.callsFor(name)}</a>{' '}
              <span class="oz-small oz-muted">({t.organisations.roles[role]})</span>
            </li>
          ))}
          <li>
            <a href={link('/kcc', { voor: organisation.id })}>{t.desk.somebodyElse}</a>
          </li>
        </ul>
      </div>
      <Bookings view={view} base={base} upcoming={card.upcoming} past={card.past} />
    </section>
  );
}

const Contact = ({ phone, email }: { phone: string | undefined; email: string | undefined }): JSX.Element => (
  <p>
    {phone && <a href={`tel:${phone}`}>{phone}</a>} {email && <span>{email}</span>}
  </p>
);

const Bookings = ({ view, base, upcoming, past }: { view: View; base: string; upcoming: readonly BookingSummary[]; past: readonly BookingSummary[] }): JSX.Element => (
  <div class="oz-stack" data-gap="xs">
    <h3 class="oz-desk-kind">{view.t.desk.upcoming}</h3>
    {upcoming.length === 0 && <p class="oz-small oz-muted">{view.t.desk.noBookings}</p>}
    <BookingLines view={view} base={base} bookings={upcoming} />
    {past.length > 0 && (
      <details class="oz-more">
        <summary>{view.t.desk.past}</summary>
        <BookingLines view={view} base={base} bookings={past} />
      </details>
    )}
  </div>
);

const BookingLines = ({ view, base, bookings }: { view: View; base: string; bookings: readonly BookingSummary[] }): JSX.Element => (
  <ul class="oz-plain">
    {bookings.map((booking) => (
      <li key={booking.id}>
        <a class="oz-desk-line" href={link(base, { reservatie: booking.code })}>
          <strong>{booking.activity}</strong>
          <span class="oz-small oz-muted">
            {formatShortPeriod(booking.period, view.language)}, {say(view, booking.hall.name)}
            {booking.organisation && `, ${booking.organisation.name}`}
          </span>
          <Status view={view} status={booking.status} />
        </a>
      </li>
    ))}
  </ul>
);

/** What may change this card while one looks: who it is about, and each of their bookings that still come. */
const topicsOf = ({ upcoming }: { upcoming: readonly BookingSummary[] }, own: string): string => [own, ...upcoming.map(({ id }) => `booking:${id}`)].join(' ');
