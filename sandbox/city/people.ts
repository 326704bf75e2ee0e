import type { OrganisationEntry } from '../../src/catalogue/catalogue-entries.ts';
import type { BookerKind } from '../../src/kernel/actor.ts';
import type { OrganisationId, PersonId } from '../../src/kernel/ids.ts';
import { dijleConsult, directorates, harmonie, personas, school, type Persona } from '../personas.ts';
import { organisationIdOf } from './assemble-catalogue.ts';
import { idOf } from './chance.ts';
import { OWNER_KEYS, OWNERS } from './owners.ts';

/** Somebody who books, and for whom; a resident for themselves. */
export interface Booker {
  personId: PersonId;
  organisationId?: OrganisationId;
  kind: BookerKind;
}

export interface PersonRow {
  id: PersonId;
  subject: string | null;
  givenName: string;
  familyName: string;
  email: string;
  phone: string;
}

export interface MembershipRow {
  organisationId: OrganisationId;
  personId: PersonId;
  role: 'representative' | 'member';
  source: 'login' | 'agent';
}

export interface StaffRoleRow {
  personId: PersonId;
  role: string;
  organisationId: OrganisationId;
  source: 'login' | 'given';
}

/** Illustrative associations, each with what it does; no name here belongs to a real one. */
const ASSOCIATIONS = [
  'Koor De Dijlezangers', 'Toneelgroep Het Spiegelpaleis', 'Fanfare Sint-Agatha', 'Volleybalclub Keizersberg', 'Badmintonclub De Pluim Leuven', 'Judoclub Bertem-Leuven',
  'Turnkring Vaartlust', 'Zaalvoetbal Stella Boys', 'Basketclub Leuven Zuid', 'Dansgroep Kadans', 'Volksdansgroep De Kriekelaar', 'Schaakclub De Toren', 'Bridgeclub Vier Hoog',
  'Breikring De Losse Steek', 'Taalcafé Babbel', 'Buurtcomité Casablanca', 'Wijkraad Heverlee-Centrum', 'Wandelclub De Kesselberg', 'Wielerclub De Vaart', 'Amateurastronomen Leuven',
  'Natuurwerkgroep Dijleland', 'Imkersgilde Bijenkorf', 'Volkstuin De Zavel', 'Leesgroep Tweebronnen', 'Schrijverskring Inkt', 'Fotoclub Diafragma', 'Schildersclub Palet', 'Quizclub De Vraag',
  'Oudercomité Vaartlopers', 'Scouts Sint-Jan', 'Chiro Kessel-Lo', 'Gezinsbond Wilsele', 'Seniorenraad Noord', 'Samana Heverlee', 'Zelfhulpgroep De Brug', 'Vluchtelingenwerk Welkom',
  'Turkse Culturele Kring', 'Marokkaanse Moedergroep', 'Leuvense Salsa', 'Tangoclub La Vuelta', 'Improvisatiegroep Zonder Script', 'Jeugdtheater De Kleppers', 'Circusatelier Kapriol',
  'Percussiegroep Bam', 'Blaaskwintet Adem', 'Kamerkoor Cantabile', 'Jazzcollectief Blauw', 'Popkoor Hoge Noot', 'Yogagroep De Adem', 'Tai chi Leuven', 'Aikido Dojo Leuven', 'Karateclub Shotokan',
  'Rolstoelbasket Dijle', 'Korfbalclub Leuven Noord', 'Handbalclub De Vest', 'Rinkhockey Leuven', 'Repair Café Leuven', 'Vereniging voor Stadsgeschiedenis', 'Kookclub Saffraan', 'Amnestygroep Leuven',
] as const;

const COMPANIES = ['Brouwhuis Consulting', 'Vaartkom Architecten', 'Bits en Co', 'Meander Opleidingen', 'Helix Biotech', 'Studio Noord', 'Keizer Advocaten', 'Parkpoort Vastgoed', 'Zon en Dak', 'Fietsfabriek Leuven'] as const;
const SCHOOLS = ['Basisschool De Lindeboom', 'Sint-Janscollege', 'Freinetschool De Zeppelin', 'Academie voor Woord'] as const;

const GIVEN = ['Lotte', 'Wout', 'Fatima', 'Bram', 'Emma', 'Youssef', 'Katrien', 'Dirk', 'Lien', 'Sander', 'Amina', 'Greet', 'Koen', 'Leen', 'Mohamed', 'Hilde', 'Joris', 'Nele', 'Thomas', 'Veerle', 'Luc', 'Aylin', 'Stijn', 'Ine'] as const;
const FAMILY = ['Vandenbroeck', 'Jacobs', 'Mertens', 'Yilmaz', 'Vermeersch', 'Aerts', 'De Backer', 'Lemmens', 'Hermans', 'Benali', 'Smets', 'Verhaegen', 'Pauwels', 'Thijs', 'Stevens', 'Van Dyck', 'Claessens', 'Bosmans', 'Dewit', 'Goris'] as const;

const HOUSEHOLDS = 60;

interface Everybody {
  organisations: OrganisationEntry[];
  persons: PersonRow[];
  memberships: MembershipRow[];
  staffRoles: StaffRoleRow[];
  bookers: Booker[];
}

