import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { coreFilters, gatewayFilters, lockTopic, ROOT, statusTopic, type LockTopic } from '../../lock-gateway/protocol.ts';
import { makeCertificates, needCityBroker, openssl, startCityBroker, writeRights, type CityBroker, type Credentials } from '../support/city-broker.ts';

const NOT_AUTHORIZED = /not authorized/i;

describe('the city’s broker as it is shipped', function () {
  this.timeout(30_000);
  let broker: CityBroker;
  const clients: MqttClient[] = [];
  before(async function () {
    broker = await startCityBroker(needCityBroker(this), ['leuven', 'heverlee', 'gone']);
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
  });
  after(() => broker?.stop());

  const connect = async (url: string, credentials: Partial<Credentials>, own: IClientOptions = {}): Promise<MqttClient> => {
    const client = await mqtt.connectAsync(url, { clientId: `c-${randomUUID()}`, protocolVersion: 5, reconnectPeriod: 0, connectTimeout: 5_000, ...credentials, ...own }, false);
    client.on('error', () => {});
    clients.push(client);
    return client;
  };
  const gateway = async (name: string, own: IClientOptions = {}): Promise<MqttClient> => connect(broker.url, await broker.credentials(name), own);
  const core = async (): Promise<MqttClient> => connect(broker.coreUrl, await broker.credentials('core'));
  const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => 'it was let in', (error: NodeJS.ErrnoException) => error.code?.toString() ?? error.message);
  const subscribing = (client: MqttClient, topic: string): Promise<string> => client.subscribeAsync(topic, { qos: 1 }).then(() => 'granted', (error: Error) => error.message);
  const publishing = (client: MqttClient, topic: string): Promise<string> => client.publishAsync(topic, '{}', { qos: 1 }).then(() => 'taken', (error: Error) => error.message);
  const heard = (client: MqttClient): string[] => {
    const topics: string[] = [];
    client.on('message', (topic) => topics.push(topic));
    return topics;
  };
  const signedAs = async (subject: string, signing: 'itself' | 'authority', days: number): Promise<Credentials> => {
    const at = (name: string): string => join(broker.folder, name);
    const name = `made-${randomUUID()}`;
    await openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', at(`${name}.key`));
    await openssl('req', '-new', '-key', at(`${name}.key`), '-subj', `/CN=${subject}`, '-out', at(`${name}.csr`));
    const signer = signing === 'itself' ? ['-signkey', at(`${name}.key`)] : ['-CA', at('authority.pem'), '-CAkey', at('authority.key'), '-set_serial', '7'];
    await openssl('x509', '-req', '-in', at(`${name}.csr`), ...signer, '-days', String(days), '-out', at(`${name}.pem`));
    return broker.credentials(name);
  };

  it('gives a gateway its own branch: what it may say arrives at Openzaal, and what Openzaal says there arrives at it', async () => {
    const [leuven, openzaal] = [await gateway('leuven'), await core()];
    const [atGateway, atCore] = [heard(leuven), heard(openzaal)];
    for (const filter of [...gatewayFilters('leuven'), lockTopic('leuven', 'door', 'cmd'), lockTopic('leuven', '+', 'reported')]) expect(await subscribing(leuven, filter), filter).to.equal('granted');
    await openzaal.subscribeAsync(coreFilters(), { qos: 1 });
    const said = [statusTopic('leuven'), ...(['info', 'reported', 'ack', 'event'] as const).map((kind) => lockTopic('leuven', 'door', kind))];
    for (const topic of said) expect(await publishing(leuven, topic), topic).to.equal('taken');
    for (const kind of ['manifest', 'cmd'] as const) expect(await publishing(openzaal, lockTopic('leuven', 'door', kind))).to.equal('taken');
    await publishing(leuven, statusTopic('leuven'));
    for (let tries = 0; (atCore.length < 6 || new Set(atGateway).size < 3) && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 15));
    expect(atCore).to.have.members([...said, statusTopic('leuven')]);
    expect([...new Set(atGateway)]).to.have.members([lockTopic('leuven', 'door', 'manifest'), lockTopic('leuven', 'door', 'cmd'), lockTopic('leuven', 'door', 'reported')]);
  });

  it('refuses a gateway every subscription beyond that, and says so', async () => {
    const leuven = await gateway('leuven');
    const beyond = [
      '#', '+/#', `${ROOT}/#`, `${ROOT}/+/status`, `${ROOT}/+/locks/+/cmd`, `${ROOT}/leuven/#`, `${ROOT}/leuven/+`, `${ROOT}/leuven/locks/#`, `${ROOT}/leuven/locks/+/+`,
      `${ROOT}/leuven/locks/+/ack`, ...gatewayFilters('heverlee'), lockTopic('heverlee', 'door', 'cmd'), lockTopic('heverlee', 'door', 'reported'),
      '$SYS/#', '$CONTROL/#', '$share/all/#', `$share/all/${lockTopic('heverlee', '+', 'cmd')}`,
    ];
    for (const filter of beyond) expect(await subscribing(leuven, filter), filter).to.match(NOT_AUTHORIZED);
    const old = await gateway('leuven', { protocolVersion: 4 });
    expect(await subscribing(old, '#'), 'MQTT 3.1.1').to.not.equal('granted');
  });

  it('lets a gateway hear nothing of another, whatever Openzaal says there', async () => {
    const [leuven, openzaal] = [await gateway('leuven'), await core()];
    const topics = heard(leuven);
    await subscribing(leuven, lockTopic('leuven', '+', 'cmd'));
    for (const kind of ['cmd', 'manifest'] as const) await publishing(openzaal, lockTopic('heverlee', 'door', kind));
    await publishing(openzaal, lockTopic('leuven', 'door', 'cmd'));
    for (let tries = 0; topics.length === 0 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 15));
    expect(topics).to.deep.equal([lockTopic('leuven', 'door', 'cmd')]);
  });

  it('refuses a gateway every word of another, of Openzaal, and of the broker itself', async () => {
    const [leuven, openzaal] = [await gateway('leuven'), await core()];
    const arrived = heard(openzaal);
    await openzaal.subscribeAsync(`${ROOT}/#`, { qos: 1 });
    const kinds: LockTopic[] = ['info', 'reported', 'manifest', 'cmd', 'ack', 'event'];
    const beyond = [
      statusTopic('heverlee'), ...kinds.map((kind) => lockTopic('heverlee', 'door', kind)), lockTopic('leuven', 'door', 'manifest'), lockTopic('leuven', 'door', 'cmd'),
      `${ROOT}/leuven/locks/a/b/ack`, `${ROOT}/leuven`, 'building/leuven/door/set', '$CONTROL/dynamic-security/v1',
    ];
    for (const topic of beyond) expect(await publishing(leuven, topic), topic).to.match(NOT_AUTHORIZED);
    await publishing(leuven, statusTopic('leuven'));
    for (let tries = 0; arrived.length === 0 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 15));
    expect(arrived.filter((topic) => topic !== statusTopic('leuven') && !topic.startsWith(`${ROOT}/leuven/locks/door/`)), 'but for what was kept').to.deep.equal([]);
  });

  it('lets no last will of a gateway speak for another', async () => {
    const openzaal = await core();
    const arrived = heard(openzaal);
    await openzaal.subscribeAsync(statusTopic('+'), { qos: 1, rh: 2 });
    const will = (topic: string) => ({ topic, payload: Buffer.from('{}'), qos: 1 as const, retain: false });
    for (const [name, about] of [['leuven', 'heverlee'], ['heverlee', 'heverlee']] as const) {
      const client = await gateway(name, { will: will(statusTopic(about)) }).catch(() => undefined);
      client?.stream.destroy();
    }
    for (let tries = 0; arrived.length === 0 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 15));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(arrived, 'its own only').to.deep.equal([statusTopic('heverlee')]);
  });

  it('knows a gateway by its certificate alone: a user name, a password or a client id of another changes nothing', async () => {
    const heverlee = await gateway('heverlee', { clientId: 'heverlee' });
    let thrownOff = false;
    heverlee.on('close', () => {
      thrownOff = true;
    });
    const posing = await gateway('leuven', { username: 'heverlee', password: 'x', clientId: 'heverlee' });
    expect(await subscribing(posing, lockTopic('heverlee', '+', 'cmd'))).to.match(NOT_AUTHORIZED);
    expect(await publishing(posing, lockTopic('heverlee', 'door', 'ack'))).to.match(NOT_AUTHORIZED);
    const asCore = await gateway('leuven', { username: 'core', password: 'x' });
    expect(await subscribing(asCore, `${ROOT}/#`)).to.match(NOT_AUTHORIZED);
    expect(await subscribing(heverlee, lockTopic('heverlee', '+', 'cmd')), 'it is still there').to.equal('granted');
    expect(thrownOff).to.equal(false);
  });

  it('keeps out who has no certificate, one that signs itself, one that has ended, or one that is not for clients', async () => {
    const { ca, ...broker_ } = await broker.credentials('broker');
    expect(await refusal(connect(broker.url, { ca })), 'none').to.match(/CERTIFICATE_REQUIRED/);
    expect(await refusal(connect(broker.url, { ca, ...broker_ })), 'the broker’s').to.match(/UNSUPPORTED_CERTIFICATE/);
    expect(await refusal(connect(broker.url, await signedAs('leuven', 'itself', 30))), 'self-signed').to.match(/UNKNOWN_CA/);
    expect(await refusal(connect(broker.url, await signedAs('leuven', 'authority', -1))), 'expired').to.match(/CERTIFICATE_EXPIRED/);
    expect(await refusal(connect(broker.url, await signedAs('leuven', 'authority', 30))), 'the same way, but valid').to.equal('it was let in');
    const { key } = await broker.credentials('heverlee');
    const other = await broker.credentials('leuven');
    expect(await refusal(connect(broker.url, { ...other, key })), 'another’s certificate without its key').to.match(/KEY_VALUES_MISMATCH/);
  });

  it('speaks TLS 1.3 only, and proves who it is', async () => {
    const leuven = await broker.credentials('leuven');
    expect(await refusal(connect(broker.url, leuven, { secureProtocol: 'TLSv1_2_method' } as IClientOptions))).to.match(/PROTO/);
    expect(await refusal(connect(broker.url.replace('mqtts', 'mqtt'), {})), 'without TLS').to.not.equal('it was let in');
    await makeCertificates(join(broker.folder, 'another'), 'broker', 'localhost');
    const ca = await readFile(join(broker.folder, 'another', 'authority.pem'));
    expect(await refusal(connect(broker.url, { ...leuven, ca })), 'another authority’s broker').to.match(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO/);
  });

  it('knows Openzaal by its one certificate: no gateway is let in where it is, nor one whom the authority calls core', async () => {
    for (const name of ['leuven', 'broker']) expect(await refusal(connect(broker.coreUrl, await broker.credentials(name))), name).to.not.equal('it was let in');
    const called = await signedAs('core', 'authority', 30);
    expect(await refusal(connect(broker.coreUrl, called))).to.match(/UNKNOWN_CA|DECRYPT|CERTIFICATE/);
    expect(await refusal(connect(broker.url, await broker.credentials('core'))), 'among the gateways').to.match(/UNKNOWN_CA/);
    expect(await subscribing(await core(), '#'), 'the whole profile and no more').to.match(NOT_AUTHORIZED);
  });

  it('lets several workers in with it at once', async () => {
    const [one, two] = [await core(), await core()];
    expect(await Promise.all([one, two].map((client) => subscribing(client, `${ROOT}/#`)))).to.deep.equal(['granted', 'granted']);
  });

  it('gives nothing more to a gateway that was taken out of the rights, though its certificate is still good', async () => {
    expect(await subscribing(await gateway('gone'), lockTopic('gone', '+', 'cmd'))).to.equal('granted');
    await writeRights(join(broker.folder, 'rights.json'), 'leuven', 'heverlee');
    await broker.down();
    await broker.up();
    const gone = await gateway('gone');
    expect(await subscribing(gone, lockTopic('gone', '+', 'cmd'))).to.match(NOT_AUTHORIZED);
    expect(await publishing(gone, lockTopic('gone', 'door', 'ack'))).to.match(NOT_AUTHORIZED);
    expect(await subscribing(await gateway('leuven'), lockTopic('leuven', '+', 'cmd'))).to.equal('granted');
  });
});
