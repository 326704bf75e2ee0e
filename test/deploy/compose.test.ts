import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readConfig as readGatewayConfig } from '../../lock-gateway/config.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, unknown>;
  env_file?: string;
  volumes?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  secrets?: string[];
  ports?: string[];
  networks?: string[];
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

/** The settings that an example of an environment explains, those behind a `#` too. */
const settingsIn = (example: string): string[] => [...read(example).matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);

const compose: Compose = parse(read('compose.yaml'), { merge: true });
const services = Object.entries(compose.services);
/** Which example explains the settings in which env_file. */
const EXAMPLES: Record<string, string> = { '.env': '.env.example', 'lock-gateway.env': 'lock-gateway/.env.example' };

describe('compose.yaml', () => {
  it('runs the database, the brokers and the programs', () => {
    expect(Object.keys(compose.services)).to.have.members(['database', 'broker', 'building-broker', 'migrate', 'server', 'worker', 'lock-gateway']);
    expect(compose.services['database']!.image).to.match(/^postgres:1[5-9]/);
  });

  it('starts programs that the build makes', () => {
    const commands = services.flatMap(([, { build, command }]) => (build ? [command!] : []));
    expect(commands).to.have.length(4);
    for (const [node, program] of commands) {
      expect(node).to.equal('node');
      expect(existsSync(`${ROOT}${program!.replace(/\.js$/, '.ts')}`), program).to.equal(true);
    }
  });

  it('sets only what an example explains', () => {
    for (const [name, { environment = {}, env_file: file }] of services) {
      if (file === undefined) continue;
      expect(EXAMPLES, name).to.have.property(file);
      expect(settingsIn(EXAMPLES[file]!), name).to.include.members(Object.keys(environment));
    }
  });

  it('holds no secret: passwords come from files that are not in the repository', () => {
    const named = services.flatMap(([service, { environment = {}, secrets = [] }]) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|KEY|SECRET|URL|CERT/.test(name)).map(([name, value]) => ({ at: `${service} ${name}`, value, secrets })));
    expect(named.map(({ at }) => at)).to.have.members([
      'database POSTGRES_PASSWORD_FILE', 'worker MQTT_CERT', 'worker MQTT_KEY', 'lock-gateway CITY_BROKER_CERT', 'lock-gateway CITY_BROKER_KEY',
    ]);
    for (const { at, value, secrets } of named) expect(secrets.map((name) => `/run/secrets/${name}`), at).to.include(value);
    const ignored = read('.gitignore').split('\n');
    for (const { file } of Object.values(compose.secrets)) expect(ignored).to.include(`${file.split('/').slice(0, 2).join('/')}/`);
    for (const file of Object.keys(EXAMPLES)) expect(ignored).to.include(file);
  });

  it('names only volumes, secrets and services that are there', () => {
    for (const [name, { volumes = [], secrets = [], depends_on: needs = {} }] of services) {
      const kept = volumes.map((volume) => volume.split(':')[0]!).filter((source) => !source.startsWith('.'));
      expect(Object.keys(compose.volumes), name).to.include.members(kept);
      expect(Object.keys(compose.secrets), name).to.include.members(secrets);
      for (const [other, { condition }] of Object.entries(needs)) {
        if (condition === 'service_healthy') expect(compose.services[other]?.healthcheck, `${name} needs ${other}`).to.be.an('object');
        expect(Object.keys(compose.services), name).to.include(other);
      }
    }
  });

  it('mounts every file that the brokers’ configurations name, and names no other secret', () => {
    for (const [service, config] of [['broker', 'mosquitto.conf'], ['building-broker', 'building.conf']] as const) {
      const named = [...read(`deploy/mosquitto/${config}`).matchAll(/\/run\/secrets\/([a-z-]+)/g)].map(([, name]) => name!);
      expect([...new Set(named)], service).to.have.members(compose.services[service]!.secrets!);
      expect(compose.services[service]!.volumes, service).to.include(`./deploy/mosquitto/${config}:/mosquitto/config/mosquitto.conf:ro`);
    }
  });

  it('lets gateways of other buildings in where certificates are asked of them, and nobody onto the building’s own broker but its gateway', () => {
    expect(compose.services['broker']!.ports).to.deep.equal(['8883:8883']);
    expect(compose.services['building-broker']!.ports).to.equal(undefined);
    const onTheBuilding = services.filter(([, { networks = ['default'] }]) => networks.includes('building')).map(([name]) => name);
    expect(onTheBuilding).to.have.members(['building-broker', 'lock-gateway']);
    expect(compose.services['building-broker']!.networks).to.deep.equal(['building']);
    const listeners = read('deploy/mosquitto/mosquitto.conf').split(/^listener /m).slice(1);
    expect(listeners.map((one) => Number.parseInt(one, 10))).to.deep.equal([8883, 8884]);
    for (const listener of listeners) expect(listener).to.match(/^tls_version tlsv1\.3$/m).and.match(/^require_certificate true$/m).and.match(/^use_identity_as_username true$/m);
  });

  it('says how to tell that a service which is asked over the network is well', () => {
    for (const name of ['database', 'broker', 'building-broker', 'server', 'lock-gateway']) expect(compose.services[name]?.healthcheck?.test[0], name).to.equal('CMD');
  });
});

describe('the example of a lock gateway', () => {
  it('explains every setting that the gateway reads, and no other', () => {
    const asked = new Set<string>();
    const all = Object.fromEntries(settingsIn('lock-gateway/.env.example').map((name) => [name, '']));
    const env = new Proxy(all, { get: (target, name: string) => (asked.add(name), target[name]) });
    expect(() => readGatewayConfig(env)).to.throw();
    expect([...asked].sort()).to.deep.equal(Object.keys(all).sort());
  });
});
