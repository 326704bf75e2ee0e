import type { JSX } from 'preact';
import { parse } from 'yaml';
import { sayViolation } from '../../../contract/texts/refusal-texts.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { addDays, isLocalDate, localDate } from '../../../kernel/time.ts';
import { transact } from '../../../platform/db.ts';
import { draftOf, type Regulation } from '../../../pricing/regulation.ts';
import { readRegulation } from '../../../pricing/regulation-views.ts';
import { saveDraft } from '../../../pricing/save-draft.ts';
import { fieldOf, formOf } from '../../form.ts';
import { goTo, sendPage } from '../../render.tsx';
import { errorAt, ErrorSummary, Input, Select, TextArea, type FieldError } from '../../shared/fields.tsx';
import { Notice } from '../../shared/notice.tsx';
import { say, type View } from '../../view.ts';
import type { Handler, WebContext, WebServices } from '../../web.ts';
import { ManagerPage, mustOpen } from '../manager-page.tsx';
import { currentOf } from './tariffs-page.tsx';
import { yamlOf } from './yaml-of.ts';

const FIELD = { source: 'regels', validFrom: 'vanaf', countsBy: 'telt', version: 'versie' } as const;
/** A form is at most 100 kB, in which line ends and colons take three. */
const LONGEST = 60_000;
/** More is mended in several goes. */
const MOST_FAULTS = 40;

interface DraftForm {
  source: string;
  validFrom: string;
  countsBy: 'activity' | 'booking';
  version: number;
}

/** `GET /beheer/tarieven/{id}/ontwerp`: the draft, or the version that counts now to begin from. */
export const showDraft =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { regulation, view } = await find(ctx, db);
    const notice = ctx.URL.searchParams.get('gelukt') === 'bewaard' ? view.t.tariffs.saved : undefined;
    send(ctx, regulation, formOfRegulation(regulation, view.now), { errors: [], notice });
  };

/** `POST` there: saves it when nothing overlaps, is missing or is unknown; else says at which field. */
export const postDraft =
  ({ db }: WebServices): Handler =>
  async (ctx) => {
    const { regulation, view } = await find(ctx, db);
    const form = readForm(formOf(ctx));
    if (!isLocalDate(form.validFrom)) return send(ctx, regulation, form, { errors: [{ name: FIELD.validFrom, text: view.t.tariffs.problem.day }] }, 422);
    try {
      await transact(db, (tx) => saveDraft(tx, regulation.id, { ...form, expectedVersion: form.version }, view.actor, view.now));
      goTo(ctx, `/beheer/tarieven/${regulation.id}/ontwerp?gelukt=bewaard`);
    } catch (thrown) {
      if (isRefusal(thrown, 'version-outdated')) {
        return send(ctx, regulation, { ...form, version: Number(thrown.facts['version'] ?? 0) }, { errors: [{ name: FIELD.source, text: view.t.tariffs.problem.newer }] }, 412);
      }
      if (!isRefusal(thrown, 'invalid-request')) throw thrown;
      const errors = thrown.violations.slice(0, MOST_FAULTS).map((one): FieldError => one.field === 'validFrom'
        ? { name: FIELD.validFrom, text: view.t.tariffs.problem.past }
        : { name: FIELD.source, text: `${placeOf(one.field, form.source)}${sayViolation(one, view.language)}` });
      send(ctx, regulation, form, { errors }, 422);
    }
  };

async function find(ctx: WebContext, db: WebServices['db']): Promise<{ regulation: Regulation; view: View }> {
  const { view } = ctx.state;
  mustOpen(view.actor, 'tariffs');
  return { view, regulation: await readRegulation(db, ctx.params['id'] ?? '', view.actor) };
}

