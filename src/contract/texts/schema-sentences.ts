import type { Language } from '../../kernel/text.ts';
import type { Sentence } from './refusal-texts.ts';

/** The ways in which a field can differ from what the contract says. */
export const SCHEMA_FAULTS = [
  'required', 'unknown', 'repeated', 'type', 'one-of', 'format', 'blank', 'minimum', 'above', 'maximum', 'step', 'shortest', 'longest',
  'fewest', 'most', 'json', 'control-character', 'needs', 'excludes', 'later-than', 'too-many-days', 'unknown-value',
  // What a tariff regulation says
  'yaml', 'cents', 'overlap', 'gap', 'never-reached', 'not-applied', 'other',
] as const;
export type SchemaFault = (typeof SCHEMA_FAULTS)[number];

/** What is wrong with a field and what would be right. Facts: `fault`, and `limit`, `allowed`, `example`, `type`, `other` where they apply. */
export const schemaSentence = (language: Language): Sentence => (facts) => {
  const sentences = SENTENCES[language];
  const fault = facts.text('fault');
  return (fault in sentences ? sentences[fault as SchemaFault] : sentences.other)(facts);
};

const nl: Record<SchemaFault, Sentence> = {
  required: () => 'Dit ontbreekt. Vul het in.',
  unknown: (f) => (f.has('allowed') ? `Dit kennen wij hier niet. Wat wel kan: ${f.text('allowed')}.` : 'Dit kennen wij hier niet. Laat het weg.'),
  repeated: () => 'Dit mag maar één keer voorkomen.',
  type: (f) => `Dit moet een ${{ integer: 'geheel getal', number: 'getal', boolean: 'true of false', array: 'lijst', object: 'object' }[f.text('type')] ?? 'tekst'} zijn.`,
  'one-of': (f) => `Kies een van deze waarden: ${f.text('allowed')}.`,
  format: (f) => (f.has('example') ? `Schrijf dit zoals in dit voorbeeld: ${f.text('example')}` : 'Dit is niet juist geschreven.'),
  blank: () => 'Dit mag niet leeg zijn.',
  minimum: (f) => `Dit moet minstens ${f.count('limit')} zijn.`,
  above: (f) => `Dit moet meer dan ${f.count('limit')} zijn.`,
  maximum: (f) => `Dit mag hoogstens ${f.count('limit')} zijn.`,
  step: (f) => `Dit moet een veelvoud van ${f.count('limit')} zijn.`,
  shortest: (f) => `Dit moet minstens ${f.count('limit')} tekens lang zijn.`,
  longest: (f) => `Dit mag hoogstens ${f.count('limit')} tekens lang zijn.`,
  fewest: (f) => `Geef er minstens ${f.count('limit')}.`,
  most: (f) => `Geef er hoogstens ${f.count('limit')}.`,
  json: () => 'Dit is geen geldige JSON.',
  'control-character': () => 'Hier staat een teken in dat geen tekst is.',
  needs: (f) => `Dit hoort bij ${f.text('other')}: geef beide of geen van beide.`,
  excludes: (f) => `Dit gaat niet samen met ${f.text('other')}: geef een van beide.`,
  'later-than': (f) => `Dit moet later zijn dan ${f.text('other')}.`,
  'too-many-days': (f) => `Dit mag hoogstens ${f.count('limit')} dagen na ${f.text('other')} liggen.`,
  'unknown-value': () => 'Deze waarde kennen wij niet.',
  yaml: (f) => `Dit is niet goed geschreven, rond regel ${f.count('line')}.`,
  cents: () => 'Een bedrag heeft hoogstens twee cijfers na de komma.',
  overlap: (f) => (f.has('example') ? `Dit overlapt met ${f.text('other')}: beide gelden voor ${f.text('example')}.` : `Dit overlapt met ${f.text('other')}.`),
  gap: (f) => `Er is geen prijs voor ${f.text('hall')}, ${f.text('booker')}${f.text('purposes') && `, ${f.text('purposes')}`}. Voeg een prijs toe, of zeg dat er niet verhuurd wordt.`,
  'not-applied': () => 'Dit past de toepassing nog niet toe. Laat het weg.',
  'never-reached': () => 'Dit geldt nooit: wat ervoor staat neemt alles al, of er is niets waarvoor het geldt.',
  other: () => 'Dit is niet goed ingevuld.',
};

