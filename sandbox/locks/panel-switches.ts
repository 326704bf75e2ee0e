import { html, type Html } from '../page.ts';
import type { LiveTwin } from './live-twin.ts';
import { HABIT_WORDS, MAKE_WORDS, TRICK_WORDS } from './panel-words.ts';
import { TRICKS_OF } from './tricks.ts';
import { clockOf } from './twin.ts';

export const time = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Europe/Brussels' });

/** What the make is, and all that can be done to a lock: to its line, its clock, its battery and by hand. */
export function switches(twin: LiveTwin, at: string): Html {
  const { memory, radio } = twin;
  const other = memory.offline ? 'online' : 'offline';
  const sleeping = radio.asleep() ? 'awake' : 'asleep';
  return html`<div class="switches">
    <section><h3>Klok</h3><p class="soft">Nu ${time.format(clockOf(memory, Date.now()))}</p>
      <form method="post" action="${at}/clock"><label for="minutes">Minuten vooruit (of −)</label>
        <input id="minutes" name="minutes" type="number" step="any" value="${Math.round(memory.skewSeconds / 60)}"><button class="quiet">Klok zetten</button></form></section>
    <section><h3>Batterij</h3><p class="soft">Nu ${memory.battery} %</p>
      <form method="post" action="${at}/battery"><label for="percent">Procent</label>
        <input id="percent" name="percent" type="number" min="0" max="100" value="${memory.battery}"><button class="quiet">Batterij zetten</button></form></section>
    <section><h3>Verbinding</h3><p class="soft">${memory.offline ? 'Verbroken' : radio.asleep() ? 'Slaapt' : 'In orde'}</p>
      <form method="post" action="${at}/line"><input type="hidden" name="line" value="${other}"><button class="quiet">${memory.offline ? 'Verbinding herstellen' : 'Verbinding verbreken'}</button></form>
      <form method="post" action="${at}/radio"><input type="hidden" name="sleep" value="${sleeping}"><button class="quiet">${radio.asleep() ? 'Wakker maken' : 'Laten slapen'}</button></form>
      <form method="post" action="${at}/radio"><label for="latency">Traagheid (milliseconden per vraag)</label>
        <input id="latency" name="latency" type="number" min="0" max="60000" value="${radio.latencyMs()}">
        <label for="lose">Zoveel volgende vragen gaan verloren</label><input id="lose" name="lose" type="number" min="0" max="1000" value="0"><button class="quiet">Radio zetten</button></form></section>
    <section><h3>Aan de deur</h3>
      <form method="post" action="${at}/wrong"><button class="quiet">Vijf foute codes<small>het klavier blokkeert een minuut</small></button></form>
      <form method="post" action="${at}/tamper"><button class="quiet">Eraan prutsen<small>meldt sabotage</small></button></form>
      <form method="post" action="${at}/unlock"><button class="quiet">Met de sleutel openen</button></form></section>
    ${byHand(twin, at)}
    ${misbehaviour(twin, at)}
  </div>`;
}

export const makeOf = ({ options: { face } }: LiveTwin): keyof typeof MAKE_WORDS => face?.make ?? 'native';

export const makeWords = (twin: LiveTwin): Html => html`<p><span class="make">${MAKE_WORDS[makeOf(twin)]}</span> ${HABIT_WORDS[makeOf(twin)]}</p>`;

function byHand({ options }: LiveTwin, at: string): Html {
  return html`<section><h3>Code met de hand</h3><p class="soft">Zoals een huisbewaarder aan het slot doet. Zonder cijfers wordt de plaats leeg.</p>
    <form method="post" action="${at}/hand"><label for="slot">Plaats</label><input id="slot" name="slot" type="number" min="1" max="65535" value="${options.numbers === 'own' ? '' : '1'}" required>
      <label for="digits">Cijfers</label><input id="digits" name="code" inputmode="numeric" autocomplete="off" pattern="[0-9]{4,10}" maxlength="10"><button class="quiet">Op het slot zetten</button></form></section>`;
}

function misbehaviour(twin: LiveTwin, at: string): Html | undefined {
  const boxes = TRICKS_OF[makeOf(twin)].map((trick) =>
    html`<label class="tick"><input type="checkbox" name="${trick}" value="on" ${twin.tricks().has(trick) ? CHECKED : undefined}> <span>${TRICK_WORDS[trick]}</span></label>`);
  if (boxes.length === 0) return undefined;
  return html`<section class="broad"><h3>Wat er misgaat</h3><p class="soft">Zoals deze sloten en hun bruggen zich in het echt misdragen.</p>
    <form method="post" action="${at}/tricks"><div class="ticks">${boxes}</div><button class="quiet">Zo laten misgaan</button></form></section>`;
}

const CHECKED: Html = { markup: 'checked' };
