import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { coreFilters, gatewayFilters, ROOT } from '../../lock-gateway/protocol.ts';
import { makeCertificates, writeRights } from '../support/city-broker.ts';
import { findOpenssl, requireOrSkip } from '../support/tools.ts';

const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing was refused', (error: Error & { stderr?: string }) => error.stderr ?? error.message);

describe('deploy/make-certificates', () => {
  let folder = '';
  before(function () {
    requireOrSkip(this, 'openssl', findOpenssl());
    folder = mkdtempSync(join(tmpdir(), 'oz-certificates-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const certificate = (name: string): X509Certificate => new X509Certificate(readFileSync(join(folder, `${name}.pem`)));
  const commonName = (name: string): string => certificate(name).subject;

  it('makes an authority, the certificate of the broker for its addresses, and one for each gateway in its name', async () => {
    await makeCertificates(folder, 'broker', 'broker', 'mqtt.example.org', '10.0.0.7', '::1');
    await makeCertificates(folder, 'gateway', 'city-centre', 'heverlee');
    const authority = certificate('authority');
    expect(authority.ca).to.equal(true);
    for (const name of ['broker', 'city-centre', 'heverlee']) {
      expect(certificate(name).verify(authority.publicKey), name).to.equal(true);
      expect(certificate(name).ca, name).to.equal(false);
    }
    expect(commonName('city-centre')).to.equal('CN=city-centre');
    for (const host of ['broker', 'mqtt.example.org']) expect(certificate('broker').checkHost(host), host).to.equal(host);
    for (const address of ['10.0.0.7', '::1']) expect(certificate('broker').checkIP(address), address).to.equal(address);
  });

  it('lets none but the broker be a server, and the broker be no client', () => {
    const uses = (name: string) => certificate(name).keyUsage;
    expect([uses('broker'), uses('city-centre')]).to.deep.equal([['1.3.6.1.5.5.7.3.1'], ['1.3.6.1.5.5.7.3.2']]);
  });

  it('makes a certificate of Openzaal that the authority did not sign', async () => {
    await makeCertificates(folder, 'core');
    const core = certificate('core');
    expect(core.verify(core.publicKey)).to.equal(true);
    expect(core.verify(certificate('authority').publicKey)).to.equal(false);
    expect([core.subject, core.ca]).to.deep.equal(['CN=core', false]);
  });

  it('keeps every key for its owner alone, and leaves nothing else behind', () => {
    const files = readdirSync(folder);
    expect(files).to.have.members(['authority', 'broker', 'core', 'city-centre', 'heverlee'].flatMap((name) => [`${name}.pem`, `${name}.key`]));
    for (const file of files) expect(statSync(join(folder, file)).mode & 0o777, file).to.equal(file.endsWith('.key') ? 0o600 : 0o644);
  });

  it('overwrites nothing, and then makes nothing else either', async () => {
    const before = readFileSync(join(folder, 'city-centre.key'));
    expect(await refusalOf(makeCertificates(folder, 'gateway', 'kessel-lo', 'city-centre'))).to.contain('city-centre.key is there already');
    expect(await refusalOf(makeCertificates(folder, 'core'))).to.contain('core.key is there already');
    expect(await refusalOf(makeCertificates(folder, 'broker', 'elsewhere'))).to.contain('broker.key is there already');
    expect(readFileSync(join(folder, 'city-centre.key'))).to.deep.equal(before);
    expect(readdirSync(folder)).to.not.include('kessel-lo.pem');
  });

  it('refuses names that are not a gateway’s: those of others, and what would reach beyond a topic or a folder', async () => {
    for (const name of ['core', 'broker', 'authority', '', '+', '#', 'a/b', '../x', 'Leuven', 'a b', '-d', 'x/CN=core', 'a'.repeat(64)]) {
      expect(await refusalOf(makeCertificates(folder, 'gateway', name)), name).to.match(/^make-certificates: /);
    }
    for (const host of ['', 'a,DNS:b', 'a b', '*.example.org']) expect(await refusalOf(makeCertificates(folder, 'broker', host)), host).to.match(/^make-certificates: not a host/);
  });
});

interface Rights {
  defaultACLAccess: Record<string, boolean>;
  clients: { username: string; roles: { rolename: string }[] }[];
  groups: unknown[];
  roles: { rolename: string; acls: { acltype: string; topic: string; allow: boolean }[] }[];
}

describe('deploy/write-broker-rights', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oz-rights-'));
  const file = join(folder, 'rights.json');
  after(() => rmSync(folder, { recursive: true, force: true }));
  const rights = async (...gateways: string[]): Promise<Rights> => {
    await writeRights(file, ...gateways);
    return JSON.parse(readFileSync(file, 'utf8')) as Rights;
  };
  const topics = ({ roles }: Rights, role: string, acltype: string): string[] =>
    roles.find(({ rolename }) => rolename === role)!.acls.filter((acl) => acl.acltype === acltype && acl.allow).map(({ topic }) => topic).toSorted();

  it('gives nobody anything by default', async () => {
    const { defaultACLAccess, clients, groups } = await rights('leuven');
    expect(defaultACLAccess).to.deep.equal({ publishClientSend: false, publishClientReceive: false, subscribe: false, unsubscribe: true });
    expect(clients).to.deep.equal([{ username: 'core', roles: [{ rolename: 'core' }] }, { username: 'leuven', roles: [{ rolename: 'gateway-leuven' }] }]);
    expect(groups).to.deep.equal([]);
  });

  it('gives a gateway the directions of asyncapi.yaml on its own branch, and its own reports to read', async () => {
    const document = parse(readFileSync('asyncapi.yaml', 'utf8')) as { channels: Record<string, { address: string }>; operations: Record<string, { action: string; channel: { $ref: string } }> };
    const ofGateway = (name: string, action: string): string[] => Object.values(document.operations).filter((one) => one.action === action)
      .map(({ channel }) => document.channels[channel.$ref.split('/').at(-1)!]!.address.replace('{gateway}', name).replace('{lock}', '+'));
    const written = await rights('leuven', 'heverlee');
    for (const name of ['leuven', 'heverlee']) {
      expect(topics(written, `gateway-${name}`, 'publishClientSend')).to.deep.equal(ofGateway(name, 'send').toSorted());
      const heard = [...ofGateway(name, 'receive'), `${ROOT}/${name}/locks/+/reported`].toSorted();
      expect(topics(written, `gateway-${name}`, 'publishClientReceive')).to.deep.equal(heard);
      expect(topics(written, `gateway-${name}`, 'subscribePattern')).to.deep.equal(heard);
      expect(heard).to.include.members(gatewayFilters(name));
    }
    for (const acltype of ['publishClientSend', 'publishClientReceive', 'subscribePattern']) expect(topics(written, 'core', acltype)).to.deep.equal([`${ROOT}/#`]);
    expect(coreFilters().every((filter) => filter.startsWith(`${ROOT}/`))).to.equal(true);
  });

  it('refuses a name that could reach beyond its branch, and leaves the file as it was', async () => {
    writeFileSync(file, 'before');
    for (const name of ['core', '+', '#', 'a/b', '', 'a"b', 'Leuven']) expect(await refusalOf(writeRights(file, 'leuven', name)), name).to.match(/^write-broker-rights: /);
    expect(readFileSync(file, 'utf8')).to.equal('before');
  });
});
