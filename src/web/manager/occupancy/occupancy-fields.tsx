import type { JSX } from 'preact';
import type { VenueName } from '../../../occupancy/views.ts';
import { say, type View } from '../../view.ts';

interface DateProps {
  view: View;
  label: string;
  day: string;
  wrongDate: string | undefined;
}

/** A day, as the browser's own calendar gives it; what is no date stays as it was typed, in a plain field. */
export const DateField = ({ view: { t }, label, day, wrongDate }: DateProps): JSX.Element => (
  <div class="ds-field">
    <label class="ds-label" for="datum">
      {label}
    </label>
    {wrongDate === undefined ? (
      <input class="ds-input" type="date" id="datum" name="datum" value={day} />
    ) : (
      <input class="ds-input" type="text" id="datum" name="datum" value={wrongDate} aria-invalid="true" aria-describedby="datum-fout" />
    )}
    {wrongDate !== undefined && (
      <p class="ds-validation-message" id="datum-fout">
        {t.occupancy.dateWrong}
      </p>
    )}
  </div>
);

/** One of the venues where the reader works, or all of them. */
export const VenueField = ({ view, venues, chosen }: { view: View; venues: readonly VenueName[]; chosen: string }): JSX.Element => (
  <div class="ds-field">
    <label class="ds-label" for="gebouw">
      {view.t.occupancy.venue}
    </label>
    <select class="ds-input" id="gebouw" name="gebouw">
      <option value="">{view.t.occupancy.allVenues}</option>
      {venues.map(({ slug, name }) => (
        <option key={slug} value={slug} selected={slug === chosen}>
          {say(view, name)}
        </option>
      ))}
    </select>
  </div>
);
