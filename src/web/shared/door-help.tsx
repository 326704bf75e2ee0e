import type { JSX } from 'preact';
import type { DoorAct, DoorHelp } from '../../access/door-help.ts';
import { formatInstant } from '../../contract/texts/format.ts';
import { say, type View } from '../view.ts';
import { Box, Choices, TextArea } from './fields.tsx';

export const HELP_PARTS = ['openen', 'code', 'herstellen'] as const;
export type HelpPart = (typeof HELP_PARTS)[number];

export interface HelpShown {
  help: DoorHelp;
  /** Which of the forms was sent last, and what was wrong with it. */
  part?: HelpPart | undefined;
  fault?: string | undefined;
}

interface Props {
  view: View;
  /** Below this address each part has its own. */
  action: string;
  /** At the contact centre one goes on there. */
  back?: 'kcc' | undefined;
  about: 'booking' | 'lock';
  shown: HelpShown;
}

/** What the address of a page says of a form that was sent: `?deur=openen&fout=deur-reden`. */
export const helpAsked = (query: URLSearchParams): Pick<HelpShown, 'part' | 'fault'> => {
  const part = HELP_PARTS.find((one) => one === query.get('deur'));
  return part ? { part, fault: query.get('fout') ?? undefined } : {};
};

/** What staff do for somebody at a door, each with a reason, and what was done before. */
export function DoorHelpPart({ view, action, back, about, shown }: Props): JSX.Element {
  const { t } = view;
  const { help } = shown;
  const mayUnlock = help.as === 'manager' || help.isOpenNow;
  const form = { view, action, back, shown };
  return (
    <section class="oz-stack" data-gap="sm" id="deur-hulp" tabIndex={-1} aria-labelledby="deur-hulp-titel">
      <h3 class="ds-heading" data-size="2xs" id="deur-hulp-titel">
        {t.doorHelp.title}
      </h3>
      <p class="oz-small oz-muted">{about === 'booking' ? t.doorHelp.lead : t.doorHelp.leadLock}</p>
      <Part {...form} part="openen" texts={t.doorHelp.unlock} offered={mayUnlock && help.locks.some(({ unlock }) => unlock === 'possible')}>
        {mayUnlock ? <Doors view={view} shown={shown} /> : <p>{t.doorHelp.unlock.closed}</p>}
      </Part>
      {about === 'booking' && <Part {...form} part="code" texts={t.doorHelp.code} offered />}
      <Part {...form} part="herstellen" texts={t.doorHelp.repair} offered />
      {help.acts.length > 0 && <Acts view={view} acts={help.acts} />}
    </section>
  );
}

interface PartProps extends Pick<Props, 'view' | 'action' | 'back' | 'shown'> {
  part: HelpPart;
  texts: { title: string; lead: string; button: string };
  offered: boolean;
  children?: JSX.Element;
}

function Part({ view: { t }, action, back, shown, part, texts, offered, children }: PartProps): JSX.Element {
  const fault = shown.part === part ? shown.fault : undefined;
  return (
    <details class="oz-more" open={shown.part === part}>
      <summary>{texts.title}</summary>
      <form method="post" action={`${action}/${part}`} class="oz-stack" data-gap="sm" noValidate>
        <p class="oz-small">{texts.lead}</p>
        {children}
        {back && <input type="hidden" name="terug" value={back} />}
        {fault && fault in t.doorHelp.faults && (
          <p class="ds-validation-message" data-field="validation" role="alert">
            {t.doorHelp.faults[fault as keyof typeof t.doorHelp.faults]}
          </p>
        )}
        {offered && (
          <>
            <TextArea name={`reden-${part}`} label={t.doorHelp.reason} value="" rows={2} maxLength={500} error={fault === 'deur-reden' ? t.doorHelp.reasonMissing : undefined} />
            <div>
              <button class="ds-button" data-size="sm" data-variant={part === 'openen' ? undefined : 'secondary'} type="submit">
                {texts.button}
              </button>
            </div>
          </>
        )}
      </form>
    </details>
  );
}

/** Of one door nothing need be chosen. */
function Doors({ view, shown: { help, part, fault } }: { view: View; shown: HelpShown }): JSX.Element {
  const { t } = view;
  const possible = help.locks.filter(({ unlock }) => unlock === 'possible');
  const others = help.locks.filter(({ unlock }) => unlock !== 'possible');
  const [only] = possible;
  return (
    <>
      {possible.length === 0 && <p>{t.doorHelp.unlock.none}</p>}
      {only && possible.length === 1 && (
        <p>
          <input type="hidden" name="slot" value={only.id} />
          {say(view, only.name)}
        </p>
      )}
      {possible.length > 1 && (
        <Choices legend={t.doorHelp.door}>
          {possible.map((lock, index) => (
            <Box key={lock.id} kind="radio" name="slot" value={lock.id} checked={false} label={say(view, lock.name)} error={index === possible.length - 1 && part === 'openen' && fault === 'deur-slot' ? t.doorHelp.doorMissing : undefined} />
          ))}
        </Choices>
      )}
      {others.map((lock) => (
        <p key={lock.id} class="oz-small oz-muted">
          {say(view, lock.name)}: {lock.unlock !== 'possible' && t.doorHelp.cannot[lock.unlock]}
        </p>
      ))}
    </>
  );
}

const Acts = ({ view, acts }: { view: View; acts: readonly DoorAct[] }): JSX.Element => (
  <div class="oz-stack" data-gap="xs">
    <h4 class="ds-heading" data-size="2xs">
      {view.t.doorHelp.done}
    </h4>
    <ul class="oz-plain oz-stack" data-gap="sm">
      {acts.map((act) => (
        <Act key={act.at.toISOString()} view={view} act={act} />
      ))}
    </ul>
  </div>
);

const Act = ({ view, act }: { view: View; act: DoorAct }): JSX.Element => (
  <li data-says={act.outcome && view.t.doorHelp.outcomes[act.outcome]}>
    <strong>{view.t.doorHelp.actions[act.action]}</strong>
    {act.lock && ` (${say(view, act.lock)})`}
    {act.outcome && (
      <>
        <br />
        {view.t.doorHelp.outcomes[act.outcome]}
      </>
    )}
    <br />
    <span class="oz-small oz-muted">
      {view.t.doorHelp.line(formatInstant(act.at, view.language), act.by)}: {act.reason}
    </span>
  </li>
);
