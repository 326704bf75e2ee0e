import { IDENTITY_CHECKS } from '../../access/code-viewer.ts';
import { readCodeAloud } from '../../access/reveal-code.ts';
import { readBooking } from '../../bookings/read-booking.ts';
import { sayRefusal } from '../../contract/texts/refusal-texts.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { transact } from '../../platform/db.ts';
import { fieldOf, formOf } from '../form.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { View } from '../view.ts';
import type { Handler, WebContext, WebServices } from '../web.ts';
import type { AloudShown } from './aloud-part.tsx';
import { agentOf } from './desk-agent.ts';
import { showBooking } from './desk-load.ts';
import { callingPerson, sendDesk } from './desk-routes.tsx';

/** `POST /kcc/reservatie/{code}/code`: the digits, to be read aloud, in this one answer that no cache may keep. */
export const readAloud =
  (services: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const agent = agentOf(view);
    const sent = formOf(ctx);
    const form = { check: fieldOf(sent, 'controle'), reason: fieldOf(sent, 'reden-code').slice(0, 500) };
    const { id, code, personId } = await readBooking(services.db, ctx.params['code'] ?? '', agent);
    const check = IDENTITY_CHECKS.find((one) => one === form.check);
    const errors = faultsOf(form, view);
    if (!check || errors.length > 0) return answer(ctx, services, { code, personId }, { form, errors }, 422);
    try {
      const revealed = await transact(services.db, (tx) => readCodeAloud(tx, services.doorKeys, id, { check, reason: form.reason }, agent, view.now));
      await answer(ctx, services, { code, personId }, { form, errors, revealed }, 200);
    } catch (thrown) {
      if (!isRefusal(thrown) || !TOLD_HERE.has(thrown.code)) throw thrown;
      await answer(ctx, services, { code, personId }, { form, errors: [{ name: 'reden-code', text: sayRefusal(thrown, view.language) }] }, 409);
    }
  };

const TOLD_HERE = new Set(['code-not-yet-shown', 'no-code-for-this-hall', 'too-many-requests', 'wrong-state']);

const faultsOf = ({ check, reason }: AloudShown['form'], { t }: View): FieldError[] => [
  ...(IDENTITY_CHECKS.some((one) => one === check) ? [] : [{ name: 'controle', text: t.openers.aloud.checkMissing }]),
  ...(reason === '' ? [{ name: 'reden-code', text: t.openers.aloud.reasonMissing }] : []),
];

async function answer(
  ctx: WebContext, services: WebServices, { code, personId }: { code: string; personId: Parameters<typeof callingPerson>[1] }, more: Omit<AloudShown, 'status'>, status: number,
): Promise<void> {
  const { view } = ctx.state;
  const booking = await showBooking(services.db, code, view, { preview: 'not-wanted', aloud: more });
  const [fault] = more.errors;
  const notice = fault ? { tone: 'warning' as const, text: fault.text } : undefined;
  await sendDesk(ctx, services, await callingPerson(services, personId, view), { booking, notice }, status);
}
