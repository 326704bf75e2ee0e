import type { Capacity, Persona, TargetGroup } from '../personas.ts';

const GROUP_NAMES: Record<TargetGroup, string> = {
  BUR: 'Burgers',
  EA: 'Economische actoren',
  VER: 'Feitelijke verenigingen',
  OV: 'Onderwijs en vorming',
  LB: 'Lokale besturen',
  GID: 'VO-medewerkers',
};

/**
 * Which claims come with which scope. The national number (`rrn`) exists in ACM/IDM; it is left out on purpose, since
 * Openzaal never asks for it. The roles come with `vo` and, as in a real registration, with a scope of the application.
 */
export const CLAIMS_OF_SCOPE = {
  openid: ['sub'],
  profile: ['given_name', 'family_name'],
  vo: ['cot', 'vo_id', 'vo_doelgroepcode', 'vo_doelgroepnaam', 'vo_orgcode', 'vo_orgnaam', 'vo_email', 'openzaal_rol_3d'],
  openzaal: ['openzaal_rol_3d'],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
};

/** What ACM/IDM would say about somebody who logged in as this. The provider passes on only what the scopes allow. */
export function claimsOf(persona: Persona, { group, organisation, roles }: Capacity): { sub: string } & Record<string, unknown> {
  return {
    sub: persona.sub,
    given_name: persona.givenName,
    family_name: persona.familyName,
    cot: 'vo',
    vo_id: persona.voId,
    vo_doelgroepcode: group,
    vo_doelgroepnaam: GROUP_NAMES[group],
    ...(organisation && { vo_orgcode: organisation.orgCode, vo_orgnaam: organisation.name }),
    ...((group === 'LB' || group === 'GID') && { vo_email: persona.email }),
    ...(roles && { openzaal_rol_3d: roles }),
    email: persona.email,
    email_verified: true,
    phone_number: persona.phone,
    phone_number_verified: true,
  };
}
