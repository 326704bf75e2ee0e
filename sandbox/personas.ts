/** The target groups of ACM/IDM: citizen, enterprise, de facto association, school, local authority, Flemish body. */
export type TargetGroup = 'BUR' | 'EA' | 'VER' | 'OV' | 'LB' | 'GID';

/** Somebody to act for. Every code here is illustrative: well-formed, and nobody's. */
export interface PersonaOrganisation {
  name: string;
  kind: 'city' | 'directorate' | 'association' | 'company' | 'school';
  /** What ACM/IDM calls it, in `vo_orgcode`: an OVO code, a KBO number or a vCode. */
  orgCode: string;
  kbo?: string;
  vCode?: string;
}

/** As whom a persona may log in: for themselves (`BUR`) or for an organisation, with roles in this application. */
export interface Capacity {
  group: TargetGroup;
  organisation?: PersonaOrganisation;
  /** `Role:ORGCODE`, as in the claim `openzaal_rol_3d`. */
  roles?: readonly string[];
}

export interface Persona {
  key: string;
  /** `sub`: the same at every start, so that the demo city can know the person beforehand. */
  sub: string;
  voId: string;
  givenName: string;
  familyName: string;
  email: string;
  phone: string;
  /** Who this is, in a few Dutch words, for the page on which one chooses. */
  summary: string;
  capacities: readonly [Capacity, ...Capacity[]];
}

export const city = { name: 'Stad Leuven', kind: 'city', orgCode: 'OVO900001' } as const satisfies PersonaOrganisation;

export const directorates = {
  cultuur: { name: 'Directie Cultuur', kind: 'directorate', orgCode: 'OVO900011' },
  sport: { name: 'Directie Sport', kind: 'directorate', orgCode: 'OVO900012' },
  jeugd: { name: 'Directie Onderwijs en Jeugd', kind: 'directorate', orgCode: 'OVO900013' },
  wijken: { name: 'Directie Wijken en Participatie', kind: 'directorate', orgCode: 'OVO900014' },
  gebouwen: { name: 'Directie Gebouwen en Facilitair Beheer', kind: 'directorate', orgCode: 'OVO900015' },
} as const satisfies Record<string, PersonaOrganisation>;

export const harmonie = { name: 'Harmonie De Eendracht Wilsele', kind: 'association', orgCode: 'V0012345', vCode: 'V0012345' } as const satisfies PersonaOrganisation;
export const dijleConsult = { name: 'Dijle Consult bv', kind: 'company', orgCode: '0999000129', kbo: '0999000129' } as const satisfies PersonaOrganisation;
export const school = { name: 'Basisschool De Vaartlopers', kind: 'school', orgCode: '0999000228', kbo: '0999000228' } as const satisfies PersonaOrganisation;

const citizen: Capacity = { group: 'BUR' };
const staff = (...roles: [string, ...string[]]): [Capacity] => [{ group: 'LB', organisation: city, roles }];

