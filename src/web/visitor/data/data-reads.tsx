import type { JSX } from 'preact';
import { formatInstant } from '../../../contract/texts/format.ts';
import type { DataRead } from '../../../privacy/list-data-reads.ts';
import type { View } from '../../view.ts';

/** Who of the staff looked at the reader's data, as a table; the latest on top. */
export const DataReads = ({ view, reads, more }: { view: View; reads: readonly DataRead[]; more: string | undefined }): JSX.Element => {
  const { t, actor } = view;
  return (
    <section class="oz-stack" data-gap="sm" aria-labelledby="inzage" id="wie-keek" data-live-topics={actor.kind === 'person' ? `person:${actor.personId}` : undefined}>
      <h2 class="ds-heading" data-size="sm" id="inzage">
        {t.myData.reads}
      </h2>
      <p class="oz-muted oz-prose">{t.myData.readsLead}</p>
      {reads.length === 0 ? (
        <p>{t.myData.noReads}</p>
      ) : (
          <table class="oz-table" data-stacked>
            <thead>
              <tr>
                <th scope="col">{t.myData.when}</th>
                <th scope="col">{t.myData.who}</th>
                <th scope="col">{t.myData.what}</th>
                <th scope="col">{t.myData.why}</th>
              </tr>
            </thead>
            <tbody>
              {reads.map((read) => (
                <ReadRow key={read.id} view={view} read={read} />
              ))}
            </tbody>
          </table>
      )}
      {more && (
        <p>
          <a class="ds-button" data-variant="secondary" href={more}>
            {t.frame.more}
          </a>
        </p>
      )}
    </section>
  );
};

const ReadRow = ({ view: { t, language }, read }: { view: View; read: DataRead }): JSX.Element => {
  const role = read.role ? t.roles.names[read.role] : t.myData.somebody;
  return (
    <tr>
      <th scope="row" class="oz-numeric">
        {formatInstant(read.at, language)}
      </th>
      <td>{read.organisation ? t.myData.ofOrganisation(role, read.organisation) : role}</td>
      <td>
        {t.myData.actions[read.action] ?? t.myData.anything}
        {read.booking && (
          <>
            {': '}
            <a href={`/reservaties/${read.booking}`}>{t.myData.booking(read.booking)}</a>
          </>
        )}
      </td>
      <td>
        {read.role ? t.myData.purposes[read.role] : t.myData.noPurpose}
        {read.reason && (
          <>
            <br />
            {t.myData.given(read.reason)}
          </>
        )}
      </td>
    </tr>
  );
};
