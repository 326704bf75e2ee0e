import './quiet.ts';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { startBroker, type BrokerUser } from '../broker.ts';
import type { IdentityClient } from '../identity/provider.ts';
import { startIdentity } from '../identity/start.ts';
import { startLocks } from '../locks/start-locks.ts';
import { startMailCatcher } from '../mail/start.ts';
import { startMollie } from '../mollie/start.ts';
import type { CityLock } from './city-locks.ts';
import type { Surroundings } from './environment.ts';
import { BUILDING, CLIENT_ID, CORE, GATEWAY } from './names.ts';
import type { CitySecrets } from './secrets.ts';
import type { StopOrder } from './stop-order.ts';

/** Starts, in this process, everything that stands in for the world outside: brokers, bank, government login and mail. */
export async function startServices({ ports, secrets, urls, dataDir }: Surroundings, stops: StopOrder): Promise<void> {
  const users = brokerUsers(secrets);
  await Promise.all([
    stops.adopt('brokers', startBroker({ port: ports.cityBroker, users })),
    stops.adopt('brokers', startBroker({ port: ports.buildingBroker, users })),
    stops.adopt('services', startMollie({ port: ports.mollie, dataFile: join(dataDir, 'mollie.json') })),
    stops.adopt('services', startIdentity({ port: ports.identity, clients: [siteClient(secrets.clientKey, urls.site)], dataDir })),
    stops.adopt('services', startMailCatcher({ smtpPort: ports.smtp, webPort: ports.mail })),
  ]);
}

/** Hangs simulated locks on the doors, with a panel to press them. */
export async function hangLocks(locks: readonly CityLock[], { ports, secrets, urls, dataDir }: Surroundings, stops: StopOrder): Promise<void> {
  await stops.adopt('services', startLocks({
    brokerUrl: urls.buildingBroker, username: BUILDING, password: secrets.passwords.building,
    panelPort: ports.locks, dataFile: join(dataDir, 'locks', 'twins.json'), locks,
  }));
}

const brokerUsers = ({ passwords }: CitySecrets): BrokerUser[] => [
  { role: 'core', name: CORE, password: passwords.core },
  { role: 'gateway', name: GATEWAY, password: passwords.gateway },
  { role: 'building', name: BUILDING, password: passwords.building, building: GATEWAY },
];

/** The provider learns the public half of the key only. */
function siteClient({ kty, n, e, kid, alg, use }: JWK, site: string): IdentityClient {
  const publicKey = { kty, n, e, kid, alg, use } as IdentityClient['jwks']['keys'][number];
  return {
    clientId: CLIENT_ID, jwks: { keys: [publicKey] },
    redirectUris: [`${site}/aanmelden/terug`], postLogoutRedirectUris: [`${site}/`],
  };
}
