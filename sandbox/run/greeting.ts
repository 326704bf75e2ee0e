import { personas } from '../personas.ts';
import type { Addresses } from './addresses.ts';

/** Who a persona is, in English; their own `summary` says it in Dutch. */
const IN_ENGLISH: Readonly<Record<string, string>> = {
  els: 'resident', noor: 'resident', jan: 'represents an association', mieke: 'member of the same association',
  pieter: 'association without a number', sofie: 'company', tom: 'school', karim: 'contact-centre agent',
  an: 'manager of Culture', bart: 'manager of Sport', ria: 'finance, administrator',
};

/** What to tell whoever started the city: where to go, and as whom. */
export const greeting = (urls: Addresses, dataDir: string, seconds: number): string => `
Openzaal draait · is running (${seconds.toFixed(1)} s)

${table([
  ['Website', urls.site],
  ['E-mail · mail', urls.mail],
  ['Sloten · locks', urls.locks],
  ['Betalingen · payments', urls.mollie],
])}

Aanmelden als · log in as (kies een persoon op de aanmeldpagina, zonder wachtwoord · pick a person, no password):

${table(personas.map(({ key, givenName, familyName, summary }) => [`${givenName} ${familyName}`, summary, IN_ENGLISH[key] ?? '']))}

Gegevens · data: ${dataDir}   Logboeken · logs: ${dataDir}/logs   Stoppen · stop: Ctrl-C
`;

/** Columns as wide as what stands in them. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ').trimEnd()}`).join('\n');
}
