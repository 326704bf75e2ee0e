import type { JSX } from 'preact';
import type { Hall } from '../../../catalogue/hall.ts';
import { Icon } from '../../shared/icons.tsx';
import { say, type View } from '../../view.ts';

interface Props {
  view: View;
  hall: Pick<Hall, 'slug' | 'name'>;
  saved: boolean;
  /** Where to come back to. */
  back?: string;
}

/** Keeps a hall at hand, or no longer: a form of one button. The script of the pages sends it without leaving the page. */
export function SaveToggle({ view, hall, saved, back = view.here }: Props): JSX.Element {
  const { t } = view;
  const name = say(view, hall.name);
  return (
    <form method="post" action="/bewaard" class="oz-save" data-save data-saved={saved ? '' : undefined}>
      <input type="hidden" name="zaal" value={hall.slug} />
      <input type="hidden" name="terug" value={back} />
      <button class="oz-save-button" data-when="not-saved" type="submit" name="actie" value="bewaar">
        <Icon name="heart" />
        <span>{t.choosing.save}</span>
        <span class="ds-sr-only">: {name}</span>
      </button>
      <button class="oz-save-button" data-when="saved" type="submit" name="actie" value="vergeet">
        <Icon name="heart" />
        <span>{t.choosing.saved}</span>
        <span class="ds-sr-only">
          : {name}. {t.choosing.forget}
        </span>
      </button>
    </form>
  );
}
