import { createServer } from 'node:net';
import { claimPort } from '../ports.ts';
import { SandboxProblem } from '../problem.ts';

/** Everything of the sandbox that listens, with the port it takes unless its variable names another. */
const SERVICES = {
  site: { service: 'web server', variable: 'PORT', usual: 3000 },
  mollie: { service: 'simulated Mollie', variable: 'MOLLIE_PORT', usual: 3001 },
  identity: { service: 'identity provider', variable: 'IDENTITY_PORT', usual: 3002 },
  mail: { service: 'mail page', variable: 'MAIL_PORT', usual: 3003 },
  smtp: { service: 'mail catcher', variable: 'SMTP_PORT', usual: 2525 },
  locks: { service: 'panel of the locks', variable: 'LOCKS_PORT', usual: 3004 },
  gatewayHealth: { service: 'health of the lock gateway', variable: 'GATEWAY_HEALTH_PORT', usual: 3005 },
  cityBroker: { service: "city's broker", variable: 'CITY_BROKER_PORT', usual: 1883 },
  buildingBroker: { service: "building's broker", variable: 'BUILDING_BROKER_PORT', usual: 1884 },
} as const;

export type ServiceName = keyof typeof SERVICES;
export type CityPorts = Readonly<Record<ServiceName, number>>;

const NAMES = Object.keys(SERVICES) as ServiceName[];

/**
 * The usual ports, or those that the environment names.
 * @throws SandboxProblem that names every variable which holds no port, or a port that another service takes too
 */
export function portsFrom(env: Readonly<Record<string, string | undefined>>): CityPorts {
  const ports = eachService((name) => {
    const text = env[SERVICES[name].variable];
    return text === undefined || text === '' ? SERVICES[name].usual : Number(text);
  });
  const problems = NAMES.flatMap((name) => {
    const { variable } = SERVICES[name];
    if (!Number.isInteger(ports[name]) || ports[name] < 1 || ports[name] > 65_535) return [`${variable} must be a port, from 1 to 65535.`];
    const twin = NAMES.find((other) => ports[other] === ports[name]);
    return twin === name || twin === undefined ? [] : [`${variable} and ${SERVICES[twin].variable} name the same port, ${ports[name]}.`];
  });
  if (problems.length > 0) throw new SandboxProblem(problems.join('\n'));
  return ports;
}

/** @throws SandboxProblem with a line for every port that something else listens on */
export async function claimPorts(ports: CityPorts): Promise<void> {
  const claims = await Promise.allSettled(NAMES.map((name) => claimPort({ ...SERVICES[name], port: ports[name] })));
  const refused = claims.flatMap((claim): unknown[] => (claim.status === 'rejected' ? [claim.reason] : []));
  const problems = refused.filter((reason) => reason instanceof SandboxProblem);
  if (problems.length < refused.length) throw refused[0];
  if (problems.length > 0) throw new SandboxProblem(problems.map(({ message }) => message).join('\n'));
}

/** Ports that nothing listens on now. All are held until the last is known, so no two are the same. */
export async function freePorts(): Promise<CityPorts> {
  const held = await Promise.all(NAMES.map(async (name) => ({ name, ...(await holdAnyPort()) })));
  await Promise.all(held.map(({ letGo }) => letGo()));
  return eachService((name) => held.find((one) => one.name === name)?.port ?? 0);
}

function holdAnyPort(): Promise<{ port: number; letGo: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const letGo = (): Promise<void> => new Promise((done) => server.close(() => done()));
      resolve({ port: typeof address === 'object' && address ? address.port : 0, letGo });
    });
  });
}

const eachService = (portOf: (name: ServiceName) => number): CityPorts =>
  Object.fromEntries(NAMES.map((name) => [name, portOf(name)])) as Record<ServiceName, number>;
