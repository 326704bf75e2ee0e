import type { JSX } from 'preact';
import type { View } from '../../view.ts';
import { Notice } from '../../shared/notice.tsx';
import type { SaidChange } from './say-change.ts';

interface Props {
  view: View;
  changes: readonly SaidChange[];
  words: { before: string; after: string };
}

/** What was beside what will be. */
export const ChangeTable = ({ view: { t }, changes, words }: Props): JSX.Element => (
  <table class="oz-table oz-changes">
    <caption class="ds-sr-only">{t.hallData.preview.title}</caption>
    <thead>
      <tr>
        <th scope="col">{t.hallData.preview.field}</th>
        <th scope="col">{words.before}</th>
        <th scope="col">{words.after}</th>
      </tr>
    </thead>
    <tbody>
      {changes.map(({ field, before, after }) => (
        <tr key={field}>
          <th scope="row">{field}</th>
          <td>
            <span class="oz-changes-word">{words.before}: </span>
            {before}
          </td>
          <td>
            <span class="oz-changes-word">{words.after}: </span>
            <strong>{after}</strong>
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Somebody saved something else meanwhile: what is kept now beside what was typed here. */
export const SomebodyWasFirst = ({ view, changes }: { view: View; changes: readonly SaidChange[] }): JSX.Element => {
  const { first } = view.t.hallData;
  return (
    <section class="oz-panel oz-stack">
      <Notice tone="warning" title={first.title}>
        <p>{first.text}</p>
      </Notice>
      {changes.length === 0 ? <p>{first.same}</p> : <ChangeTable view={view} changes={changes} words={{ before: first.theirs, after: first.yours }} />}
    </section>
  );
};
