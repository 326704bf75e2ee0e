import { join } from 'node:path';
import type { Addresses } from './addresses.ts';
import type { CityPorts } from './city-ports.ts';
import { BUILDING, CLIENT_ID, CORE, GATEWAY } from './names.ts';
import type { CitySecrets } from './secrets.ts';

type Environment = Readonly<Record<string, string>>;

/** What the parts of a city must know to find each other. */
export interface Surroundings {
  readonly ports: CityPorts;
  readonly urls: Addresses;
  readonly secrets: CitySecrets;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** The file that lists the locks of the gateway. */
  readonly lockList: string;
}

export const codeKeys = ({ secrets }: Pick<Surroundings, 'secrets'>): string => `sandbox:${secrets.codeKey}`;

/** The settings of the server and the worker in the sandbox; `.env.example` explains each. */
export function coreEnvironment({ ports, urls, secrets, databaseUrl }: Surroundings): Environment {
  return {
    DATABASE_URL: databaseUrl,
    PORT: String(ports.site),
    PUBLIC_URL: urls.site,
    TRUSTED_PROXIES: '0',
    CITY_NAME: 'Leuven',
    CITY_PHONE: '016 27 20 00',
    CITY_EMAIL: 'zalen@leuven.example',
    MQTT_URL: urls.cityBroker,
    MQTT_USER: CORE,
    MQTT_PASSWORD: secrets.passwords.core,
    MQTT_VERSION: '3.1.1',
    LOCK_KEYS: `${GATEWAY}:${secrets.lockKey}`,
    CODE_KEYS: codeKeys({ secrets }),
    MOLLIE_API_KEY: secrets.mollieKey,
    MOLLIE_API_URL: urls.mollieApi,
    OIDC_ISSUER: urls.identity,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_KEY: JSON.stringify(secrets.clientKey),
    SMTP_URL: urls.smtp,
    MAIL_FROM: 'Zalen van Leuven <zalen@leuven.example>',
  };
}

/** The settings of the lock gateway, which knows nothing of the rest. Its brokers here speak MQTT 3.1.1 only. */
export function gatewayEnvironment({ ports, urls, secrets, dataDir, lockList }: Surroundings): Environment {
  return {
    GATEWAY_ID: GATEWAY,
    GATEWAY_KEY: secrets.lockKey,
    GATEWAY_LOCKS: lockList,
    GATEWAY_STATE_DIR: join(dataDir, 'gateway'),
    CITY_BROKER_URL: urls.cityBroker,
    CITY_BROKER_USER: GATEWAY,
    CITY_BROKER_PASSWORD: secrets.passwords.gateway,
    BUILDING_BROKER_URL: urls.buildingBroker,
    BUILDING_BROKER_USER: BUILDING,
    BUILDING_BROKER_PASSWORD: secrets.passwords.building,
    MQTT_VERSION: '3.1.1',
    HEALTH_PORT: String(ports.gatewayHealth),
  };
}
