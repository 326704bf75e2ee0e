import type { BookerKind } from '../kernel/actor.ts';
import { parseKbo, parseVCode } from './company-number.ts';
import type { OrganisationGroup } from './login.ts';

export type OrganisationKind = Exclude<BookerKind, 'resident'>;
export type MembershipRole = 'representative' | 'member';
export type MembershipSource = 'login' | 'agent' | 'invitation';

/** The legal form in a registered name: vzw, ivzw, asbl, aisbl. */
const NON_PROFIT = /\b(?:i?vzw|ai?sbl)\b/i;

/**
 * The kind of an organisation that we meet for the first time at a login. Whoever has a KBO number logs in as EA, companies and
 * registered associations alike: the legal form in the name tells them apart. Our own directorates are entered with the halls;
 * another public body is a partner and does not get their price.
 */
export function kindAtLogin(group: OrganisationGroup, name: string): OrganisationKind {
  if (group === 'EA') return NON_PROFIT.test(name) ? 'association' : 'company';
  return ({ VER: 'association', OV: 'school', LB: 'partner', GID: 'partner' } as const)[group];
}

/** The registers in which an organisation's key of ACM/IDM is also its number. */
export function numbersIn(code: string): { kbo?: string; vCode?: string } {
  const kbo = parseKbo(code);
  const vCode = parseVCode(code);
  return { ...(kbo === undefined ? {} : { kbo }), ...(vCode === undefined ? {} : { vCode }) };
}

/** Logging in for an enterprise or an association takes a right to represent it; for a school or the city, only to work there. */
export const roleAtLogin = (group: OrganisationGroup): MembershipRole => (group === 'EA' || group === 'VER' ? 'representative' : 'member');

/** Whoever works for a public body logs in through it, but acts as a person until they choose otherwise. */
export const actsForItAtOnce = (group: OrganisationGroup): boolean => group !== 'LB' && group !== 'GID';
