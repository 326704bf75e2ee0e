import http from 'node:http';
import https from 'node:https';
import { createMollieClient, type MollieClient } from '@mollie/api-client';

/**
 * The client of Mollie's API.
 * @param apiEndpoint the root of another API, for instance `http://127.0.0.1:4000/v2/` of the sandbox; Mollie's own when absent
 * @throws an Error when the endpoint would send the key unencrypted over a network
 */
export function createMollie({ apiKey, apiEndpoint }: { apiKey: string; apiEndpoint?: string | undefined }): MollieClient {
  if (!apiEndpoint) return createMollieClient({ apiKey });
  const { protocol, hostname } = new URL(apiEndpoint);
  if (protocol === 'https:') return createMollieClient({ apiKey, apiEndpoint });
  if (protocol !== 'http:' || !isLoopback(hostname)) {
    throw new Error(`Mollie's endpoint must be https, or http on this machine (127.0.0.1, ::1, localhost): ${apiEndpoint} is neither`);
  }
  return withPlainAgent(() => createMollieClient({ apiKey, apiEndpoint }));
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** The client makes its own https agent, once, and offers no way to choose another: for that one moment there is a plain one in its place. */
function withPlainAgent<T>(make: () => T): T {
  const original = https.Agent;
  try {
    Object.assign(https, { Agent: http.Agent });
    return make();
  } finally {
    Object.assign(https, { Agent: original });
  }
}
