import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { DoorKeysError, parseDoorKeys, type DoorKeys } from './access/door-keys.ts';
import { ConfigError, isLoopback, oneOf, readSettings, text, url, wholeNumber, type Environment, type Read, type Settings } from './platform/env.ts';

/** All that an installation decides for itself. `.env.example` explains each setting. */
export interface Config {
  databaseUrl: string;
  port: number;
  /** Without a slash at its end. */
  publicUrl: string;
  trustedProxies: number;
  requestsPerMinute: number;
  logLevel: string;
  city: { name: string; phone: string; email: string };
  /** Pictures of the ground under the buildings on the map. */
  mapTiles?: { url: string; attribution: string };
  broker: { url: string; user?: string; password?: string; version: 4 | 5; ca?: Buffer; cert?: Buffer; key?: Buffer };
  doorKeys: DoorKeys;
  mollie: { apiKey: string; apiUrl?: string };
  login: { issuer: string; clientId: string; clientKey: JWK; scope?: string };
  mail: { smtpUrl: string; from: string };
}

/** Reads the environment. Throws a ConfigError naming everything that is missing or malformed, and what would be right. */
export const readConfig = (env: Environment): Config => readSettings(env, (settings) => ({
  ...readSite(settings),
  city: readCity(settings),
  ...readMapTiles(settings),
  broker: readBroker(settings),
  doorKeys: readDoorKeys(settings),
  mollie: readMollie(settings),
  login: readLogin(settings),
  mail: {
    smtpUrl: settings.required('SMTP_URL', 'a URL such as smtps://user:password@host:465', url('smtp:', 'smtps:')),
    from: settings.required('MAIL_FROM', 'an e-mail address, perhaps with a name: Stad Leuven <zalen@leuven.be>', sender),
  },
}));

/** The configuration of this process; ends it with a plain message when that is not right. */
export function configOrExit(env: Environment): Config {
  try {
    return readConfig(env);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    console.error(thrown.message);
    return process.exit(1);
  }
}

const readSite = ({ required, optional }: Settings) => ({
  databaseUrl: required('DATABASE_URL', 'a URL such as postgresql://user:password@host:5432/openzaal', databaseUrl),
  port: optional('PORT', 'a port, from 1 to 65535', wholeNumber(1, 65_535), 3_000),
  publicUrl: required('PUBLIC_URL', 'the https address of the site without a path, such as https://halls.example.org (http only on this machine)', publicUrl),
  trustedProxies: optional('TRUSTED_PROXIES', 'how many proxies stand in front, from 0 to 10', wholeNumber(0, 10), 0),
  requestsPerMinute: optional('REQUESTS_PER_MINUTE', 'a whole number, 0 for no limit', wholeNumber(0, 1_000_000), 600),
  logLevel: optional('LOG_LEVEL', LOG_LEVELS.join(', '), oneOf(...LOG_LEVELS), 'info'),
});

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

const readCity = ({ optional }: Settings) => ({
  name: optional('CITY_NAME', 'text', text, 'Leuven'),
  phone: optional('CITY_PHONE', 'a telephone number', text, '016 27 20 00'),
  email: optional('CITY_EMAIL', 'an e-mail address', emailAddress, 'zalen@leuven.be'),
});

function readMapTiles({ optional }: Settings): Pick<Config, 'mapTiles'> {
  const url = optional('MAP_TILES_URL', 'a path of this site or an https address with {z}, {x} and {y} in it, such as /tiles/{z}/{x}/{y}.png', tilesUrl, undefined);
  const attribution = optional('MAP_TILES_ATTRIBUTION', 'text', text, '');
  return url === undefined ? {} : { mapTiles: { url, attribution } };
}

function readBroker({ required, optional, report }: Settings): Config['broker'] {
  const given = {
    user: optional('MQTT_USER', 'text', text, undefined),
    password: optional('MQTT_PASSWORD', 'text', text, undefined),
    ca: optional('MQTT_CA', 'the name of a file that can be read', fileContent, undefined),
    cert: optional('MQTT_CERT', 'the name of a file that can be read', fileContent, undefined),
    key: optional('MQTT_KEY', 'the name of a file that can be read', fileContent, undefined),
  };
  const address = required('MQTT_URL', 'a URL such as mqtts://broker:8883, without a password', brokerUrl);
  if ((given.cert === undefined) !== (given.key === undefined)) report('MQTT_CERT and MQTT_KEY must be given together');
  return {
    url: address,
    version: optional('MQTT_VERSION', '5 or 3.1.1', oneOf('5', '3.1.1'), '5') === '5' ? 5 : 4,
    ...defined(given),
  };
}

