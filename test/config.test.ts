import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../src/config.ts';
import { ConfigError, type Environment } from '../src/platform/env.ts';

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
const lines = example.split('\n');
const settingsIn = (line: string): [string, string][] => {
  const match = /^([A-Z_]+)=(.*)$/.exec(line);
  return match ? [[match[1]!, match[2]!]] : [];
};
const ENV: Environment = Object.fromEntries(lines.flatMap(settingsIn));

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.problems;
    throw thrown;
  }
}

describe('the configuration', () => {
  it('reads what .env.example shows', () => {
    const config = readConfig(ENV);
    expect(config).to.deep.include({ port: 3000, publicUrl: 'https://zalen.example.org', trustedProxies: 1, requestsPerMinute: 600 });
    expect(config.doorKeys.codes.map(({ id }) => id)).to.deep.equal(['2026']);
    expect([...config.doorKeys.gateways.keys()]).to.deep.equal(['city-centre']);
    expect(config.broker).to.deep.equal({ url: 'mqtts://broker.example.org:8884', version: 5 });
  });

  it('reads every setting that .env.example explains, and explains every setting that it reads', () => {
    const read = new Set<string>();
    readConfig(new Proxy(ENV, { get: (env, name: string) => (read.add(name), env[name]) }));
    const explained = lines.flatMap((line) => settingsIn(line.replace(/^#(?=[A-Z_]+=)/, '')).map(([name]) => name));
    expect([...read].sort()).to.deep.equal([...new Set(explained)].sort());
  });

  it('takes what the broker asks of us: a password, or the content of certificate files, of which none goes without its key', () => {
    const folder = mkdtempSync(join(tmpdir(), 'oz-config-'));
    const file = (name: string): string => {
      writeFileSync(join(folder, name), name);
      return join(folder, name);
    };
    const tls = { MQTT_CA: file('ca'), MQTT_CERT: file('cert'), MQTT_KEY: file('key') };
    const withPassword = { ...ENV, MQTT_USER: 'core', MQTT_PASSWORD: 'secret' };
    const bytes = (text: string): Buffer => Buffer.from(text);
    try {
      expect(readConfig(withPassword).broker).to.deep.include({ user: 'core', password: 'secret' });
      expect(readConfig({ ...ENV, ...tls }).broker).to.deep.include({ ca: bytes('ca'), cert: bytes('cert'), key: bytes('key') });
      expect(problemsOf({ ...ENV, ...tls, MQTT_KEY: '' })).to.deep.equal(['MQTT_CERT and MQTT_KEY must be given together']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes tiles of this site or of an https origin, and none by itself', () => {
    expect(readConfig(ENV)).to.not.have.property('mapTiles');
    for (const url of ['/tiles/{z}/{x}/{y}.png', 'https://tiles.example/{z}/{x}/{y}@2x.png', 'http://localhost:8080/{z}/{x}/{y}.png']) {
      expect(readConfig({ ...ENV, MAP_TILES_URL: url, MAP_TILES_ATTRIBUTION: '© OpenStreetMap' }).mapTiles).to.deep.equal({ url, attribution: '© OpenStreetMap' });
    }
  });

  it('names everything that is missing, at once', () => {
    const problems = problemsOf({});
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'MQTT_URL', 'CODE_KEYS', 'MOLLIE_API_KEY', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_KEY', 'SMTP_URL', 'MAIL_FROM']) {
      expect(problems.filter((one) => one.startsWith(`${name} is missing`)), name).to.have.length(1);
    }
  });

  const malformed: Record<string, string[]> = {
    DATABASE_URL: ['mysql://localhost/x', 'postgresql://a b'],
    PORT: ['0', '65536', 'http', '3e3', '-1'],
    PUBLIC_URL: ['zalen.leuven.be', 'http://zalen.leuven.be', 'https://zalen.leuven.be/site', 'https://zalen.leuven.be?x'],
    TRUSTED_PROXIES: ['yes', '11'],
    LOG_LEVEL: ['loud'],
    MQTT_URL: ['http://broker', 'mqtts://user:secret@broker'],
    MQTT_CA: ['/nowhere/ca.pem'],
    LOCK_KEYS: ['not a key', 'centre:c2hvcnQ=', `centre:${'A'.repeat(43)}=,`],
    CODE_KEYS: [`two words:${'A'.repeat(43)}=`],
    MOLLIE_API_KEY: ['secret', 'test_short'],
    MOLLIE_API_URL: ['http://mollie.example/v2/', 'https://evil.example/v2/'],
    OIDC_ISSUER: ['http://login.example', 'login.example'],
    OIDC_CLIENT_KEY: ['{', '{}', '{"kty":"RSA","n":"a","e":"b","kid":"c"}'],
    MAP_TILES_URL: ['https://tiles.example/1/2/3.png', 'http://tiles.example/{z}/{x}/{y}.png', '//tiles.example/{z}/{x}/{y}.png', 'tegels/{z}/{x}/{y}.png', 'https://tiles.example; script-src */{z}/{x}/{y}'],
    SMTP_URL: ['mail.example:25', 'http://mail.example'],
    MAIL_FROM: ['nobody', 'A <a@b.be>\r\nBcc: c@d.be', '<a@b.be>, <c@d.be>'],
  };
  for (const [name, values] of Object.entries(malformed)) {
    it(`does not take any text for ${name}, and says what would be right without repeating it`, () => {
      for (const value of values) {
        const problems = problemsOf({ ...ENV, [name]: value });
        expect(problems, value).to.have.length(1);
        expect(problems[0]).to.match(new RegExp(`^${name} (must be|entry \\d+) `));
        expect(problems[0]).not.to.contain(value);
      }
    });
  }

  it('takes plain http only for this machine itself, and a database behind a socket', () => {
    const local = { ...ENV, PUBLIC_URL: 'http://localhost:3000/', OIDC_ISSUER: 'http://127.0.0.1:3002', DATABASE_URL: 'postgresql://postgres@/openzaal?host=/tmp/x' };
    expect(readConfig(local).publicUrl).to.equal('http://localhost:3000');
  });
});
