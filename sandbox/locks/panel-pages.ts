import { html, page, type Html } from '../page.ts';
import type { LiveTwin } from './live-twin.ts';
import { makeOf, makeWords, switches, time } from './panel-switches.ts';
import { MAKE_WORDS } from './panel-words.ts';
import { windowsOf, type TwinCode } from './twin.ts';

const RIBBON = 'Oefenomgeving: dit zijn nagebootste sloten, er gaat geen echte deur open.';

const STYLE = `
.door { display: grid; gap: 0 2.5rem; grid-template-columns: minmax(0, 1fr) }
@media (min-width: 56rem) { .door { grid-template-columns: 21rem minmax(0, 1fr) } }
.keys { display: grid; grid-template-columns: repeat(3, minmax(3.5rem, 5.5rem)); gap: .6rem; justify-content: center; margin: 0 0 1rem; border: 0; padding: 0 }
.keys button { min-height: 3.75rem; text-align: center; font-size: 1.4rem }
.display { text-align: center; font-size: 2rem; letter-spacing: .3rem; min-height: 3rem }
.light, .make { display: inline-block; padding: .1rem .75rem; border-radius: 1rem; border: 2px solid currentcolor; font-weight: 600 }
.make { border-color: var(--line); background: var(--back); font-size: .95rem }
.opened { color: #14632e }
.refused { color: #a3190f }
label { display: block; font-weight: 600 }
input:not([type=checkbox]) { width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 2px solid #57636f; border-radius: .5rem; font: inherit; margin: .25rem 0 .75rem }
h3 { margin: 0 0 .25rem; font-size: 1.05rem }
.switches { columns: 17rem; column-gap: 1rem }
.switches section { break-inside: avoid; margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; display: grid; gap: .6rem }
.switches section p { margin: 0 }
.switches .broad { column-span: all; margin-top: 1rem }
.switches button { text-align: center }
.tick { display: flex; gap: .6rem; align-items: start; font-weight: 400; padding: .4rem 0 }
.tick input { width: 1.4rem; height: 1.4rem; flex: none; margin: .1rem 0 0 }
.ticks { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); margin: 0 0 .75rem }
.fine { font-variant-numeric: tabular-nums }
.codes { list-style: none; margin: 0; padding: 0; max-height: 29rem; overflow: auto }
.codes li { display: grid; grid-template-columns: 4rem minmax(0, 1fr); gap: 0 .75rem; padding: .45rem 0; border-bottom: 1px solid var(--line) }
.codes small { grid-column: 2; color: var(--soft); overflow-wrap: anywhere }
@media (max-width: 40rem) {
  .doors thead { position: absolute; clip-path: inset(50%) }
  .doors tr { display: flex; flex-wrap: wrap; gap: .25rem .9rem; align-items: baseline; padding: .6rem 0; border-bottom: 1px solid var(--line) }
  .doors th, .doors td { padding: 0; border: 0 }
  .doors th { flex: 1 0 100% }
  .doors td[data-label]::after { content: " " attr(data-label) }
}
.trouble { color: #a3190f; font-weight: 600 }`;

const style = (): Html => ({ markup: `<style>${STYLE}</style>` });

/** All locks, each a link to its door. */
export function listPage(twins: readonly LiveTwin[]): string {
  const rows = twins.map((twin) => html`<tr>
    <th scope="row"><a href="/locks/${encodeURIComponent(twin.options.id)}">${twin.options.name}</a></th>
    <td><span class="make">${MAKE_WORDS[makeOf(twin)]}</span></td><td>${stateWords(twin)}</td><td class="fine" data-label="${twin.memory.codes.length === 1 ? 'code' : 'codes'}">${twin.memory.codes.length}</td><td class="fine">${twin.memory.battery} %</td></tr>`);
  return page('Sloten', RIBBON, html`${style()}<h1>Sloten</h1>
    <p>Kies een deur om een toegangscode in te toetsen, of om te zien wat er gebeurt als het slot niet meewil.</p>
    <div class="table wide"><table class="doors"><thead><tr><th scope="col">Deur</th><th scope="col">Merk</th><th scope="col">Toestand</th><th scope="col">Codes</th><th scope="col">Batterij</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`);
}

/** One door: its keypad, and the switches of the simulation. */
export function lockPage(twin: LiveTwin): string {
  const { name, id } = twin.options;
  const at = `/locks/${encodeURIComponent(id)}`;
  return page(name, RIBBON, html`${style()}
    <p><a href="/">Alle sloten</a></p>
    <h1>${name}</h1>
    ${makeWords(twin)}
    <div class="door wide"><div>
    <p role="status">${lightWords(twin)}</p>
    ${keypad(twin, at)}
    <form method="post" action="${at}/press">
      <label for="code">De hele code ineens</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="off" pattern="[0-9]*" maxlength="12" required>
      <button class="primary">Openen</button>
    </form></div><div>
    <h2>Op dit slot</h2>
    ${codeList(twin)}
    </div></div>
    <h2>Nabootsing</h2>
    ${switches(twin, at)}`);
}

function stateWords(twin: LiveTwin): Html {
  const troubles = [
    ...(twin.memory.offline ? ['offline'] : []), ...(twin.radio.asleep() ? ['slaapt'] : []), ...(twin.tricks().size > 0 ? ['misdraagt zich'] : []),
    ...(twin.memory.skewSeconds === 0 ? [] : ['klok verzet']), ...(twin.memory.lockedOutUntil > Date.now() ? ['geblokkeerd'] : []),
  ];
  if (troubles.length > 0) return html`<span class="trouble">${troubles.join(', ')}</span>`;
  return html`${twin.door() === 'open' ? 'deur open' : 'gesloten'}`;
}

function lightWords(twin: LiveTwin): Html {
  const last = twin.lastPress();
  if (twin.memory.lockedOutUntil > Date.now()) return html`<span class="light refused">Geblokkeerd: te veel foute codes, wacht een minuut</span>`;
  if (!last) return html`<span class="light">${twin.door() === 'open' ? 'Open' : 'Gesloten'}</span>`;
  const when = time.format(last.at);
  return last.opened ? html`<span class="light opened">Geopend</span> om ${when}` : html`<span class="light refused">Geweigerd</span> om ${when}`;
}

function keypad(twin: LiveTwin, at: string): Html {
  const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key) => html`<button name="key" value="${key}">${key}</button>`);
  const typed = twin.typed();
  return html`<form method="post" action="${at}/key">
    <p class="display" role="img" aria-label="${typed} cijfers ingetoetst">${'●'.repeat(typed)}</p>
    <fieldset class="keys"><legend class="soft">Klavier</legend>${keys}
      <button name="key" value="clear" aria-label="Wissen">✕</button><button name="key" value="0">0</button>
      <button name="key" value="enter" class="primary" aria-label="Bevestigen">✓</button>
    </fieldset></form>`;
}

function codeList({ memory }: LiveTwin): Html {
  if (memory.codes.length === 0) return html`<p>Geen codes.</p>`;
  const words = (code: TwinCode): string => windowsOf(code).map(({ from, until }) => span.formatRange(Date.parse(from), Date.parse(until))).join('; ') || 'zolang de code op het slot staat';
  const rows = memory.codes.map((code) => html`<li><span class="fine" title="Plaats">${code.slot}</span><span>${words(code)}</span><small>${code.ref || 'van onbekende herkomst'}</small></li>`);
  return html`<ul class="codes" tabindex="0" aria-label="Codes op dit slot, met hun plaats">${rows}</ul>`;
}

const span = new Intl.DateTimeFormat('nl-BE', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Brussels' });
