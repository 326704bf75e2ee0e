import type { JSX } from 'preact';
import { MOST_SPARES, setSpares } from '../../../access/lock-spares.ts';
import type { LockDetail } from '../../../access/read-locks.ts';
import { isId, type LockId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { transact } from '../../../platform/db.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo } from '../../render.tsx';
import { Select } from '../../shared/fields.tsx';
import type { View } from '../../view.ts';
import type { Handler, WebServices } from '../../web.ts';

/** `POST /beheer/sloten/{id}/reservecodes`: how many spare codes a lock is to hold. */
export const saveSpares =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { actor } = ctx.state.view;
    const id = ctx.params['id'] ?? '';
    if (actor.kind !== 'person') throw new Refusal('not-signed-in');
    if (!isId(id)) throw new Refusal('not-found');
    const asked = fieldOf(formOf(ctx), 'aantal');
    await transact(db, (tx) => setSpares(tx, id as LockId, /^\d$/.test(asked) ? Number(asked) : NaN, actor));
    goTo(ctx, `/beheer/sloten/${id}#reservecodes`);
  };

interface Props {
  view: View;
  lock: LockDetail;
  /** A manager of its venue looks at it. */
  mayChange: boolean;
}

/** The spare codes of a lock: how many are ready, why there are none, and for managers how many there should be. */
export function SparesPart({ view, lock: { id, venue, spares }, mayChange }: Props): JSX.Element {
  const { t } = view;
  const { asked, ready, why } = spares;
  const canHave = why === undefined || why === 'full';
  return (
    <section class="oz-stack" data-gap="sm" id="reservecodes" tabIndex={-1} aria-labelledby="reservecodes-titel">
      <h2 class="ds-heading" data-size="sm" id="reservecodes-titel">
        {t.locks.spares.title}
      </h2>
      <div class="oz-stack" data-gap="xs" id="reservecodes-nu" data-live-topics={`venue:${venue.id}`}>
        {canHave && <p class="oz-strong">{asked === 0 ? t.locks.spares.off : t.locks.spares.ready(ready, asked)}</p>}
        {why && <p>{t.locks.spares.why[why]}</p>}
        {canHave && ready < asked && why === undefined && <p class="oz-muted">{t.locks.spares.soon}</p>}
      </div>
      {mayChange && (canHave || asked > 0) && (
        <form class="oz-stack" data-gap="sm" method="post" action={`/beheer/sloten/${id}/reservecodes`}>
          <p class="oz-small oz-muted">{t.locks.spares.lead}</p>
          <p class="oz-small oz-muted">{t.locks.spares.cost}</p>
          <Select name="aantal" label={t.locks.spares.how} value={String(asked)} options={Array.from({ length: MOST_SPARES + 1 }, (_, count) => ({ value: String(count), text: count === 0 ? t.locks.spares.none : String(count) }))} />
          <div>
            <button class="ds-button" data-size="sm" data-variant="secondary" type="submit">
              {t.locks.spares.save}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}
