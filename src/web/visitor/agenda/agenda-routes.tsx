import { createHash } from 'node:crypto';
import { feedAddress, secretIn } from '../../../calendars/feed.ts';
import { makeFeed } from '../../../calendars/make-feed.ts';
import { readFeed } from '../../../calendars/read-feed.ts';
import { revokeFeed } from '../../../calendars/revoke-feed.ts';
import { myFeeds } from '../../../calendars/views.ts';
import { signedIn } from '../../../bookings/policy.ts';
import { isId, type OrganisationId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage, sendSecretPage } from '../../render.tsx';
import { textsIn } from '../../texts/texts.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { AgendaPage } from './agenda-page.tsx';

/** `GET /reservaties/agenda`: which links there are. */
export const showAgenda =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const feeds = await myFeeds(db, signedIn(view.actor).personId);
    sendPage(ctx, <AgendaPage view={view} feeds={feeds} notice={ctx.URL.searchParams.get('gelukt') === 'gestopt' ? view.t.agenda.stopped : undefined} />);
  };

/** Whose bookings the form is about: an organisation's, or `undefined` for one's own. */
function whose(ctx: WebContext): OrganisationId | undefined {
  const given = fieldOf(formOf(ctx), 'van');
  if (given !== 'own' && !isId(given)) throw new Refusal('not-found');
  return given === 'own' ? undefined : (given as OrganisationId);
}

/** `POST /reservaties/agenda/maken`: makes or renews a link and shows it in this one answer, which no cache may keep. */
export const makeLink =
  ({ db, origin }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const organisationId = whose(ctx);
    const secret = await transact(db, (tx) => makeFeed(tx, view.actor, organisationId, view.language, view.now));
    const feeds = await myFeeds(db, signedIn(view.actor).personId);
    const name = view.organisations.find(({ id }) => id === organisationId)?.name ?? view.t.agenda.own;
    sendSecretPage(ctx, <AgendaPage view={view} feeds={feeds} made={{ name, address: feedAddress(origin, secret) }} />);
  };

/** `POST /reservaties/agenda/stoppen`: what is stopped already stays so. */
export const stopLink =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const organisationId = whose(ctx);
    await transact(db, (tx) => revokeFeed(tx, ctx.state.view.actor, organisationId)).catch((thrown: unknown) => {
      if (!isRefusal(thrown, 'not-found')) throw thrown;
    });
    goTo(ctx, '/reservaties/agenda?gelukt=gestopt');
  };

/** `GET` of an address that only takes a form: whoever reloads the page of a new link sees the links again, without it. */
export const backToAgenda = (): Handler => async (ctx) => goTo(ctx, '/reservaties/agenda');

/** Whether the asker has this version already (RFC 9110 §13.1.2); also when it says `no-cache`, as some do who only mean to ask. */
const isKnown = (ifNoneMatch: string, etag: string): boolean => ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);

/**
 * `GET /agenda/{secret}.ics`: what a calendar application fetches, without a session. What opens nothing is answered alike, in two words:
 * no person reads it.
 */
export const sendFeed =
  ({ db, clock, origin }: Pick<WebServices, 'db' | 'clock' | 'origin'>): Handler =>
  async (ctx) => {
    const secret = secretIn(ctx.params['file'] ?? '');
    const names = ({ organisation, language }: Parameters<Parameters<typeof readFeed>[2]['names']>[0]): string => textsIn(language).agenda.calendarName(organisation?.name);
    const calendar = secret && (await readFeed(db, secret, { now: clock(), origin, names }));
    ctx.set('X-Robots-Tag', 'noindex');
    if (!calendar) {
      ctx.status = 404;
      ctx.type = 'text/plain';
      ctx.body = 'Not found\n';
      return;
    }
    ctx.status = 200;
    ctx.type = 'text/calendar; charset=utf-8';
    ctx.set('Cache-Control', 'private, max-age=300');
    const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
    ctx.set('ETag', etag);
    if (isKnown(ctx.get('If-None-Match'), etag)) ctx.status = 304;
    else ctx.body = calendar;
  };