/** The properties that have a value. */
const defined = <Given extends object>(given: Given): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;

const NO_KEYS = {} as DoorKeys; // never seen: there is a problem then

function readDoorKeys({ required, optional, report }: Settings): DoorKeys {
  const codeKeys = required('CODE_KEYS', 'name:key, the newest first, separated by commas; a key is 32 bytes in base64', text);
  const lockKeys = optional('LOCK_KEYS', 'gateway:key for each gateway, separated by commas; a key is 32 bytes in base64', text, '');
  if (!codeKeys) return NO_KEYS;
  try {
    return parseDoorKeys(codeKeys, lockKeys);
  } catch (thrown) {
    if (!(thrown instanceof DoorKeysError)) throw thrown;
    report(...thrown.problems);
    return NO_KEYS;
  }
}

function readMollie({ required, optional }: Settings): Config['mollie'] {
  const apiUrl = optional('MOLLIE_API_URL', 'a URL on this machine, such as http://127.0.0.1:3001/v2/', onThisMachine, undefined);
  const apiKey = required('MOLLIE_API_KEY', 'a key of Mollie: test_… or live_…', mollieKey);
  return { apiKey, ...(apiUrl === undefined ? {} : { apiUrl }) };
}

function readLogin({ required, optional }: Settings): Config['login'] {
  const scope = optional('OIDC_SCOPE', 'names separated by spaces', text, undefined);
  return {
    issuer: required('OIDC_ISSUER', 'the https address of the login, such as https://authenticatie.vlaanderen.be/op (http only on this machine)', safeUrl),
    clientId: required('OIDC_CLIENT_ID', 'the client id from the registration', text),
    clientKey: required('OIDC_CLIENT_KEY', 'a private RSA key as a JWK (JSON) with a kid', privateKey),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** pg also takes addresses without a host, for a socket: `postgresql://user@/openzaal?host=/run/postgresql`. */
const databaseUrl: Read<string> = (given) => (/^postgres(ql)?:\/\/\S+$/.test(given) ? given : undefined);

const mollieKey: Read<string> = (given) => (/^(test|live)_\w{20,}$/.test(given) ? given : undefined);

const safeUrl: Read<string> = (given) => url('https:')(given) ?? onThisMachine(given);

const onThisMachine: Read<string> = (given) => (url('http:', 'https:')(given) !== undefined && isLoopback(given) ? given : undefined);

const publicUrl: Read<string> = (given) => {
  const { origin, pathname, search, hash } = new URL(given);
  return pathname === '/' && search === '' && hash === '' ? safeUrl(origin) : undefined;
};

const brokerUrl: Read<string> = (given) => (new URL(given).password === '' ? url('mqtt:', 'mqtts:')(given) : undefined);

/** What stands in the file of that name. */
const fileContent: Read<Buffer> = (given) => readFileSync(given);

/** Of this site or of another one, with room for the zoom, the column and the row. */
const tilesUrl: Read<string> = (given) => {
  const absolute = given.startsWith('/') && !given.startsWith('//') ? `https://this.invalid${given}` : given;
  return ['{z}', '{x}', '{y}'].every((part) => given.includes(part)) && !/[\s;,"']/.test(given) && safeUrl(absolute) !== undefined ? given : undefined;
};

const emailAddress: Read<string> = (given) => (/^[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]+$/.test(given) ? given : undefined);

const sender: Read<string> = (given) => {
  const address = /^[^<>\r\n]*<([^<>]+)>$/.exec(given)?.[1] ?? given;
  return emailAddress(address) === undefined ? undefined : given;
};

const privateKey: Read<JWK> = (given) => {
  const key = JSON.parse(given) as JWK;
  return key.kty === 'RSA' && typeof key.d === 'string' && typeof key.kid === 'string' ? key : undefined;
};