export const personas: readonly Persona[] = [
  {
    key: 'els', givenName: 'Els', familyName: 'Peeters', summary: 'inwoner van Kessel-Lo',
    sub: '784325a0d0cb9b4442e8c99077a4ea771806aa3b', voId: '765180d1-271b-4ceb-a37a-ba9692179d21',
    email: 'els.peeters@example.com', phone: '+32470000001', capacities: [citizen],
  },
  {
    key: 'noor', givenName: 'Noor', familyName: 'Haddad', summary: 'inwoner van Heverlee',
    sub: '3ebd86844d79a0adacb3b31c13d89313b143b4b0', voId: 'aba16453-de7a-4412-a0b4-4daeccd228ee',
    email: 'noor.haddad@example.com', phone: '+32470000002', capacities: [citizen],
  },
  {
    key: 'jan', givenName: 'Jan', familyName: 'Claes', summary: 'vertegenwoordiger van een vereniging',
    sub: '448ff1f821bf0286f9f2821561dba5ef2cc467d9', voId: 'b1341437-205c-4dc9-ae64-d4059ab959dc',
    email: 'jan.claes@example.com', phone: '+32470000003', capacities: [citizen, { group: 'VER', organisation: harmonie }],
  },
  {
    key: 'mieke', givenName: 'Mieke', familyName: 'Wouters', summary: 'tweede lid van dezelfde vereniging',
    sub: '618c5bb61ec1add2e88f5733d049412847ddaee7', voId: 'c0f78afa-8921-472b-af35-7f32f414b4eb',
    email: 'mieke.wouters@example.com', phone: '+32470000004', capacities: [citizen, { group: 'VER', organisation: harmonie }],
  },
  {
    key: 'pieter', givenName: 'Pieter', familyName: 'Maes', summary: 'trekker van Buurtcomité Vaartkom, een vereniging zonder nummer',
    sub: 'b6daca24a880299b6c73c3251e19de8a9a65918e', voId: '3fc36954-ad32-4eaa-a81a-91548cea34ba',
    email: 'pieter.maes@example.com', phone: '+32470000005', capacities: [citizen],
  },
  {
    key: 'sofie', givenName: 'Sofie', familyName: 'Janssens', summary: 'zaakvoerder van een onderneming',
    sub: '9383463a4c581a756975f0d6a8032e89ba05d7cc', voId: '89e62eed-fe1d-4bbe-a6e3-fa3d0eb6d9bd',
    email: 'sofie.janssens@example.com', phone: '+32470000006', capacities: [{ group: 'EA', organisation: dijleConsult }],
  },
  {
    key: 'tom', givenName: 'Tom', familyName: 'Vermeulen', summary: 'directeur van een school',
    sub: 'e272abaece25a51fc9f56d3f144c4044cbf1faa4', voId: '04c4bfb1-ed58-45c0-ad61-19d4fa9a2741',
    email: 'tom.vermeulen@example.com', phone: '+32470000007', capacities: [{ group: 'OV', organisation: school }],
  },
  {
    key: 'karim', givenName: 'Karim', familyName: 'El Amrani', summary: 'medewerker van het klantcontactcentrum',
    sub: '49a2fe73682c1c736b238d7ff0d1eaa0f9bb0390', voId: 'd9e198ae-9e56-4a5d-a796-fbb3bd551bfa',
    email: 'karim.elamrani@example.com', phone: '+32470000008', capacities: staff(`Agent:${city.orgCode}`),
  },
  {
    key: 'an', givenName: 'An', familyName: 'Goossens', summary: 'zaalbeheerder van de directie Cultuur',
    sub: '56a9fff78553fb2193c67b411a247fd7d8ff02bc', voId: '2bf983f3-8a00-4277-aeac-55ed6c1f47ac',
    email: 'an.goossens@example.com', phone: '+32470000009', capacities: staff(`Manager:${directorates.cultuur.orgCode}`),
  },
  {
    key: 'bart', givenName: 'Bart', familyName: 'Willems', summary: 'zaalbeheerder van de directie Sport',
    sub: 'd363f19789ff3fff28420bce34c3f084b983d8e9', voId: '8fa30468-aafe-4e8c-a012-9b0a72dd1f2a',
    email: 'bart.willems@example.com', phone: '+32470000010', capacities: staff(`Manager:${directorates.sport.orgCode}`),
  },
  {
    key: 'ria', givenName: 'Ria', familyName: 'De Smet', summary: 'financiën en beheer van de toepassing',
    sub: 'f33ac1e9e84f59811590c0b41ac04efe988d1ac7', voId: 'bc33414b-a23c-4ca5-a005-3adaa52b7a4a',
    email: 'ria.desmet@example.com', phone: '+32470000011', capacities: staff(`Administrator:${city.orgCode}`),
  },
];

export const personaByKey = (key: unknown): Persona | undefined => personas.find((persona) => persona.key === key);
export const personaBySub = (sub: string): Persona | undefined => personas.find((persona) => persona.sub === sub);