function formOfRegulation(regulation: Regulation, now: Date): DraftForm {
  const tomorrow = addDays(localDate(now), 1);
  const draft = draftOf(regulation);
  const from = draft ?? currentOf(regulation, localDate(now)) ?? regulation.versions[0];
  return { source: from ? from.source ?? yamlOf(from.rules) : '', validFrom: draft?.validFrom ?? tomorrow, countsBy: from?.countsBy ?? 'activity', version: draft?.version ?? 0 };
}

const readForm = (fields: URLSearchParams): DraftForm => ({
  source: fieldOf(fields, FIELD.source).replaceAll('\r\n', '\n').slice(0, LONGEST), validFrom: fieldOf(fields, FIELD.validFrom).slice(0, 10),
  countsBy: fieldOf(fields, FIELD.countsBy) === 'booking' ? 'booking' : 'activity', version: Number(fieldOf(fields, FIELD.version)) || 0,
});

/** `prices › zaal-1-les › euro: `: where in the text; what has no name of its own is counted from one. */
function placeOf(field: string | undefined, source: string): string {
  const steps = field?.split('/').slice(1) ?? [];
  const said: string[] = [];
  let node: unknown = readable(source);
  for (const step of steps) {
    node = typeof node === 'object' && node !== null ? Object.entries(node).find(([key]) => key === step)?.[1] : undefined;
    const id = typeof node === 'object' && node !== null && 'id' in node && typeof node.id === 'string' ? node.id : undefined;
    said.push(/^\d+$/.test(step) ? id ?? `nr. ${Number(step) + 1}` : step);
  }
  return said.length === 0 ? '' : `${said.join(' › ')}: `;
}

/** Text that is no YAML says itself where it is wrong. */
function readable(source: string): unknown {
  try {
    return parse(source, { maxAliasCount: 100, logLevel: 'error' });
  } catch {
    return undefined;
  }
}

function send(ctx: WebContext, regulation: Regulation, form: DraftForm, shown: { errors: readonly FieldError[]; notice?: string | undefined }, status = 200): void {
  sendPage(ctx, <DraftPage view={ctx.state.view} regulation={regulation} form={form} {...shown} />, status);
  ctx.set('Cache-Control', 'no-store');
}

interface Props {
  view: View;
  regulation: Regulation;
  form: DraftForm;
  errors: readonly FieldError[];
  notice?: string | undefined;
}

const DraftPage = ({ view, regulation, form, errors, notice }: Props): JSX.Element => {
  const words = view.t.tariffs;
  return (
    <ManagerPage view={view} title={`${words.editTitle}: ${say(view, regulation.name)}`} current="tariffs" width="window">
      <p>
        <a class="ds-link" href={`/beheer/tarieven/${regulation.id}`}>
          {words.back}
        </a>
      </p>
      <p class="oz-muted">{words.editLead}</p>
      {notice && (
        <Notice tone="success">
          <p>{notice}</p>
          <p>
            <a class="ds-link" href={`/beheer/tarieven/${regulation.id}/vergelijking`}>
              {words.compare}
            </a>
          </p>
        </Notice>
      )}
      <ErrorSummary title={words.problems} errors={errors} />
      <form method="post" action={`/beheer/tarieven/${regulation.id}/ontwerp`} class="oz-stack" noValidate>
        <input type="hidden" name={FIELD.version} value={form.version} />
        <div class="oz-fields">
          <Input name={FIELD.validFrom} label={words.validFrom} type="date" value={form.validFrom} min={localDate(view.now)} error={errorAt(errors, FIELD.validFrom)} />
          <Select
            name={FIELD.countsBy}
            label={words.counts}
            value={form.countsBy}
            options={(['activity', 'booking'] as const).map((value) => ({ value, text: words.countsBy[value] }))}
          />
        </div>
        <TextArea name={FIELD.source} label={words.source} hint={words.sourceHint} value={form.source} rows={30} maxLength={LONGEST} />
        <div>
          <button class="ds-button" type="submit">
            {words.save}
          </button>
        </div>
      </form>
    </ManagerPage>
  );
};
