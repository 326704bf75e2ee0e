import type { HallType } from '../../../src/catalogue/hall.ts';
import type { BookerKind } from '../../../src/kernel/actor.ts';

const BY_TYPE: Readonly<Record<HallType, readonly string[]>> = {
  theatre: ['Toneelvoorstelling', 'Generale repetitie', 'Dansvoorstelling', 'Najaarsconcert', 'Comedyavond', 'Improvisatieavond', 'Jeugdtheater'],
  auditorium: ['Lezing', 'Filmavond met nagesprek', 'Panelgesprek', 'Studiedag', 'Kamerconcert', 'Infoavond'],
  sports: ['Training', 'Competitiewedstrijd', 'Recreatieve sport', 'Sportkamp', 'Toernooi', 'Initiatieles'],
  meeting: ['Bestuursvergadering', 'Cursus', 'Workshop', 'Ledenvergadering', 'Taalles', 'Leesgroep', 'Overleg', 'Studiedag'],
  party: ['Eetfestijn', 'Verjaardagsfeest', 'Quizavond', 'Koffietafel', 'Ledenfeest', 'Receptie', 'Seniorennamiddag', 'Bal'],
  rehearsal: ['Repetitie', 'Dansles', 'Yogales', 'Koorrepetitie', 'Sectierepetitie', 'Workshop beweging'],
  exhibition: ['Tentoonstelling', 'Opbouw tentoonstelling', 'Vernissage', 'Kooruitvoering'],
  foyer: ['Receptie', 'Boekvoorstelling', 'Nieuwjaarsdrink', 'Vernissage', 'Afscheidsdrink'],
  studio: ['Atelier', 'Opname', 'Cursus schilderen', 'Podcast', 'Zeefdrukworkshop'],
  kitchen: ['Kookles', 'Buurtmaaltijd', 'Kookworkshop', 'Voorbereiding eetfestijn'],
  outdoor: ['Buurtfeest', 'Rommelmarkt', 'Straattheater', 'Picknick', 'Sportdag'],
};

const BY_KIND: Readonly<Partial<Record<BookerKind, readonly string[]>>> = {
  resident: ['Verjaardagsfeest', 'Communiefeest', 'Babyborrel', 'Familiefeest', 'Huwelijksreceptie', 'Jubileum'],
  company: ['Teamdag', 'Opleiding medewerkers', 'Productvoorstelling', 'Algemene vergadering', 'Nieuwjaarsreceptie'],
  school: ['Schoolvoorstelling', 'Oudercontact', 'Proclamatie', 'Sportdag'],
  directorate: ['Participatieavond', 'Dienstvergadering', 'Infoavond voor bewoners', 'Vorming'],
};

const SOCIAL: ReadonlySet<HallType> = new Set<HallType>(['party', 'foyer', 'meeting', 'kitchen', 'outdoor']);

/** What somebody of this kind would do in such a hall. */
export const activitiesFor = (type: HallType, kind: BookerKind): readonly string[] =>
  (SOCIAL.has(type) && BY_KIND[kind]) || (kind === 'company' || kind === 'school' || kind === 'directorate' ? BY_KIND[kind] : undefined) || BY_TYPE[type];

/** What a series is for. */
export const SERIES_OF: Readonly<Record<HallType, readonly string[]>> = {
  ...BY_TYPE,
  sports: ['Training', 'Training jeugd', 'Training dames', 'Training heren', 'Recreatieve sport'],
  party: ['Ledenavond', 'Danscursus', 'Seniorennamiddag', 'Repetitie'],
  meeting: ['Bestuursvergadering', 'Taalles', 'Cursus', 'Leesgroep', 'Schaakavond', 'Overleg'],
  theatre: ['Repetitie'], auditorium: ['Lezingenreeks', 'Filmclub'], exhibition: ['Tentoonstelling'], foyer: ['Taalcafé'],
};
