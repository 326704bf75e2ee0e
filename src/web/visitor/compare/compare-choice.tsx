import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { say, type View } from '../../view.ts';

/** The form of the comparison stands once below a list; the boxes in the list belong to it. */
const FORM = 'vergelijk';

/** Chooses a hall for the comparison. */
export const CompareBox = ({ view, hall }: { view: View; hall: Pick<Hall, 'slug' | 'name'> }): JSX.Element => (
  <label class="oz-compare-box">
    <input class="ds-input" type="checkbox" name="zaal" value={hall.slug} form={FORM} />
    <span>{view.t.choosing.compare}</span>
    <span class="ds-sr-only">: {say(view, hall.name)}</span>
  </label>
);

/** Compares the chosen halls, at the moment that was asked if there is one. It stays in sight once something is chosen. */
export const CompareBar = ({ view: { t }, asked = {} }: { view: View; asked?: Readonly<Record<string, string>> }): JSX.Element => (
  <form id={FORM} method="get" action="/vergelijken" class="oz-compare-bar">
    {Object.entries(asked).map(([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />)}
    <p class="oz-small">{t.choosing.compareHint}</p>
    <button class="ds-button" data-variant="secondary" type="submit">
      {t.choosing.compareChosen}
    </button>
  </form>
);
