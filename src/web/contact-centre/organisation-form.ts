import { parseKbo, parseVCode } from '../../identity/company-number.ts';
import { parseEmail, parsePhone } from '../../identity/contact.ts';
import type { NewOrganisation } from '../../identity/create-organisation.ts';
import type { OrganisationKind } from '../../identity/organisation.ts';
import { fieldOf } from '../form.ts';
import type { FieldError } from '../shared/fields.tsx';
import type { Texts } from '../texts/nl.ts';

export const ORGANISATION_FIELD = {
  name: 'naam',
  kind: 'soort',
  kbo: 'kbo',
  vCode: 'vcode',
  email: 'email',
  phone: 'telefoon',
  municipality: 'gemeente',
} as const;

export const KINDS = ['association', 'school', 'company', 'partner', 'directorate'] as const satisfies readonly OrganisationKind[];

/** What an agent typed of a new organisation. */
export interface OrganisationForm {
  name: string;
  kind: OrganisationKind;
  kbo: string;
  vCode: string;
  email: string;
  phone: string;
  municipality: string;
}

export function readOrganisationForm(fields: URLSearchParams): OrganisationForm {
  const text = (name: keyof typeof ORGANISATION_FIELD): string => fieldOf(fields, ORGANISATION_FIELD[name]).slice(0, 254);
  return {
    name: text('name').slice(0, 200),
    kind: KINDS.find((kind) => kind === text('kind')) ?? 'association',
    kbo: text('kbo'),
    vCode: text('vCode'),
    email: text('email'),
    phone: text('phone'),
    municipality: text('municipality'),
  };
}

/** The organisation that is meant, or which fields are not filled in well. */
export function organisationAsk(form: OrganisationForm, t: Texts): NewOrganisation | FieldError[] {
  const [kbo, vCode, email, phone] = [parseKbo(form.kbo), parseVCode(form.vCode), parseEmail(form.email), parsePhone(form.phone)];
  const wrong = (typed: string, parsed: string | undefined, name: string, text: string): FieldError[] =>
    typed !== '' && parsed === undefined ? [{ name, text }] : [];
  const errors = [
    ...(form.name === '' ? [{ name: ORGANISATION_FIELD.name, text: t.agent.nameRequired }] : []),
    ...wrong(form.kbo, kbo, ORGANISATION_FIELD.kbo, t.agent.kboWrong),
    ...wrong(form.vCode, vCode, ORGANISATION_FIELD.vCode, t.agent.vCodeWrong),
    ...wrong(form.email, email, ORGANISATION_FIELD.email, t.organisations.emailWrong),
    ...wrong(form.phone, phone, ORGANISATION_FIELD.phone, t.agent.phoneWrong),
  ];
  if (errors.length > 0) return errors;
  return { name: form.name, kind: form.kind, kbo, vCode, email, phone, municipality: form.municipality || undefined };
}
