import { centsOf, type Amount, type PaymentRequest } from './payment.ts';
import { invalid, MollieProblem } from './problem.ts';
import type { RefundRequest } from './refund.ts';

type Fields = Record<string, unknown>;

const HIGHEST_CENTS = 5_000_000;
const LONGEST_DESCRIPTION = 255;
const LARGEST_METADATA_BYTES = 1024;

/** The body of a request as an object. @throws 400 when it is anything else */
export function fieldsOf(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new MollieProblem(400, 'The request body is not a JSON object');
  return { ...body };
}

/** @throws 422 naming the first field that is missing or wrong, as Mollie does */
export function parsePayment(body: unknown): PaymentRequest {
  const fields = fieldsOf(body);
  return {
    amount: parseAmount(fields['amount']),
    description: parseDescription(fields['description']),
    redirectUrl: parseUrl(fields['redirectUrl'], 'redirectUrl'),
    cancelUrl: fields['cancelUrl'] === undefined ? undefined : parseUrl(fields['cancelUrl'], 'cancelUrl'),
    webhookUrl: fields['webhookUrl'] === undefined ? undefined : parseUrl(fields['webhookUrl'], 'webhookUrl'),
    locale: parseLocale(fields['locale']),
    method: parseMethod(fields['method']),
    metadata: parseMetadata(fields['metadata']),
  };
}

/** @throws 422 as `parsePayment` */
export function parseRefund(body: unknown): RefundRequest {
  const fields = fieldsOf(body);
  return {
    amount: parseAmount(fields['amount']),
    description: fields['description'] === undefined ? '' : parseDescription(fields['description']),
    metadata: parseMetadata(fields['metadata']),
  };
}

function parseAmount(given: unknown): Amount {
  if (typeof given !== 'object' || given === null) throw invalid('amount', 'The amount is required for payments');
  const { currency, value } = { currency: undefined, value: undefined, ...given } as Fields;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) throw invalid('amount.currency', 'The amount contains an invalid currency');
  if (typeof value !== 'string' || !/^\d{1,9}\.\d{2}$/.test(value)) throw invalid('amount.value', 'The amount contains an invalid value');
  const cents = centsOf({ currency, value });
  if (cents < 1) throw invalid('amount.value', 'The amount is lower than the minimum');
  if (cents > HIGHEST_CENTS) throw invalid('amount.value', 'The amount is higher than the maximum');
  return { currency, value };
}

function parseDescription(given: unknown): string {
  if (typeof given !== 'string' || given.trim() === '') throw invalid('description', 'The description is required');
  if (given.length > LONGEST_DESCRIPTION) throw invalid('description', `The description is longer than ${LONGEST_DESCRIPTION} characters`);
  return given;
}

function parseUrl(given: unknown, field: string): string {
  if (given === undefined || given === null) throw invalid(field, `The ${field} is required`);
  if (typeof given === 'string' && URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  throw invalid(field, `The ${field} is invalid`);
}

function parseLocale(given: unknown): string {
  if (given === undefined || given === null) return 'nl_BE';
  if (typeof given === 'string' && /^[a-z]{2}_[A-Z]{2}$/.test(given)) return given;
  throw invalid('locale', 'The locale is invalid');
}

function parseMethod(given: unknown): string | null {
  const methods: unknown[] = Array.isArray(given) ? given : [given ?? null];
  const only = methods.length === 1 ? methods[0] : null;
  if (only === null || (typeof only === 'string' && /^[a-z0-9]+$/.test(only))) return only;
  throw invalid('method', 'The payment method is invalid');
}

function parseMetadata(given: unknown): unknown {
  const metadata = given ?? null;
  if (Buffer.byteLength(JSON.stringify(metadata)) > LARGEST_METADATA_BYTES) throw invalid('metadata', 'The metadata is larger than 1 kB');
  return metadata;
}
