import type { ComponentChildren, JSX } from 'preact';
import { hasOneOf, hasRole, VENUE_MANAGERS } from '../../kernel/actor.ts';
import { isId } from '../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../kernel/refusal.ts';
import { formatInstant, formatPeriod } from '../../contract/texts/format.ts';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { handleMail } from '../../notifications/handle-mail.ts';
import { readFailedMails } from '../../notifications/read-mails.ts';
import { resendMail } from '../../notifications/resend-mail.ts';
import type { FailedMail } from '../../notifications/views.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo, sendSecretPage } from '../render.tsx';
import { Empty, Notice } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { say, type View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import { ManagerPage } from './manager-page.tsx';

interface Told {
  tone: 'success' | 'warning';
  text: string;
}

/** `GET /beheer/berichten`: mails that reached nobody, for managers about their venues and for agents about all. */
export const showMessages =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { t } = ctx.state.view;
    const text = { opnieuw: t.messages.resent, afgehandeld: t.messages.isHandled }[ctx.URL.searchParams.get('gelukt') ?? ''];
    await show(ctx, services, text ? { tone: 'success', text } : undefined);
  };

async function show(ctx: WebContext, { db }: WebServices, told?: Told, status = 200): Promise<void> {
  const { view } = ctx.state;
  const mails = await readFailedMails(db, view.actor, view.now);
  ctx.status = status;
  sendSecretPage(ctx, <MessagesPage view={view} mails={mails} told={told} />);
}

/** `POST /beheer/berichten/{id}`: sends it again, or takes it off the list because somebody called. */
export const settleMessage =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const mailId = ctx.params['id'] ?? '';
    if (view.actor.kind !== 'person') throw new Refusal('not-signed-in');
    if (!isId(mailId)) throw new Refusal('not-found');
    const again = fieldOf(formOf(ctx), 'actie') === 'opnieuw';
    try {
      await transact(services.db, async (tx) => {
        if (again) await resendMail(tx, { mailId }, view.actor, view.now);
        else await handleMail(tx, mailId, view.actor, view.now);
      });
      goTo(ctx, `/beheer/berichten?gelukt=${again ? 'opnieuw' : 'afgehandeld'}`);
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      await show(ctx, services, { tone: 'warning', text: sayRefusal(thrown, view.language) }, 409);
    }
  };

const TOLD_HERE = new Set(['no-email-address', 'mail-not-resendable', 'too-many-requests']);

function MessagesPage({ view, mails, told }: { view: View; mails: readonly FailedMail[]; told: Told | undefined }): JSX.Element {
  const { t } = view;
  return (
    <Frame view={view}>
      <p class="oz-muted">{t.messages.lead}</p>
      {told && (
        <Notice tone={told.tone}>
          <p>{told.text}</p>
        </Notice>
      )}
      {mails.length === 0 && (
        <Empty icon="tick" title={t.messages.nothing}>
          <p>{t.messages.nothingHint}</p>
        </Empty>
      )}
      <ul class="oz-affected oz-plain">
        {mails.map((mail) => (
          <li key={mail.id} class="oz-panel oz-stack" data-gap="sm">
            <Failed view={view} mail={mail} />
          </li>
        ))}
      </ul>
    </Frame>
  );
}

/** Managers find it beside their other pages; an agent who manages nothing sees it by itself. */
const Frame = ({ view, children }: { view: View; children: ComponentChildren }): JSX.Element => {
  const { title } = view.t.messages;
  if (hasOneOf(view.actor, VENUE_MANAGERS)) {
    return (
      <ManagerPage view={view} title={title} current="messages">
        {children}
      </ManagerPage>
    );
  }
  return (
    <Page view={view} title={title} section="agent">
      <div class="oz-wrap oz-stack">
        <h1 class="ds-heading" data-size="lg">
          {title}
        </h1>
        {children}
      </div>
    </Page>
  );
};

function Failed({ view, mail }: { view: View; mail: FailedMail }): JSX.Element {
  const { t, language, actor } = view;
  const { booking, phone } = mail;
  const kind = t.messages.kinds[mail.template] ?? t.messages.other;
  return (
    <>
      <h2 class="ds-heading" data-size="2xs">
        {kind}
        {mail.personName && `: ${mail.personName}`}
      </h2>
      <p>
        {phone ? (
          <a class="ds-button" data-size="sm" href={`tel:${phone.replaceAll(' ', '')}`}>
            {t.messages.call} {phone}
          </a>
        ) : (
          t.messages.noPhone
        )}
      </p>
      {booking && (
        <p>
          <a href={`/reservaties/${booking.code}#berichten`}>{booking.activity}</a>
          <br />
          {say(view, booking.hall)}, {formatPeriod(booking.period, language)}
        </p>
      )}
      <p>{mail.recipient}</p>
      <p class="oz-small oz-muted">
        {t.messages.failedAt(formatInstant(mail.createdAt, language))}. {mail.lastError && t.messages.because(mail.lastError)}
      </p>
      {(booking ?? hasRole(actor, 'agent')) && (
        <form method="post" action={`/beheer/berichten/${mail.id}`} class="oz-row">
          <button class="ds-button" data-variant="secondary" data-size="sm" type="submit" name="actie" value="afgehandeld">
            {t.messages.handled}
          </button>
          {booking && (
            <button class="ds-button" data-variant="secondary" data-size="sm" type="submit" name="actie" value="opnieuw">
              {t.messages.resend}
            </button>
          )}
        </form>
      )}
    </>
  );
}
