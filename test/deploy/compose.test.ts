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
  it('runs the database, the broker and the programs', () => {
    expect(Object.keys(compose.services)).to.have.members(['database', 'broker', 'migrate', 'server', 'worker', 'lock-gateway']);
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
    const named = services.flatMap(([, { environment = {} }]) => Object.keys(environment)).filter((name) => /PASSWORD|KEY|SECRET|URL/.test(name));
    expect(named).to.deep.equal(['POSTGRES_PASSWORD_FILE']);
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

  it('says how to tell that a service which is asked over the network is well', () => {
    for (const name of ['database', 'broker', 'server', 'lock-gateway']) expect(compose.services[name]?.healthcheck?.test[0], name).to.equal('CMD');
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
