import type { BrowserContext, Response } from 'playwright-core';
import type { Addresses } from '../../sandbox/run/addresses.ts';

/** What every answer of ours carries, whatever it is about. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /^default-src 'none'; script-src 'self'; style-src 'self'/,
  'referrer-policy': /^(same-origin|no-referrer)$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
};

/** What Chromium says of a page whose status is 4xx: the page itself is the answer, and the journeys read it. */
const EXPECTED = /Failed to load resource: the server responded with a status of 4\d\d/;

/**
 * Notes in `faults`, one sentence each, what no page may do: an error on the console, a request to a host that is not part of the
 * city, a picture or script that is not there, a server error, an answer without our headers.
 */
export function watch(context: BrowserContext, urls: Addresses, faults: string[]): void {
  const hosts = new Set(Object.values(urls).map((address) => new URL(address).host));
  context.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) faults.push(`console of ${message.page()?.url() ?? 'a page'}: ${message.text()}`);
  });
  context.on('weberror', (error) => faults.push(`script of ${error.page()?.url() ?? 'a page'}: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !hosts.has(url.host)) faults.push(`request to another host: ${request.url()}`);
  });
  context.on('response', (response) => {
    if (response.url().startsWith(urls.site)) faults.push(...faultsOf(response));
  });
}

function faultsOf(response: Response): string[] {
  const { pathname } = new URL(response.url());
  const [headers, status, kind] = [response.headers(), response.status(), response.request().resourceType()];
  const lacking = Object.entries(HEADERS).filter(([name, pattern]) => !pattern.test(headers[name] ?? '')).map(([name]) => name);
  return [
    ...(lacking.length > 0 ? [`${pathname} (${status}) lacks ${lacking.join(', ')}`] : []),
    ...(status >= 500 || (status >= 400 && kind !== 'document' && kind !== 'fetch') ? [`${pathname} (${kind}) answered ${status}`] : []),
  ];
}
