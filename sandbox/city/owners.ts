import { directorates } from '../personas.ts';

/** Who lets halls: the directorates of the city, and one partner. Codes are illustrative. */
export const OWNERS = {
  ...directorates,
  provincie: { name: 'Provincie Vlaams-Brabant', kind: 'partner', orgCode: 'OVO900101' },
} as const;

export type OwnerKey = keyof typeof OWNERS;
export const OWNER_KEYS: readonly OwnerKey[] = ['cultuur', 'wijken', 'sport', 'jeugd', 'gebouwen', 'provincie'];
