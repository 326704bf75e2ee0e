import { createPerson } from '../../identity/create-person.ts';
import { findDuplicates } from '../../identity/find-duplicates.ts';
import { updatePerson } from '../../identity/update-person.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import { goTo } from '../render.tsx';
import { link } from '../view.ts';
import type { Handler, WebServices } from '../web.ts';
import { agentOf } from './desk-agent.ts';
import { callingPerson, idIn, sendDesk } from './desk-routes.tsx';
import { personAsk, readPersonForm } from './person-form.ts';
import { readWish, wishParams } from './wish.ts';

/** `POST /kcc/personen`: enters a caller. Who might be meant instead is shown first; sent again, the person is made all the same. */
export const enterPerson =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const fields = formOf(ctx);
    const form = readPersonForm(fields);
    const ask = personAsk(form, view.t);
    const agent = agentOf(view);
    if (Array.isArray(ask)) return sendDesk(ctx, services, undefined, { newPerson: { form, errors: ask, alike: [], asked: false } }, 422);
    const asked = fieldOf(fields, 'toch') === 'ja';
    const alike = asked ? [] : await transact(services.db, (tx) => findDuplicates(tx, ask, agent));
    if (alike.length > 0) return sendDesk(ctx, services, undefined, { newPerson: { form, errors: [], alike, asked: true } }, 409);
    const id = await transact(services.db, (tx) => createPerson(tx, ask, agent, view.now));
    goTo(ctx, link(`/kcc/persoon/${id}`, { ...wishParams(readWish(ctx.URL.searchParams, view), view), gelukt: 'aangemaakt' }));
  };

/** `POST /kcc/persoon/{id}`: corrects what is known of somebody who has never logged in. */
export const correctPerson =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const fields = formOf(ctx);
    const id = idIn(ctx) as PersonId;
    const form = readPersonForm(fields);
    const ask = personAsk(form, view.t);
    if (Array.isArray(ask)) return sendDesk(ctx, services, await callingPerson(services, id, view), { personAgain: { form, errors: ask } }, 422);
    try {
      await transact(services.db, (tx) => updatePerson(tx, id, { ...ask, expectedVersion: Number(fieldOf(fields, 'versie')) || undefined }, agentOf(view)));
      goTo(ctx, link(`/kcc/persoon/${id}`, { gelukt: 'bewaard' }));
    } catch (thrown) {
      if (!isRefusal(thrown, 'version-outdated')) throw thrown;
      await sendDesk(ctx, services, await callingPerson(services, id, view), { personAgain: { form, errors: [] }, notice: { tone: 'warning', text: view.t.desk.changedMeanwhile } }, 409);
    }
  };
