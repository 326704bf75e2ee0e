import type { JSX } from 'preact';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { isId, type OrganisationId, type VenueId } from '../../../kernel/ids.ts';
import { VENUE_READERS } from '../../../kernel/actor.ts';
import { transact } from '../../../platform/db.ts';
import { changeRota } from '../../../watch/change-rota.ts';
import { watchPlaces, type WatchPlace } from '../../../watch/places.ts';
import { comingDays, readRota, type ReadRota } from '../../../watch/read-rota.ts';
import type { ComingWatch, RotaPlace } from '../../../watch/rota.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { ErrorSummary, Select, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { link, say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { LookButton } from '../look-button.tsx';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { placeValue } from '../role-form.ts';
import { ComingWatchTable } from './coming-watch.tsx';
import { DoorsTabs } from './doors-tabs.tsx';
import { RotaFields } from './rota-fields.tsx';
import { readRotaForm, rotaAsk, rotaFormOf, rotaMark, withRoom, type RotaForm } from './rota-form.ts';

interface Found {
  places: WatchPlace[];
  place: RotaPlace;
  read: ReadRota;
}

interface Shown {
  form: RotaForm;
  errors: readonly FieldError[];
  looked?: { coming: ComingWatch; mark: string };
  notice?: { tone: 'success' | 'warning'; text: string };
}

async function find(ctx: WebContext, { db }: WebServices, asked: string): Promise<Found | undefined> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'doors');
  const places = await watchPlaces(db, view.actor, VENUE_READERS);
  const place = asked === '' ? firstOf(places) : readPlace(asked);
  if (!place) return undefined;
  const read = await readRota(db, place, view.actor, view.now);
  return { places, place, read };
}

function firstOf([first]: readonly WatchPlace[]): RotaPlace | undefined {
  if (!first) return undefined;
  const [venue] = first.venues;
  return first.whole || !venue ? { organisationId: first.organisationId } : { organisationId: first.organisationId, venueId: venue.id };
}

function readPlace(text: string): RotaPlace | undefined {
  const [organisationId = '', venueId] = text.split('_');
  if (!isId(organisationId) || (venueId !== undefined && !isId(venueId))) throw new Refusal('not-found');
  return { organisationId: organisationId as OrganisationId, ...(venueId === undefined ? {} : { venueId: venueId as VenueId }) };
}

/** `GET /beheer/wacht`: who has the watch over the doors in the coming days, and the form with which that is changed. */
export const showWatch =
  (services: WebServices): Handler =>
  async (ctx) => {
    const found = await find(ctx, services, ctx.URL.searchParams.get('plaats') ?? '');
    if (!found) throw new Refusal('not-found');
    const saved = ctx.URL.searchParams.get('gelukt') === 'bewaard';
    send(ctx, found, { form: rotaFormOf(found.read), errors: [], ...(saved ? { notice: { tone: 'success', text: ctx.state.view.t.watch.saved } } : {}) });
  };

/** `POST /beheer/wacht`: shows what a rota comes to, and saves it once that was looked at. */
export const saveWatch =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const fields = formOf(ctx);
    const found = await find(ctx, services, fieldOf(fields, 'plaats'));
    const colleagues = found?.read.colleagues;
    if (!found || !colleagues) throw new Refusal('not-allowed');
    const action = fieldOf(fields, 'actie');
    const form = readRotaForm(fields);
    if (action === 'rij') return send(ctx, found, { form: withRoom(form), errors: [] });
    const rota = rotaAsk(form, colleagues, view);
    if (Array.isArray(rota)) return send(ctx, found, { form, errors: rota }, 422);
    const mark = rotaMark(rota);
    if (action !== 'bewaar' || fieldOf(fields, 'bekeken') !== mark) {
      const notice = action === 'bewaar' ? { notice: { tone: 'warning' as const, text: view.t.watch.changedSince } } : {};
      return send(ctx, found, { form, errors: [], looked: { coming: comingDays([rota, ...found.read.above], view.now), mark }, ...notice });
    }
    try {
      await transact(services.db, (tx) => changeRota(tx, found.place, { rota, expectedVersion: form.version }, view.actor, view.now));
      goTo(ctx, link('/beheer/wacht', { plaats: placeValue(found.place.organisationId, found.place.venueId), gelukt: 'bewaard' }));
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      const now = await find(ctx, services, fieldOf(fields, 'plaats'));
      send(ctx, now ?? found, { form: { ...form, version: (now ?? found).read.version }, errors: [], notice: { tone: 'warning', text: view.t.watch.somebodyFirst } }, 412);
    }
  };

