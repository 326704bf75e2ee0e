import { Fragment, type JSX } from 'preact';
import { takeIntoService, tryLock } from '../../../access/commission-lock.ts';
import { readCommissioning, type Commissioning } from '../../../access/read-commission.ts';
import { formatTime } from '../../../contract/texts/format.ts';
import { isId, type LockId } from '../../../kernel/ids.ts';
import { isRefusal, Refusal } from '../../../kernel/refusal.ts';
import { inLanguage } from '../../../kernel/text.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { Back } from '../../shared/back.tsx';
import { Notice } from '../../shared/notice.tsx';
import { link, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { ManagerPage } from '../manager-page.tsx';
import { mustManageDoors } from './new-lock-page.tsx';

function idIn(ctx: WebContext): LockId {
  mustManageDoors(ctx);
  const id = ctx.params['id'] ?? '';
  if (!isId(id)) throw new Refusal('not-found');
  return id as LockId;
}

/** `GET /beheer/nieuw-slot/{id}`: what a new lock can do, and how far its test is. */
export const showTrial =
  ({ db, doorKeys }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const found = await readCommissioning(db, doorKeys, idIn(ctx), view.actor, view.now);
    const problem = { nu: view.t.commissioning.gone, code: view.t.commissioning.noCode }[ctx.URL.searchParams.get('fout') ?? ''];
    sendPage(ctx, <TrialPage view={view} found={found} problem={problem} />);
    ctx.set('Cache-Control', 'no-store');
  };

/** `POST /beheer/nieuw-slot/{id}`: a test code goes on it, or it is put into service. */
export const actOnTrial =
  ({ db, doorKeys }: WebServices): Handler =>
  async (ctx) => {
    const { view } = ctx.state;
    const id = idIn(ctx);
    const act = fieldOf(formOf(ctx), 'actie') === 'gebruik' ? takeIntoService : tryLock;
    try {
      await transact(db, (tx) => act(tx, doorKeys, id, view.actor, view.now));
      goTo(ctx, `/beheer/nieuw-slot/${id}`);
    } catch (thrown) {
      if (!isRefusal(thrown, 'wrong-state') && !isRefusal(thrown, 'no-code-left')) throw thrown;
      goTo(ctx, link(`/beheer/nieuw-slot/${id}`, { fout: isRefusal(thrown, 'wrong-state') ? 'nu' : 'code' }));
    }
  };

const TrialPage = ({ view, found, problem }: { view: View; found: Commissioning; problem: string | undefined }): JSX.Element => {
  const { lock, halls, step } = found;
  const c = view.t.commissioning;
  const isServing = lock.state === 'in-service';
  return (
    <ManagerPage view={view} title={inLanguage(lock.name, view.language)} current="doors">
      <Back href="/beheer/nieuw-slot">{c.title}</Back>
      {problem && (
        <Notice tone="warning">
          <p>{problem}</p>
        </Notice>
      )}
      <div class="oz-stack" id="proef" data-live-topics={`venue:${halls[0]!.venue.id}`} data-says={isServing ? c.served : c.steps[step]}>
        <Facts view={view} found={found} />
        {lock.info.unfit !== undefined && (
          <Notice tone="danger" title={c.unfitTitle}>
            <p>{c.unfit(lock.info.unfit)}</p>
          </Notice>
        )}
        {isServing ? (
          <Notice tone="success">
            <p>{c.served}</p>
          </Notice>
        ) : (
          lock.info.unfit === undefined && <Trial view={view} found={found} />
        )}
      </div>
    </ManagerPage>
  );
};

const Facts = ({ view, found: { lock, halls } }: { view: View; found: Commissioning }): JSX.Element => {
  const c = view.t.commissioning;
  const can = lock.info.capabilities;
  const facts: [string, string][] = [
    [c.gateway, `${lock.gateway}: ${c.reach[lock.gateway_status]}`],
    [c.reachLabel, `${lock.lock_name}: ${c.reach[lock.lock_status]}`],
    [c.make, lock.info.driver ?? c.unheard],
    [c.slots, can ? String(can.slots) : c.unheard],
    [c.windows, can ? (can.windows ? c.windowsYes : c.windowsNo) : c.unheard],
    ...(lock.clock_skew_seconds === null ? [] : [[c.clock, c.clockOff(lock.clock_skew_seconds)] as [string, string]]),
    ...(lock.battery_percent === null ? [] : [[c.battery, `${lock.battery_percent} %`] as [string, string]]),
    [c.opens, halls.map(({ name }) => inLanguage(name, view.language)).join(', ')],
  ];
  return (
    <section class="oz-stack" data-gap="xs" aria-labelledby="wat-het-kan">
      <h2 class="ds-heading" data-size="sm" id="wat-het-kan">
        {c.facts}
      </h2>
      <dl class="oz-terms">
        {facts.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
};

const Trial = ({ view, found: { lock, step, digits, window } }: { view: View; found: Commissioning }): JSX.Element => {
  const c = view.t.commissioning;
  const isRunning = step === 'sending' || step === 'trouble' || step === 'press';
  return (
    <section class="oz-stack" aria-labelledby="proef-titel">
      <h2 class="ds-heading" data-size="sm" id="proef-titel">
        {c.trial}
      </h2>
      {lock.gateway_status === 'offline' && (
        <Notice tone="warning">
          <p>{c.gatewayAway}</p>
        </Notice>
      )}
      <p>{c.steps[step]}</p>
      {isRunning && digits && (
        <p>
          <span class="ds-sr-only">
            {c.digits}: {digits.split('').join(' ')}
          </span>
          <span class="oz-code" aria-hidden="true">
            {digits}
          </span>
        </p>
      )}
      {isRunning && !digits && <p>{c.otherSees}</p>}
      {isRunning && window && <p>{c.until(formatTime(window.end, view.language))}</p>}
      {step === 'passed' && <p class="oz-muted">{c.serveHint}</p>}
      {!isRunning && step !== 'going' && (
        <form method="post" action={`/beheer/nieuw-slot/${lock.id}`}>
          <button class="ds-button" type="submit" name="actie" value={step === 'passed' ? 'gebruik' : 'proef'}>
            {step === 'passed' ? c.serve : step === 'missed' ? c.putAgain : c.put}
          </button>
        </form>
      )}
    </section>
  );
};
