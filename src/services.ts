import type { Config } from './config.ts';
import type { DoorKeys } from './access/door-keys.ts';
import type { LoginProvider } from './identity/login.ts';
import { oidcLogin } from './identity/oidc-login.ts';
import { createMollie } from './payments/mollie-client.ts';
import { mollieProvider } from './payments/mollie-provider.ts';
import type { PaymentProvider } from './payments/payment-provider.ts';
import { openDatabase, type Database } from './platform/db.ts';
import { createLog, type Log } from './platform/log.ts';
import { createReactions } from './reactions.ts';

/** What a process works with, made once. Whoever made it ends it with `db.destroy()`. */
export interface Services {
  config: Config;
  log: Log;
  clock: () => Date;
  db: Database;
  payments: PaymentProvider;
  login: LoginProvider;
  doorKeys: DoorKeys;
}

/** Makes the services of the process with this name. Connects to nothing yet: everything is reached when it is first needed. */
export function createServices(config: Config, name: 'server' | 'worker'): Services {
  const { doorKeys, mollie, login, publicUrl } = config;
  const clock = (): Date => new Date();
  return {
    config,
    log: createLog(name, config.logLevel),
    clock,
    db: openDatabase({ url: config.databaseUrl, name, reactions: createReactions({ keys: doorKeys, clock }) }),
    payments: mollieProvider(createMollie({ apiKey: mollie.apiKey, apiEndpoint: mollie.apiUrl })),
    login: oidcLogin({ ...login, redirectUri: `${publicUrl}/aanmelden/terug`, loggedOutUri: `${publicUrl}/` }),
    doorKeys,
  };
}