function send(ctx: WebContext, found: Found, shown: Shown, status = 200): void {
  sendPage(ctx, <WatchPage view={ctx.state.view} found={found} shown={shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

function WatchPage({ view, found, shown }: { view: View; found: Found; shown: Shown }): JSX.Element {
  const { t } = view;
  const { places, place, read } = found;
  const { colleagues } = read;
  const { form, errors, looked, notice } = shown;
  const here = placeValue(place.organisationId, place.venueId);
  return (
    <ManagerPage view={view} title={t.watch.title} current="doors">
      <link rel="stylesheet" href={view.assets.occupancyStyle} />
      <DoorsTabs view={view} current="watch" />
      <p class="oz-muted">{t.watch.lead}</p>
      {notice && (
        <Notice tone={notice.tone}>
          <p>{notice.text}</p>
        </Notice>
      )}
      <form method="get" action="/beheer/wacht" class="oz-row" data-end>
        <div class="oz-grow">
          <Select name="plaats" label={t.watch.place} value={here} options={placeOptions(view, places)} />
        </div>
        <button class="ds-button" data-variant="secondary" type="submit">
          {t.watch.show}
        </button>
      </form>
      <section class="oz-stack" data-gap="sm" aria-labelledby="komend">
        <h2 class="ds-heading" data-size="sm" id="komend">
          {t.watch.coming}
        </h2>
        <ComingWatchTable view={view} coming={read.coming} caption={t.watch.coming} />
      </section>
      {colleagues && (
        <section class="oz-stack" aria-labelledby="wijzig">
          <h2 class="ds-heading" data-size="sm" id="wijzig">
            {t.watch.change}
          </h2>
          <ErrorSummary title={t.frame.errorsTitle} errors={errors} />
          <LookButton form="wacht" />
          {looked && (
            <section class="oz-panel oz-stack" data-tinted aria-labelledby="gevolg">
              <h3 class="ds-heading" data-size="xs" id="gevolg" tabIndex={-1}>
                {t.watch.preview}
              </h3>
              <ComingWatchTable view={view} coming={looked.coming} caption={t.watch.preview} />
              <div class="oz-row">
                <input type="hidden" form="wacht" name="bekeken" value={looked.mark} />
                <button class="ds-button" type="submit" form="wacht" name="actie" value="bewaar">
                  {t.watch.save}
                </button>
                <a class="ds-button" data-variant="secondary" href="#wacht">
                  {t.closures.form.change}
                </a>
              </div>
            </section>
          )}
          <form method="post" action="/beheer/wacht" id="wacht" class="oz-stack oz-manage-form" noValidate>
            <input type="hidden" name="plaats" value={here} />
            <input type="hidden" name="versie" value={form.version} />
            <RotaFields view={view} form={form} errors={errors} colleagues={colleagues} />
            <div>
              <button class="ds-button" data-variant={looked ? 'secondary' : undefined} type="submit" name="actie" value="bekijk">
                {t.watch.look}
              </button>
            </div>
          </form>
        </section>
      )}
    </ManagerPage>
  );
}

const placeOptions = (view: View, places: readonly WatchPlace[]) => places.flatMap(({ organisationId, organisation, whole, venues }) => [
  ...(whole ? [{ value: placeValue(organisationId), text: view.t.roles.wholeOf(organisation) }] : []),
  ...venues.map(({ id, name }) => ({ value: placeValue(organisationId, id), text: `– ${say(view, name)}` })),
]);
