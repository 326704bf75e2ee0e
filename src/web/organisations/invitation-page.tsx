import { acceptInvitation } from '../../identity/accept-invitation.ts';
import { openInvitation } from '../../identity/views.ts';
import { formatInstant } from '../../contract/texts/format.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { goTo, sendPage } from '../render.tsx';
import { Page } from '../shared/page.tsx';
import { link } from '../view.ts';
import type { Handler, WebServices } from '../web.ts';

/** `GET /organisaties/uitnodiging/{secret}`: for whom one is invited to act, before one accepts. The secret from the mail is the proof. */
export const showInvitation =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const { t } = view;
    const invitation = await openInvitation(db, ctx.params['token'] ?? '', view.now);
    if (!invitation) throw new Refusal('invitation-lapsed');
    sendPage(
      ctx,
      <Page view={view} title={t.organisations.accept} section="mine">
        <div class="oz-wrap oz-narrow oz-stack">
          <h1 class="oz-hall-title">{invitation.organisationName}</h1>
          <p>{t.organisations.acceptText(t.organisations.roles[invitation.role])}</p>
          <p class="oz-muted">{t.organisations.expires(formatInstant(new Date(invitation.expiresAt), view.language))}</p>
          {view.actor.kind === 'person' ? (
            <form method="post" action={ctx.path}>
              <button class="ds-button" type="submit">
                {t.organisations.acceptButton}
              </button>
            </form>
          ) : (
            <p>
              <a class="ds-button" href={link('/aanmelden', { terug: ctx.path })}>
                {t.book.logIn}
              </a>
            </p>
          )}
        </div>
      </Page>,
    );
    ctx.set('Cache-Control', 'no-store');
    ctx.set('Referrer-Policy', 'no-referrer');
  };

/** `POST /organisaties/uitnodiging/{secret}`: accepts. */
export const accept =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const organisationId = await transact(db, (tx) => acceptInvitation(tx, ctx.params['token'] ?? '', view.actor, view.now));
    goTo(ctx, link(`/organisaties/${organisationId}`, { gelukt: 'aanvaard' }));
  };
