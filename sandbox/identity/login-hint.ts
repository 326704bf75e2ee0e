import { personaByKey, type Capacity, type Persona } from '../personas.ts';

/**
 * What a `login_hint` asks for: base64 of `{"cap_hint":"VER","code_hint":"V0012345"}`, as ACM/IDM has it ("gericht aanmelden"), here
 * also in the names of the claims and with `"persona":"jan"`.
 */
export interface LoginHint {
  persona: Persona | undefined;
  group: unknown;
  orgCode: unknown;
}

/** A hint is only a hint: one that cannot be read asks for nothing. */
export function readLoginHint(hint: unknown): LoginHint {
  const { persona, cap_hint, code_hint, vo_doelgroepcode, vo_orgcode } = decode(hint);
  return { persona: personaByKey(persona), group: cap_hint ?? vo_doelgroepcode, orgCode: code_hint ?? vo_orgcode };
}

function decode(hint: unknown): Record<string, unknown> {
  if (typeof hint !== 'string') return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(hint, 'base64').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The capacity that needs no asking: the one the hint names, or the only one there is when the hint names none. */
export function obviousCapacity({ capacities }: Persona, { group, orgCode }: LoginHint): Capacity | undefined {
  if (group === undefined && orgCode === undefined) return capacities.length === 1 ? capacities[0] : undefined;
  return capacities.find(
    (capacity) => (group === undefined || capacity.group === group) && (orgCode === undefined || capacity.organisation?.orgCode === orgCode),
  );
}
