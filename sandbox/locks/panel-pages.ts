import { html, page, type Html } from '../page.ts';
import type { LiveTwin } from './live-twin.ts';
import { clockOf } from './twin.ts';

const RIBBON = 'Oefenomgeving: dit zijn nagebootste sloten, er gaat geen echte deur open.';

const KEYPAD_STYLE = `
.keys { display: grid; grid-template-columns: repeat(3, minmax(3.5rem, 5.5rem)); gap: .6rem; justify-content: center; margin: 0 0 1rem; border: 0; padding: 0 }
.keys button { min-height: 3.75rem; text-align: center; font-size: 1.4rem }
.display { text-align: center; font-size: 2rem; letter-spacing: .3rem; min-height: 3rem }
.light { display: inline-block; padding: .2rem .75rem; border-radius: 1rem; border: 2px solid currentcolor; font-weight: 600 }
.opened { color: #14632e }
.refused { color: #a3190f }
label { display: block; font-weight: 600 }
input { width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 2px solid #57636f; border-radius: .5rem; font: inherit; margin: .25rem 0 .75rem }
.switches { display: grid; gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)) }`;

const style = (): Html => ({ markup: `<style>${KEYPAD_STYLE}</style>` });

const time = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Brussels' });

/** All locks, each a link to its door. */
export function listPage(twins: readonly LiveTwin[]): string {
  const rows = twins.map((twin) => html`<tr>
    <th scope="row"><a href="/locks/${encodeURIComponent(twin.options.id)}">${twin.options.name}</a></th>
    <td>${stateWords(twin)}</td><td>${twin.memory.codes.length}</td><td>${twin.memory.battery} %</td></tr>`);
  return page('Sloten', RIBBON, html`<h1>Sloten</h1>
    <p>Kies een deur om een toegangscode in te toetsen.</p>
    <div class="table"><table><thead><tr><th scope="col">Deur</th><th scope="col">Toestand</th><th scope="col">Codes</th><th scope="col">Batterij</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`);
}

/** One door: its keypad, and the switches of the simulation. */
export function lockPage(twin: LiveTwin): string {
  const { name, id } = twin.options;
  const at = `/locks/${encodeURIComponent(id)}`;
  return page(name, RIBBON, html`${style()}
    <p><a href="/">Alle sloten</a></p>
    <h1>${name}</h1>
    <p role="status">${lightWords(twin)}</p>
    ${keypad(twin, at)}
    <h2>De hele code ineens</h2>
    <form method="post" action="${at}/press">
      <label for="code">Toegangscode</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="off" pattern="[0-9]*" maxlength="12" required>
      <button class="primary">Openen</button>
    </form>
    <h2>Op dit slot</h2>
    ${codeTable(twin)}
    <h2>Nabootsing</h2>
    ${switches(twin, at)}`);
}

function stateWords(twin: LiveTwin): string {
  if (twin.memory.offline) return 'offline';
  return twin.door() === 'open' ? 'deur open' : 'gesloten';
}

function lightWords(twin: LiveTwin): Html {
  const last = twin.lastPress();
  if (twin.memory.lockedOutUntil > Date.now()) return html`<span class="light refused">Geblokkeerd: te veel foute codes, wacht een minuut</span>`;
  if (!last) return html`<span class="light">Gesloten</span>`;
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

function codeTable(twin: LiveTwin): Html {
  const { memory, options } = twin;
  if (memory.codes.length === 0) return html`<p>Geen codes.</p>`;
  const windows = (list: { from: string; until: string }[]): string =>
    options.windows ? list.map(({ from, until }) => `${time.format(new Date(from))} tot ${time.format(new Date(until))}`).join('; ') : 'zolang de code op het slot staat';
  const rows = memory.codes.map((code) => html`<tr><td>${code.slot}</td><td>${code.ref}</td><td>${windows(code.windows)}</td></tr>`);
  return html`<div class="table"><table><thead><tr><th scope="col">Plaats</th><th scope="col">Verwijzing</th><th scope="col">Werkt</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}

function switches({ memory }: LiveTwin, at: string): Html {
  const other = memory.offline ? 'online' : 'offline';
  return html`<p>Klok van het slot: ${time.format(clockOf(memory, Date.now()))}${memory.offline ? ', zonder verbinding' : ''}. Batterij: ${memory.battery} %.</p>
  <div class="switches">
    <form method="post" action="${at}/clock"><label for="minutes">Klok vooruit (minuten)</label>
      <input id="minutes" name="minutes" type="number" step="any" value="${Math.round(memory.skewSeconds / 60)}"><button class="quiet">Klok zetten</button></form>
    <form method="post" action="${at}/battery"><label for="percent">Batterij (%)</label>
      <input id="percent" name="percent" type="number" min="0" max="100" value="${memory.battery}"><button class="quiet">Batterij zetten</button></form>
    <form method="post" action="${at}/line"><input type="hidden" name="line" value="${other}">
      <button class="quiet">${memory.offline ? 'Verbinding herstellen' : 'Verbinding verbreken'}</button></form>
  </div>`;
}
