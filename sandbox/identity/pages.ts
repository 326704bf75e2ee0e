import { html, page, type Html } from '../page.ts';
import { personas, type Capacity, type Persona, type TargetGroup } from '../personas.ts';

const RIBBON = 'Ontwikkelomgeving: dit zijn verzonnen personen, geen echte aanmelding.';

/** As a persona in the address of the page: ask again who it is. */
export const NOBODY = 'nobody';

const GROUP_WORDS: Record<TargetGroup, string> = {
  BUR: 'burger',
  EA: 'onderneming',
  VER: 'vereniging',
  OV: 'school',
  LB: 'lokaal bestuur',
  GID: 'Vlaamse overheid',
};

/** First step: who are you? Each person is a button of one form, so the page works without scripts and by keyboard. */
export const personaPage = (action: string): string => page('Aanmelden', RIBBON, html`
<h1>Aanmelden als</h1>
<p class="soft">Hier staat in het echt de aanmelding van de overheid (ACM/IDM). Kies wie u wilt zijn.</p>
<form method="post" action="${action}">
<ul class="choices">
${personas.map((persona) => html`<li><button name="persona" value="${persona.key}">${nameOf(persona)} <small>${persona.summary}</small></button></li>
`)}</ul>
</form>
${cancelForm(action)}`);

/** Second step, for those who have a choice: for whom do you log in? */
export const capacityPage = (action: string, persona: Persona): string => page('Voor wie meldt u zich aan?', RIBBON, html`
<h1>Voor wie meldt u zich aan, ${persona.givenName}?</h1>
<form method="post" action="${action}">
<input type="hidden" name="persona" value="${persona.key}">
<ul class="choices">
${persona.capacities.map((capacity, index) => html`<li><button name="capacity" value="${index}">${capacityWords(persona, capacity)}</button></li>
`)}</ul>
</form>
<p><a href="${action}?persona=${NOBODY}">Iemand anders</a></p>
${cancelForm(action)}`);

export const errorPage = (code: string, detail: string): string => page('Aanmelden lukt niet', RIBBON, html`
<h1>Aanmelden lukt niet</h1>
<p>De vraag om aan te melden klopt niet of is verlopen. Ga terug naar de toepassing en probeer opnieuw.</p>
<dl><dt>Fout</dt><dd>${code}</dd><dt>Uitleg</dt><dd lang="en">${detail}</dd></dl>`);

export const homePage = (): string => page('Aanmelden', RIBBON, html`
<h1>Aanmelding van de ontwikkelomgeving</h1>
<p>U komt hier vanzelf wanneer u zich in Openzaal aanmeldt. Deze personen bestaan:</p>
<ul>${personas.map((persona) => html`<li><strong>${nameOf(persona)}</strong> (<code>${persona.key}</code>): ${persona.summary}</li>
`)}</ul>`);

export const loggedOutPage = (): string => page('Afgemeld', RIBBON, html`<h1>U bent afgemeld</h1>`);

const cancelForm = (action: string): Html => html`<form method="post" action="${action}"><button class="quiet" name="cancel" value="yes">Annuleren</button></form>`;

const nameOf = ({ givenName, familyName }: Persona): string => `${givenName} ${familyName}`;

const capacityWords = (persona: Persona, { group, organisation }: Capacity): Html =>
  organisation ? html`${organisation.name} <small>${GROUP_WORDS[group]}</small>` : html`Voor mezelf <small>${nameOf(persona)}, ${GROUP_WORDS[group]}</small>`;
