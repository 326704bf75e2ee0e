import type { JSX } from 'preact';
import type { View } from '../view.ts';

interface Props {
  view: View;
  /** Stands for what the preview showed: what is saved is what was looked at. */
  mark: string;
  label: string;
}

/** Below a preview: save what was seen, or go back to the fields. Both belong to the form `gegevens`. */
export const SaveSeen = ({ view, mark, label }: Props): JSX.Element => (
  <div class="oz-row">
    <input type="hidden" form="gegevens" name="bekeken" value={mark} />
    <button class="ds-button" type="submit" form="gegevens" name="actie" value="bewaar">
      {label}
    </button>
    <a class="ds-button" data-variant="secondary" href="#gegevens">
      {view.t.closures.form.change}
    </a>
  </div>
);
