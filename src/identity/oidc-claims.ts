import { Refusal } from '../kernel/refusal.ts';
import { parseEmail, parsePhone } from './contact.ts';
import { TARGET_GROUPS, type LoginClaims, type TargetGroup } from './login.ts';

/** The claims of a token: a signed statement by the provider, but its shape is still to be checked. */
export type RawClaims = Readonly<Record<string, unknown>>;

const LONGEST_TEXT = 200;

/**
 * The claims of ACM/IDM in our words. `roleClaim` is named after the application's registration: `openzaal_rol_3d`.
 * Refuses `login-failed` when nobody is named, or an organisation only half.
 * Source: authenticatie.vlaanderen.be/docs, "Scopes & claims" and "Doelgroepen & organisaties".
 */
export function readClaims(raw: RawClaims, roleClaim: string): LoginClaims {
  const subject = text(raw['sub']);
  const familyName = text(raw['family_name']);
  const givenName = text(raw['given_name']) ?? '';
  if (!subject || !familyName) throw new Refusal('login-failed', { facts: { reason: 'incomplete-profile' } });
  const email = parseEmail(text(raw['vo_email']) ?? text(raw['email']) ?? '');
  const phone = parsePhone(text(raw['phone_number']) ?? '');
  const organisation = organisationOf(raw);
  return {
    subject, givenName, familyName, roles: rolesOf(raw[roleClaim]),
    ...(email === undefined ? {} : { email }), ...(phone === undefined ? {} : { phone }), ...(organisation ? { organisation } : {}),
  };
}

function organisationOf(raw: RawClaims): LoginClaims['organisation'] {
  const group = (text(raw['vo_doelgroepcode']) ?? 'BUR') as TargetGroup;
  if (!TARGET_GROUPS.includes(group)) throw new Refusal('login-failed', { facts: { reason: 'unknown-target-group' } });
  if (group === 'BUR') return undefined;
  const code = text(raw['vo_orgcode']);
  if (!code) throw new Refusal('login-failed', { facts: { reason: 'incomplete-organisation' } });
  return { group, code, name: text(raw['vo_orgnaam']) ?? code };
}

/** `Role:CODE`, or `Role:CODE, CODE` when the right holds for several organisations; one string or a list of them. */
function rolesOf(claim: unknown): LoginClaims['roles'] {
  const lines = (Array.isArray(claim) ? claim : [claim]).filter((one): one is string => typeof one === 'string');
  return lines.flatMap((line) => {
    const [role, codes] = line.split(':', 2);
    return (codes ?? '').split(',').map((code) => code.trim()).filter(Boolean)
      .map((organisationCode) => ({ role: role!.trim(), organisationCode }));
  });
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, LONGEST_TEXT) : undefined;
