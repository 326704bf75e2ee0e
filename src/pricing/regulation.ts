import type { Scope, TariffRules, TariffVersion, VatRule } from '../catalogue/tariff-rules.ts';
import { fault } from '../contract/invalid.ts';
import type { Actor } from '../kernel/actor.ts';
import type { HallId, OrganisationId } from '../kernel/ids.ts';
import type { Violation } from '../kernel/refusal.ts';
import type { Translated } from '../kernel/text.ts';
import type { LocalDate } from '../kernel/time.ts';
import { vatFor } from './vat.ts';

/** A version as whoever keeps the regulation sees it: drafts too, and as it was written. */
export interface RegulationVersion extends TariffVersion {
  /** The YAML of its author; absent: made by a program. */
  source?: string;
  publishedAt?: Date;
  /** How often the draft was saved. */
  version: number;
}

export interface Regulation {
  id: string;
  organisationId: OrganisationId;
  organisationName: string;
  name: Translated;
  halls: readonly { id: HallId; slug: string; name: Translated }[];
  /** The newest first; at most one of them is a draft. */
  versions: readonly RegulationVersion[];
}

/** Finance and administrators of an organisation keep its tariffs. */
export const keepsTariffs = (actor: Actor, organisationId: OrganisationId): boolean => actor.kind === 'person' && actor.roles.some((given) =>
  (given.role === 'finance' || given.role === 'administrator') && given.organisationId === organisationId && given.venueId === undefined);

export const draftOf = ({ versions }: Pick<Regulation, 'versions'>): RegulationVersion | undefined => versions.find(({ publishedAt }) => publishedAt === undefined);

/**
 * What the language can say and bookings do not honour yet: cancellation counts by the accepted terms, nobody's recognition or declaration is kept,
 * and who hires all year is not known. Publishing it would promise what nobody gets.
 */
const notApplied = (rules: TariffRules): Violation[] => [
  ...(rules.cancellation ? [fault('rules/cancellation', 'not-applied')] : []),
  ...rules.bookers.flatMap(({ evidence }, index) => (evidence === 'register' ? [] : [fault(`rules/bookers/${index}/evidence`, 'not-applied')])),
  ...(['prices', 'notLet', 'changes', 'bounds', 'costs', 'deposits'] as const).flatMap((name) => (rules[name] ?? [])
    .flatMap(({ regular }: Scope, index: number) => (regular === true ? [fault(`rules/${name}/${index}/regular`, 'not-applied')] : []))),
];

/** What rules that are right in themselves lack for this regulation: its own halls and no others, and VAT on everything that they charge. */
export function faultsFor({ halls }: Pick<Regulation, 'halls'>, rules: TariffRules, vat: readonly VatRule[], day: LocalDate): Violation[] {
  const own = halls.map(({ slug }) => slug);
  const charged = [
    ...rules.prices.map(({ product }, index) => ({ product: product ?? 'hire', field: `rules/prices/${index}/product` })),
    ...(rules.costs ?? []).map(({ product }, index) => ({ product: product ?? 'administration', field: `rules/costs/${index}/product` })),
  ];
  const kinds = rules.bookers.flatMap(({ of }) => of);
  const known = (product: string): boolean => kinds.every((bookerKind) => rules.purposes.every(({ id }) => vatFor(vat, { product, bookerKind, purpose: id, day }) !== undefined));
  return [
    ...notApplied(rules),
    ...rules.halls.flatMap((slug, index) => (own.includes(slug) ? [] : [fault(`rules/halls/${index}`, 'unknown', { allowed: own.join(', ') })])),
    ...own.filter((slug) => !rules.halls.includes(slug)).map((slug) => fault(`rules/halls/${slug}`, 'required')),
    ...charged.filter(({ product }) => !known(product)).map(({ field }) => fault(field, 'unknown', { allowed: [...new Set(vat.map(({ product }) => product))].join(', ') })),
  ];
}
