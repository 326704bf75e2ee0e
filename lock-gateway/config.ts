import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { gatewayKey, type GatewayKey } from './envelope.ts';
import type { LineOptions } from './line.ts';
import { DRIVERS, isTopic, readSettings, type DriverKind, type LockConfig } from './lock-settings.ts';
import { isName } from './protocol.ts';

export interface GatewayConfig {
  gateway: string;
  /** The current key first, then previous ones while keys are rotated. */
  keys: [GatewayKey, ...GatewayKey[]];
  city: LineOptions;
  building: LineOptions;
  stateDir: string;
  locks: LockConfig[];
  healthPort: number;
  logLevel: string;
}

/** Every missing or malformed setting, one a line, none of their values. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`configuration: ${problems.join('; ')}`);
    this.problems = problems;
  }
}

type Environment = Record<string, string | undefined>;
type Report = (name: string, problem: string) => void;

/**
 * Reads the gateway's settings from the environment and the lock list from the file it names.
 * @throws ConfigError naming all that is wrong at once
 */
export function readConfig(env: Environment): GatewayConfig {
  const problems: string[] = [];
  const report: Report = (name, problem) => void problems.push(`${name} ${problem}`);
  const gateway = required(env, 'GATEWAY_ID', report);
  if (gateway && !isName(gateway)) report('GATEWAY_ID', 'must be letters, digits, _ or -, at most 64');
  const current = readKey(required(env, 'GATEWAY_KEY', report), 'GATEWAY_KEY', report);
  const previous = (env['GATEWAY_PREVIOUS_KEY'] ?? '').split(',').flatMap((text) => readKey(text.trim(), 'GATEWAY_PREVIOUS_KEY', report) ?? []);
  const version = readVersion(env['MQTT_VERSION'], report);
  const config = {
    gateway,
    city: readLine(env, 'CITY_BROKER', version, report),
    building: readLine(env, 'BUILDING_BROKER', version, report),
    stateDir: required(env, 'GATEWAY_STATE_DIR', report),
    locks: readLocks(required(env, 'GATEWAY_LOCKS', report), report),
    healthPort: readPort(env['HEALTH_PORT'] ?? '9464', report),
    logLevel: env['LOG_LEVEL'] || 'info',
  };
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(config.logLevel)) report('LOG_LEVEL', 'must be debug, info, warn, error or silent');
  if (problems.length > 0 || !current) throw new ConfigError(problems);
  return { ...config, keys: [current, ...previous] };
}

function required(env: Environment, name: string, report: Report): string {
  const value = env[name] ?? '';
  if (value === '') report(name, 'is missing');
  return value;
}

function readKey(text: string, name: string, report: Report): GatewayKey | undefined {
  if (text === '') return undefined;
  try {
    return gatewayKey(text);
  } catch {
    report(name, 'must be 32 bytes in base64');
    return undefined;
  }
}

function readVersion(text: string | undefined, report: Report): 4 | 5 {
  if (text === undefined || text === '' || text === '5') return 5;
  if (text !== '3.1.1') report('MQTT_VERSION', 'must be 5 or 3.1.1');
  return 4;
}

function readPort(text: string, report: Report): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) report('HEALTH_PORT', 'must be a port number (0 for any free one)');
  return port;
}

function readLine(env: Environment, prefix: string, version: 4 | 5, report: Report): LineOptions {
  const url = required(env, `${prefix}_URL`, report);
  if (url && !/^mqtts?:\/\/[^\s@]+$/.test(url)) report(`${prefix}_URL`, 'must be mqtt://host:port or mqtts://host:port, without a password');
  const file = (suffix: string): Buffer | undefined => {
    const path = env[`${prefix}_${suffix}`];
    if (!path) return undefined;
    try {
      return readFileSync(path);
    } catch {
      report(`${prefix}_${suffix}`, 'names a file that cannot be read');
      return undefined;
    }
  };
  const given = {
    username: env[`${prefix}_USER`] || undefined, password: env[`${prefix}_PASSWORD`] || undefined,
    ca: file('CA'), cert: file('CERT'), key: file('KEY'),
  };
  if ((given.cert === undefined) !== (given.key === undefined)) report(`${prefix}_CERT`, `and ${prefix}_KEY must be given together`);
  return { url, version, ...given };
}

function readLocks(path: string, report: Report): LockConfig[] {
  if (path === '') return [];
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'));
  } catch {
    report('GATEWAY_LOCKS', 'must name a readable YAML or JSON file');
    return [];
  }
  const entries: unknown = typeof content === 'object' && content !== null && 'locks' in content ? content.locks : content;
  if (!Array.isArray(entries)) {
    report('GATEWAY_LOCKS', 'must hold a list `locks`');
    return [];
  }
  const locks = entries.flatMap((entry: unknown, index) => readLock(entry, (problem) => report('GATEWAY_LOCKS', `locks[${index}]: ${problem}`)));
  const twice = locks.find(({ id }, index) => locks.findIndex((other) => other.id === id) !== index);
  if (twice) report('GATEWAY_LOCKS', `names lock ${twice.id} twice`);
  const shared = locks.find((lock, index) => lock.id !== twice?.id && locks.findIndex((other) => placeOf(other) === placeOf(lock)) !== index);
  if (shared) report('GATEWAY_LOCKS', `gives lock ${shared.id} the place of another`);
  return locks;
}

function readLock(entry: unknown, report: (problem: string) => void): LockConfig[] {
  if (typeof entry !== 'object' || entry === null) {
    report('must be an object');
    return [];
  }
  const { id, driver = 'native', address = driver === 'nuki_hub' ? 'nukihub' : id, leadMinutes = 45 } = entry as Record<string, unknown>;
  const problems: string[] = [];
  const say = (problem: string): void => void problems.push(problem);
  if (typeof id !== 'string' || !isName(id)) say('id must be letters, digits, _ or -, at most 64');
  if (typeof address !== 'string' || !(driver === 'native' ? isName : isTopic)(address)) say(ADDRESS_WORDS[driver === 'native' ? 'native' : 'topic']);
  if (!isDriver(driver)) say(`driver must be ${DRIVERS.join(' or ')}`);
  if (typeof leadMinutes !== 'number' || !(leadMinutes >= 45 && leadMinutes <= 90)) say('leadMinutes must be 45 to 90');
  const named = { id: id as string, address: address as string, leadMinutes: leadMinutes as number };
  const lock = isDriver(driver) ? [readSettings(named, driver, entry as Record<string, unknown>, say)] : [];
  problems.forEach(report);
  return problems.length > 0 ? [] : lock;
}

const ADDRESS_WORDS = { native: 'address must be letters, digits, _ or -, at most 64', topic: 'address must be a name without + and #, at most 200' } as const;

/** What a lock is on its line: two locks that are the same there would undo each other's work. */
function placeOf(lock: LockConfig): string {
  if (lock.driver === 'zwave-js-ui') return JSON.stringify([lock.driver, lock.prefix, lock.name, lock.node]);
  return JSON.stringify([lock.driver, lock.driver === 'zigbee2mqtt' ? lock.base : '', lock.address]);
}

const isDriver = (name: unknown): name is DriverKind => DRIVERS.some((driver) => driver === name);
