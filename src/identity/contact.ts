const LONGEST_ADDRESS = 254;

/** The addresses that an HTML form accepts (WHATWG HTML, "valid e-mail address"), with a dot in the domain: no spaces, no line ends, no lists. */
const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i;

/** The address as we keep it: without surrounding spaces, the domain in lower case. `undefined` when no mail could be sent there safely. */
export function parseEmail(text: string): string | undefined {
  const address = text.replace(/^ +| +$/g, '');
  if (address.length > LONGEST_ADDRESS || !ADDRESS.test(address)) return undefined;
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
}

/** E.164: a plus, a country code that does not begin with zero, fifteen digits at most. */
const INTERNATIONAL = /^\+[1-9]\d{7,14}$/;

/**
 * A phone number as people write it, in the international spelling of E.164: `016 27 20 00` → `+3216272000`. A number without
 * a country is Belgian. `undefined` when it cannot be one.
 */
export function parsePhone(text: string): string | undefined {
  const digits = text.trim().replace(/\(0\)/g, '').replace(/[ ./()\u00a0-]/g, '');
  const international = digits.replace(/^00/, '+').replace(/^0/, '+32');
  return INTERNATIONAL.test(international) ? international : undefined;
}