/** Who lives and works in the demo city: the personas that one can log in as, and those one only meets as bookers. */
export function everybody(): Everybody {
  const associations = ASSOCIATIONS.map((name, index) => organisation('association', name, index));
  const companies = COMPANIES.map((name, index) => ({ ...organisation('company', `${name} bv`, index), kbo: kboOf(9_990_100 + index) }));
  const schools = SCHOOLS.map((name, index) => organisation('school', name, index));
  const others = [...associations, ...companies, ...schools];
  const persons = Array.from({ length: others.length + HOUSEHOLDS }, (_, index) => person(index));
  const staff = OWNER_KEYS.map((key) => manager(key));
  return {
    organisations: [...personaOrganisations(), ...others],
    persons: [...personas.map(personaRow), ...persons, ...staff.map(({ row }) => row)],
    memberships: [...personas.flatMap(personaMemberships), ...others.map(({ id }, index) => membership(id, persons[index]!.id))],
    staffRoles: [...personas.flatMap(personaRoles), ...staff.map(({ role }) => role)],
    bookers: [
      ...others.map(({ id, kind }, index) => ({ personId: persons[index]!.id, organisationId: id, kind })),
      ...persons.slice(others.length).map(({ id }) => ({ personId: id, kind: 'resident' as const })),
      ...staff.slice(0, -1).map(({ row, role }) => ({ personId: row.id, organisationId: role.organisationId, kind: 'directorate' as const })),
    ],
  };
}

function organisation(kind: 'association' | 'company' | 'school', name: string, index: number): OrganisationEntry {
  return { id: idOf('organisation', name), kind, name, email: `${kind}${index + 1}@leuven.example`, phone: `+32 16 00 02 ${String(index + 1).padStart(2, '0')}`, municipality: 'Leuven' };
}

/** A well-formed number of the Crossroads Bank for Enterprises: eight digits and their check digits, modulo 97. */
function kboOf(number: number): string {
  const digits = String(number).padStart(8, '0');
  return digits + String(97 - (Number(digits) % 97)).padStart(2, '0');
}

function person(index: number): PersonRow {
  const givenName = GIVEN[index % GIVEN.length]!;
  const familyName = FAMILY[(index * 7 + Math.floor(index / GIVEN.length)) % FAMILY.length]!;
  return { id: idOf('person', `booker ${index}`), subject: null, givenName, familyName, ...contact(`${givenName}.${familyName}${index}`, index) };
}

const contact = (name: string, index: number): Pick<PersonRow, 'email' | 'phone'> =>
  ({ email: `${name.toLowerCase().replaceAll(' ', '')}@leuven.example`, phone: `+32 470 00 1${String(index).padStart(3, '0')}` });

const membership = (organisationId: OrganisationId, personId: PersonId): MembershipRow => ({ organisationId, personId, role: 'representative', source: 'agent' });

/** Whoever decides on requests where no persona does; the partner's decides for the partner. */
function manager(key: (typeof OWNER_KEYS)[number]): { row: PersonRow; role: StaffRoleRow } {
  const index = OWNER_KEYS.indexOf(key);
  const id: PersonId = idOf('person', `manager ${key}`);
  const [givenName, familyName] = [GIVEN[index * 3 + 1]!, FAMILY[index * 2 + 3]!];
  return {
    row: { id, subject: null, givenName, familyName, ...contact(`zaalbeheer.${key}`, 900 + index) },
    role: { personId: id, role: 'manager', organisationId: organisationIdOf(OWNERS[key].orgCode), source: 'given' },
  };
}

export const personIdOf = (key: string): PersonId => idOf('person', `persona ${key}`);

const personaRow = ({ key, sub, givenName, familyName, email, phone }: Persona): PersonRow => ({ id: personIdOf(key), subject: sub, givenName, familyName, email, phone });

/** Organisations for which a persona logs in; the city and its directorates come with the halls. */
function personaOrganisations(): OrganisationEntry[] {
  return [harmonie, dijleConsult, school].map(({ name, kind, orgCode, ...numbers }) =>
    ({ id: organisationIdOf(orgCode), kind, name, orgCode, ...numbers, municipality: 'Leuven' }));
}

const personaMemberships = ({ key, capacities }: Persona): MembershipRow[] => capacities.flatMap(({ group, organisation: one }) =>
  (one && (group === 'EA' || group === 'VER' || group === 'OV')
    ? [{ organisationId: organisationIdOf(one.orgCode), personId: personIdOf(key), role: group === 'OV' ? 'member' as const : 'representative' as const, source: 'login' as const }]
    : []));

const KNOWN_CODES: ReadonlySet<string> = new Set(Object.values(directorates).map(({ orgCode }) => orgCode));

/** `Manager:OVO900011` as the login would say it: the person need not have logged in before. */
const personaRoles = ({ key, capacities }: Persona): StaffRoleRow[] => capacities.flatMap(({ roles = [], organisation: employer }) => roles.flatMap((text) => {
  const [role = '', code = ''] = text.split(':');
  return KNOWN_CODES.has(code) || employer?.orgCode === code
    ? [{ personId: personIdOf(key), role: role.toLowerCase(), organisationId: organisationIdOf(code), source: 'login' as const }]
    : [];
}));