const en: Record<SchemaFault, Sentence> = {
  required: () => 'This is missing. Fill it in.',
  unknown: (f) => (f.has('allowed') ? `We do not know this here. What we do know: ${f.text('allowed')}.` : 'We do not know this here. Leave it out.'),
  repeated: () => 'This may be given only once.',
  type: (f) => `This must be ${{ integer: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list', object: 'an object' }[f.text('type')] ?? 'text'}.`,
  'one-of': (f) => `Choose one of these values: ${f.text('allowed')}.`,
  format: (f) => (f.has('example') ? `Write this as in this example: ${f.text('example')}` : 'This is not written as it should be.'),
  blank: () => 'This may not be empty.',
  minimum: (f) => `This must be at least ${f.count('limit')}.`,
  above: (f) => `This must be more than ${f.count('limit')}.`,
  maximum: (f) => `This may be at most ${f.count('limit')}.`,
  step: (f) => `This must be a multiple of ${f.count('limit')}.`,
  shortest: (f) => `This must be at least ${f.count('limit')} characters long.`,
  longest: (f) => `This may be at most ${f.count('limit')} characters long.`,
  fewest: (f) => `Give at least ${f.count('limit')}.`,
  most: (f) => `Give at most ${f.count('limit')}.`,
  json: () => 'This is not valid JSON.',
  'control-character': () => 'This holds a character that is not text.',
  needs: (f) => `This goes with ${f.text('other')}: give both or neither.`,
  excludes: (f) => `This does not go with ${f.text('other')}: give one of the two.`,
  'later-than': (f) => `This must be later than ${f.text('other')}.`,
  'too-many-days': (f) => `This may be at most ${f.count('limit')} days after ${f.text('other')}.`,
  'unknown-value': () => 'We do not know this value.',
  yaml: (f) => `This is not written correctly, near line ${f.count('line')}.`,
  cents: () => 'An amount has at most two decimals.',
  overlap: (f) => (f.has('example') ? `This overlaps with ${f.text('other')}: both count for ${f.text('example')}.` : `This overlaps with ${f.text('other')}.`),
  gap: (f) => `There is no price for ${f.text('hall')}, ${f.text('booker')}${f.text('purposes') && `, ${f.text('purposes')}`}. Add a price, or say that it is not let.`,
  'not-applied': () => 'The application does not apply this yet. Leave it out.',
  'never-reached': () => 'This never counts: what comes before it takes all, or there is nothing that it counts for.',
  other: () => 'This is not filled in correctly.',
};

const fr: Record<SchemaFault, Sentence> = {
  required: () => 'Ceci manque. Veuillez le remplir.',
  unknown: (f) => (f.has('allowed') ? `Nous ne connaissons pas ceci ici. Ce qui est connu : ${f.text('allowed')}.` : 'Nous ne connaissons pas ceci ici. Veuillez l’omettre.'),
  repeated: () => 'Ceci ne peut être donné qu’une fois.',
  type: (f) => `Ceci doit être ${{ integer: 'un nombre entier', number: 'un nombre', boolean: 'true ou false', array: 'une liste', object: 'un objet' }[f.text('type')] ?? 'du texte'}.`,
  'one-of': (f) => `Choisissez une de ces valeurs : ${f.text('allowed')}.`,
  format: (f) => (f.has('example') ? `Écrivez ceci comme dans cet exemple : ${f.text('example')}` : 'Ceci n’est pas écrit correctement.'),
  blank: () => 'Ceci ne peut pas être vide.',
  minimum: (f) => `Ceci doit être au moins ${f.count('limit')}.`,
  above: (f) => `Ceci doit être plus que ${f.count('limit')}.`,
  maximum: (f) => `Ceci peut être au plus ${f.count('limit')}.`,
  step: (f) => `Ceci doit être un multiple de ${f.count('limit')}.`,
  shortest: (f) => `Ceci doit compter au moins ${f.count('limit')} caractères.`,
  longest: (f) => `Ceci peut compter au plus ${f.count('limit')} caractères.`,
  fewest: (f) => `Donnez-en au moins ${f.count('limit')}.`,
  most: (f) => `Donnez-en au plus ${f.count('limit')}.`,
  json: () => 'Ceci n’est pas du JSON valable.',
  'control-character': () => 'Ceci contient un caractère qui n’est pas du texte.',
  needs: (f) => `Ceci va avec ${f.text('other')} : donnez les deux ou aucun des deux.`,
  excludes: (f) => `Ceci ne va pas avec ${f.text('other')} : donnez l’un des deux.`,
  'later-than': (f) => `Ceci doit être plus tard que ${f.text('other')}.`,
  'too-many-days': (f) => `Ceci peut être au plus ${f.count('limit')} jours après ${f.text('other')}.`,
  'unknown-value': () => 'Nous ne connaissons pas cette valeur.',
  yaml: (f) => `Ceci n’est pas écrit correctement, vers la ligne ${f.count('line')}.`,
  cents: () => 'Un montant compte au plus deux décimales.',
  overlap: (f) => (f.has('example') ? `Ceci chevauche ${f.text('other')} : les deux valent pour ${f.text('example')}.` : `Ceci chevauche ${f.text('other')}.`),
  gap: (f) => `Il n’y a pas de prix pour ${f.text('hall')}, ${f.text('booker')}${f.text('purposes') && `, ${f.text('purposes')}`}. Ajoutez un prix, ou dites que ce n’est pas loué.`,
  'not-applied': () => 'L’application n’applique pas encore ceci. Veuillez l’omettre.',
  'never-reached': () => 'Ceci ne vaut jamais : ce qui précède prend tout, ou il n’y a rien pour quoi cela vaut.',
  other: () => 'Ceci n’est pas rempli correctement.',
};

const SENTENCES: Record<Language, Record<SchemaFault, Sentence>> = { nl, en, fr };
