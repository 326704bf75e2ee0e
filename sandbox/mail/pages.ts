import { html, page, type Html } from '../page.ts';
import type { CaughtMail } from './caught-mail.ts';

const RIBBON = 'Ontwikkelomgeving: deze mails zijn niet verstuurd.';
const SHOWN = 100;

const time = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Brussels' });

/** @param to shows only the mails to that address */
export const listPage = (mails: CaughtMail[], to: string | undefined): string => page('Mails', RIBBON, html`
<h1>${to ? `Mails aan ${to}` : 'Mails'}</h1>
${to ? html`<p><a href="/">Alle mails</a></p>` : undefined}
${mails.length === 0 ? html`<p>Er zijn geen mails.</p>` : html`
<div class="table wide" role="region" aria-label="Mails" tabindex="0"><table>
<thead><tr><th scope="col">Onderwerp</th><th scope="col">Aan</th><th scope="col">Ontvangen</th></tr></thead>
<tbody>${mails.slice(0, SHOWN).map(row)}</tbody>
</table></div>`}`);

const row = (mail: CaughtMail): Html => html`
<tr><td><a href="/messages/${mail.id}">${mail.subject || '(geen onderwerp)'}</a></td>
<td>${mail.to.map((address) => html`<a href="/?to=${encodeURIComponent(address)}">${address}</a> `)}</td><td>${time.format(mail.receivedAt)}</td></tr>`;

export const mailPage = (mail: CaughtMail): string => page(mail.subject, RIBBON, html`
<p class="wide"><a href="/">Alle mails</a></p>
<h1>${mail.subject || '(geen onderwerp)'}</h1>
<dl>
<dt>Van</dt><dd>${mail.headers['from'] ?? mail.from}</dd>
<dt>Aan</dt><dd>${mail.to.join(', ')}</dd>
<dt>Ontvangen</dt><dd>${time.format(mail.receivedAt)}</dd>
</dl>
${mail.attachments.length > 0 ? attachmentList(mail) : undefined}
${mail.html === undefined ? undefined : html`<h2>Met opmaak</h2><iframe title="De mail met opmaak" src="/messages/${mail.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}
<h2>Als tekst</h2>
<pre>${linked(mail.text)}</pre>`);

const attachmentList = (mail: CaughtMail): Html => html`<h2>Bijlagen</h2><ul>${mail.attachments.map(({ filename, content }, index) =>
  html`<li><a href="/messages/${mail.id}/attachments/${index}" download="${filename}">${filename}</a> (${content.length} bytes)</li>`)}</ul>`;

/** Text in which web addresses can be followed. */
function linked(text: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}

export const unknownMailPage = (): string => page('Onbekende mail', RIBBON, html`<h1>Deze mail is er niet (meer)</h1><p><a href="/">Alle mails</a></p>`);
