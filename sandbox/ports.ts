import { createServer } from 'node:net';
import { SandboxProblem } from './problem.ts';

export interface PortClaim {
  /** Who will listen, in words a newcomer knows: `web server`. */
  readonly service: string;
  readonly port: number;
  /** The environment variable that names another port. */
  readonly variable: string;
}

/** A program that listens on one address only leaves the others free, so each is tried: its own machine's first, then all at once. */
const ADDRESSES = ['127.0.0.1', '0.0.0.0', '::'];
const ABSENT = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * Makes sure that nothing listens on a port before a service is started on it.
 * @throws SandboxProblem that names the service, the port and the variable which changes it
 */
export async function claimPort({ service, port, variable }: PortClaim): Promise<void> {
  for (const address of ADDRESSES) {
    const code = await tryToListen(port, address);
    if (code === undefined || ABSENT.includes(code)) continue;
    const trouble = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code})`;
    const wayOut = code === 'EADDRINUSE' ? ' or stop the other process' : '';
    throw new SandboxProblem(`Port ${port} (${service}) ${trouble}; set ${variable}=…${wayOut}.`);
  }
}

/** The code of what went wrong, if anything did. */
function tryToListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host, ipv6Only: host === '::' }, () => server.close(() => resolve(undefined)));
  });
}
