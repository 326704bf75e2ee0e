import type { JSX } from 'preact';
import type { EarlierBooking } from '../../../bookings/last-booking.ts';
import type { Hall } from '../../../catalogue/hall.ts';
import { formatDayOfYear } from '../../../contract/texts/format.ts';
import { Notice } from '../../shared/notice.tsx';
import { stayParams } from '../../shared/stay-form.ts';
import { link, say, type View } from '../../view.ts';
import type { BookState } from './book-state.ts';
import { EMPTY_FIELD } from './remember.ts';

interface Props {
  view: View;
  hall: Hall;
  state: BookState;
}

/** What is other than the reader may think: filled in for them, changed since, or left out. */
export const BookNotices = ({ view, hall, state }: Props): JSX.Element => (
  <>
    {state.notice && (
      <Notice tone="warning">
        <p>{state.notice}</p>
      </Notice>
    )}
    {state.remembered && <AsLastTime view={view} hall={hall} state={state} from={state.remembered} />}
  </>
);

const AsLastTime = ({ view, hall, state, from }: Props & { from: EarlierBooking }): JSX.Element => {
  const { t, language, actor } = view;
  const other = actor.kind === 'person' && from.organisationName !== undefined && from.organisationName !== actor.organisation?.name;
  return (
    <Notice tone="info" title={t.again.title}>
      <p>
        {t.again.filled(from.activity, say(view, from.hallName), formatDayOfYear(from.period.start, language))}
        {other && ` ${t.again.organisation(from.organisationName ?? '')}`}
      </p>
      <p>
        <a href={link(`/zalen/${hall.slug}/reserveren`, { ...stayParams(state.form.stay), [EMPTY_FIELD]: 'ja' })}>{t.again.empty}</a>
      </p>
    </Notice>
  );
};
