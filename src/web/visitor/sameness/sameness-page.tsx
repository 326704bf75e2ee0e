import type { JSX } from 'preact';
import { readBookingCode } from '../../../desk/booking-code.ts';
import { offerMerges, openOffers, type MergeOffer } from '../../../identity/offer-merges.ts';
import { declineMerge, proveByCode, sendProofCode, vouchByBooking } from '../../../identity/prove-sameness.ts';
import { localPath } from '../../../identity/return-path.ts';
import type { SignedIn } from '../../../kernel/actor.ts';
import { isId, type PersonId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendSecretPage } from '../../render.tsx';
import { Input } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Page } from '../../shared/page.tsx';
import { link, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';

/** `GET /bent-u-dit`: asked after logging in, when somebody known by phone may be the reader. */
export const showSameness =
  (services: WebServices): Handler =>
  (ctx) =>
    show(ctx, services);

/** `POST /bent-u-dit`: sends a code, compares what was typed, passes on the code of a booking, or lets it be. */
export const answerSameness =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const person = readerOf(view);
    const form = formOf(ctx);
    const id = fieldOf(form, 'persoon');
    const back = localPath(fieldOf(form, 'terug'));
    if (!isId(id)) throw new Refusal('not-found');
    const answer = await answerTo(services, person, { action: fieldOf(form, 'actie'), phonePersonId: id as PersonId, typed: fieldOf(form, 'code').slice(0, 40) }, view).catch(unlessAnswered);
    if (answer === undefined || answer === 'done') {
      const left = await openOffers(services.db, person.personId, view.now);
      return goTo(ctx, left.some(({ state }) => state === 'open' || state === 'code-sent') ? link('/bent-u-dit', { terug: back }) : back);
    }
    if (answer === 'merged') return goTo(ctx, link('/reservaties', { gelukt: 'samengevoegd' }));
    if (typeof answer === 'string') return goTo(ctx, link('/bent-u-dit', { terug: back }));
    await show(ctx, services, { phonePersonId: id, text: answer.error }, back, 422);
  };

type Answered = 'merged' | 'done' | 'asked' | { error: string };

async function answerTo(
  { db }: WebServices, person: SignedIn, ask: { action: string; phonePersonId: PersonId; typed: string }, { t, now, language }: View,
): Promise<Answered> {
  const pair = { personId: person.personId, phonePersonId: ask.phonePersonId };
  if (ask.action === 'stuur') {
    await transact(db, (tx) => sendProofCode(tx, pair, language));
    return 'asked';
  }
  if (ask.action === 'neen') {
    await transact(db, (tx) => declineMerge(tx, pair, now));
    return 'done';
  }
  const said = ask.action === 'reservatie'
    ? await transact(db, (tx) => vouchByBooking(tx, ask.phonePersonId, readBookingCode(ask.typed) ?? '', person, now))
    : await transact(db, (tx) => proveByCode(tx, ask.phonePersonId, ask.typed, person, now));
  if (said.outcome === 'merged') return 'merged';
  if (said.outcome === 'waiting-for-agent') return 'asked';
  if (said.outcome === 'wrong') return { error: t.sameness.wrong(said.left) };
  return { error: said.outcome === 'stale' ? t.sameness.stale : t.sameness.tooMany };
}

/** An offer that is gone was answered already; too many codes is said on the page. */
function unlessAnswered(thrown: unknown): undefined | Answered {
  if (isRefusal(thrown, 'not-found')) return undefined;
  if (isRefusal(thrown, 'too-many-requests') || isRefusal(thrown, 'no-email-address')) return 'asked';
  throw thrown;
}

function readerOf(view: View): SignedIn {
  if (view.actor.kind !== 'person') throw new Refusal('not-signed-in');
  return view.actor;
}

interface Wrong {
  phonePersonId: string;
  text: string;
}

async function show(ctx: WebContext, { db }: WebServices, wrong?: Wrong, back = localPath(ctx.URL.searchParams.get('terug') ?? '/'), status = 200): Promise<void> {
  const { view } = ctx.state;
  const offers = await transact(db, (tx) => offerMerges(tx, readerOf(view).personId, view.now));
  if (offers.length === 0) return goTo(ctx, back);
  sendSecretPage(ctx, <SamenessPage view={view} offers={offers} back={back} wrong={wrong} />);
  ctx.status = status;
}

function SamenessPage({ view, offers, back, wrong }: { view: View; offers: readonly MergeOffer[]; back: string; wrong: Wrong | undefined }): JSX.Element {
  const { t } = view;
  return (
    <Page view={view} title={t.sameness.title} section="mine">
      <div class="oz-wrap oz-narrow oz-stack">
        <h1 class="oz-hall-title">{t.sameness.title}</h1>
        <p>{t.sameness.lead}</p>
        {offers.map((offer) => (
          <Offer key={offer.phonePersonId} view={view} offer={offer} back={back} wrong={wrong?.phonePersonId === offer.phonePersonId ? wrong.text : undefined} />
        ))}
        <p>
          <a href={back}>{t.sameness.later}</a>
        </p>
      </div>
    </Page>
  );
}

function Offer({ view, offer, back, wrong }: { view: View; offer: MergeOffer; back: string; wrong: string | undefined }): JSX.Element {
  const { t, city } = view;
  const button = (action: string, text: string, variant?: 'secondary'): JSX.Element => (
    <button class="ds-button" data-variant={variant} type="submit" name="actie" value={action}>
      {text}
    </button>
  );
  return (
    <form method="post" action="/bent-u-dit" class="oz-panel oz-stack" data-gap="sm" noValidate>
      <input type="hidden" name="persoon" value={offer.phonePersonId} />
      <input type="hidden" name="terug" value={back} />
      <p>{offer.address ? t.sameness.byMail(offer.address) : t.sameness.byBooking}</p>
      {offer.state === 'closed' && <Notice tone="warning">{t.sameness.tooMany}</Notice>}
      {offer.state === 'waiting-for-agent' && <Notice tone="info">{t.sameness.waiting(city.phone)}</Notice>}
      {offer.state === 'code-sent' && (
        <>
          <p role="status">{t.sameness.codeSent}</p>
          <Input name="code" type="text" inputMode="numeric" label={t.sameness.code} value="" maxLength={12} autocomplete="off" error={wrong} />
        </>
      )}
      {offer.state === 'open' && !offer.address && (
        <Input name="code" type="text" label={t.sameness.bookingCode} value="" maxLength={12} autocomplete="off" error={wrong} />
      )}
      {offer.state === 'open' && offer.address && wrong && <Notice tone="warning">{wrong}</Notice>}
      <div class="oz-row">
        {offer.state === 'code-sent' && button('bewijs', t.sameness.prove)}
        {offer.state === 'open' && offer.address && button('stuur', t.sameness.sendCode)}
        {offer.state === 'open' && !offer.address && button('reservatie', t.sameness.give)}
        {offer.state === 'code-sent' && button('stuur', t.sameness.sendAgain, 'secondary')}
        {button('neen', t.sameness.no, 'secondary')}
      </div>
    </form>
  );
}
