import type { JSX } from 'preact';
import { commissionLock } from '../../../access/commission-lock.ts';
import { readUnfinished, type CommissioningRow } from '../../../access/read-commission.ts';
import { unclaimedLocks, type UnclaimedLock } from '../../../access/unclaimed-locks.ts';
import { managedHalls, type ManagedHall } from '../../../catalogue/managed-halls.ts';
import { hasOneOf, VENUE_MANAGERS } from '../../../kernel/actor.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { inLanguage } from '../../../kernel/text.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Box, Choices, errorAt, ErrorSummary, Select, type FieldError } from '../../shared/fields.tsx';
import { Empty } from '../../shared/notice.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { readText, translatedOf, TranslatedFields, type TypedText } from '../translated-fields.tsx';
import { DoorsTabs } from './doors-tabs.tsx';

const FIELD = { lock: 'slot', name: 'naam', hall: 'zaal' } as const;
const LONGEST_NAME = 80;
const MOST_HALLS = 50;

interface Form {
  /** `gateway/lock`. */
  lock: string;
  name: TypedText;
  /** Slugs. */
  halls: readonly string[];
}

const readForm = (fields: URLSearchParams): Form => ({
  lock: fieldOf(fields, FIELD.lock).slice(0, 130), name: readText(fields, FIELD.name, LONGEST_NAME), halls: fields.getAll(FIELD.hall).slice(0, 500),
});

/** Refuses `not-signed-in` and `not-allowed`. */
export function mustManageDoors(ctx: WebContext): void {
  const { actor } = ctx.state.view;
  mustOpen(actor, 'doors');
  if (!hasOneOf(actor, VENUE_MANAGERS)) throw new Refusal('not-allowed');
}

/** `GET /beheer/nieuw-slot`: locks that gateways speak of, to be put into service. */
export const showNewLock =
  (services: WebServices): Handler =>
  async (ctx) => {
    mustManageDoors(ctx);
    await show(ctx, services, readForm(ctx.URL.searchParams), []);
  };

/** `POST /beheer/nieuw-slot`: one of them becomes a lock of a venue, and is to be tried. */
export const beginCommissioning =
  (services: WebServices): Handler =>
  async (ctx) => {
    mustManageDoors(ctx);
    const { view } = ctx.state;
    const form = readForm(formOf(ctx));
    const c = view.t.commissioning;
    const halls = (await managedHalls(services.db, view.actor, view.now)).filter(({ slug }) => form.halls.includes(slug));
    const [gateway = '', lockName = ''] = form.lock.split('/');
    const name = translatedOf(form.name);
    const errors: FieldError[] = [
      ...(lockName === '' ? [{ name: FIELD.lock, text: c.lockRequired }] : []),
      ...(name ? [] : [{ name: `${FIELD.name}-nl`, text: c.nameRequired }]),
      ...(halls.length === 0 || halls.length > MOST_HALLS ? [{ name: 'zalen', text: c.hallsRequired }] : new Set(halls.map(({ venue }) => venue.id)).size > 1 ? [{ name: 'zalen', text: c.oneVenue }] : []),
    ];
    if (errors.length > 0 || !name) return show(ctx, services, form, errors, 422);
    try {
      const id = await transact(services.db, (tx) => commissionLock(tx, { gateway, lockName, name, hallIds: halls.map((hall) => hall.id) }, view.actor, view.now));
      goTo(ctx, `/beheer/nieuw-slot/${id}`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'already-exists')) throw thrown;
      await show(ctx, services, form, [{ name: FIELD.lock, text: c.taken }], 409);
    }
  };

async function show(ctx: WebContext, { db }: WebServices, form: Form, errors: readonly FieldError[], status = 200): Promise<void> {
  const { view } = ctx.state;
  const [locks, halls] = await Promise.all([unclaimedLocks(db, view.actor), managedHalls(db, view.actor, view.now)]);
  const begun = await readUnfinished(db, [...new Set(halls.map(({ venue }) => venue.id))]);
  sendPage(ctx, <NewLockPage view={view} locks={locks} halls={halls} begun={begun} form={form} errors={errors} />, status);
  ctx.set('Cache-Control', 'no-store');
}

interface Props {
  view: View;
  locks: readonly UnclaimedLock[];
  halls: readonly ManagedHall[];
  begun: readonly CommissioningRow[];
  form: Form;
  errors: readonly FieldError[];
}

function NewLockPage(props: Props): JSX.Element {
  const { view, locks, begun, errors } = props;
  const c = view.t.commissioning;
  return (
    <ManagerPage view={view} title={c.title} current="doors">
      <DoorsTabs view={view} current="commissioning" />
      <p>{c.intro}</p>
      <ErrorSummary title={c.problems} errors={errors} />
      {begun.length > 0 && (
        <section aria-labelledby="begonnen">
          <h2 class="ds-heading" data-size="sm" id="begonnen">
            {c.unfinishedTitle}
          </h2>
          <ul class="ds-list">
            {begun.map((lock) => (
              <li key={lock.id}>
                <a class="ds-link" href={`/beheer/nieuw-slot/${lock.id}`}>
                  {inLanguage(lock.name, view.language)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {locks.length === 0 && errors.length === 0 ? (
        <Empty icon="door" title={c.none}>
          <p>{c.noneHint}</p>
        </Empty>
      ) : (
        <NewLockForm {...props} />
      )}
    </ManagerPage>
  );
}

const NewLockForm = ({ view, locks, halls, form, errors }: Props): JSX.Element => {
  const c = view.t.commissioning;
  return (
    <form method="post" action="/beheer/nieuw-slot" class="oz-stack oz-manage-form" noValidate>
      <Select
        name={FIELD.lock}
        label={c.lock}
        value={form.lock}
        error={errorAt(errors, FIELD.lock)}
        options={[
          { value: '', text: '—' },
          ...locks.map(({ gateway, lockName, info }) => ({ value: `${gateway}/${lockName}`, text: c.lockOption(lockName, gateway, info.driver ?? '') })),
        ]}
      />
      <TranslatedFields view={view} name={FIELD.name} labels={c.names} hint={c.nameHint} value={form.name} errors={errors} maxLength={LONGEST_NAME} />
      <div id="zalen" tabIndex={-1}>
        <Choices legend={c.halls}>
          {halls.map((hall) => (
            <Box
              key={hall.id}
              kind="checkbox"
              name={FIELD.hall}
              value={hall.slug}
              checked={form.halls.includes(hall.slug)}
              label={`${inLanguage(hall.name, view.language)} · ${inLanguage(hall.venue.name, view.language)}`}
            />
          ))}
        </Choices>
        {errorAt(errors, 'zalen') && <p class="ds-validation-message">{errorAt(errors, 'zalen')}</p>}
      </div>
      <div>
        <button class="ds-button" type="submit">
          {c.begin}
        </button>
      </div>
    </form>
  );
};
