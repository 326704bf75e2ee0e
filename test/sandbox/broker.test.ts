import { expect } from 'chai';
import mqtt, { type MqttClient } from 'mqtt';
import { covers, startBroker, type Broker, type BrokerUser } from '../../sandbox/broker.ts';

const users: BrokerUser[] = [
  { role: 'core', name: 'openzaal', password: 'core' },
  { role: 'gateway', name: 'leuven', password: 'gateway' },
  { role: 'gateway', name: 'heverlee', password: 'gateway' },
  { role: 'building', name: 'z2m', password: 'building', building: 'scheut' },
];

describe('sandbox broker', () => {
  let broker: Broker;
  const clients: MqttClient[] = [];

  const connect = async (username: string, password: string, reconnectPeriod = 0): Promise<MqttClient> => {
    const client = await mqtt.connectAsync(broker.url, { username, password, reconnectPeriod, connectTimeout: 2000 }, false);
    client.on('error', () => {});
    clients.push(client);
    return client;
  };

  beforeEach(async () => {
    broker = await startBroker({ port: 0, users });
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
    await broker.stop();
  });

  it('lets nobody in with a wrong password, an unknown name or no name', async () => {
    for (const [name, password] of [['openzaal', 'wrong'], ['stranger', 'core'], ['', '']] as const) {
      const error = await connect(name, password).then(() => undefined, (reason: { code?: number }) => reason);
      expect(error?.code, `${name}/${password}`).to.equal(4);
    }
  });

  it('carries a command from the core to the gateway and the answer back', async () => {
    const core = await connect('openzaal', 'core');
    const gateway = await connect('leuven', 'gateway');
    await gateway.subscribeAsync('openzaal/lock/v1/leuven/locks/+/cmd', { qos: 1 });
    await core.subscribeAsync('openzaal/lock/v1/+/locks/+/ack', { qos: 1 });
    const answered = message(core);
    gateway.on('message', () => void gateway.publishAsync('openzaal/lock/v1/leuven/locks/l1/ack', 'done', { qos: 1 }));
    await core.publishAsync('openzaal/lock/v1/leuven/locks/l1/cmd', 'go', { qos: 1 });
    expect(await answered).to.deep.equal(['openzaal/lock/v1/leuven/locks/l1/ack', 'done']);
  });

  it('refuses subscriptions beyond one’s own topics', async () => {
    const gateway = await connect('leuven', 'gateway');
    const building = await connect('z2m', 'building');
    const foreign = ['#', 'openzaal/lock/v1/#', 'openzaal/lock/v1/heverlee/locks/+/cmd', 'openzaal/lock/v1/+/locks/+/cmd', 'building/scheut/#'];
    for (const topic of foreign) expect(await granted(gateway, topic), topic).to.equal(128);
    expect(await granted(gateway, 'openzaal/lock/v1/leuven/locks/l1/manifest')).to.equal(1);
    expect(await granted(building, 'building/scheut/zigbee2mqtt/+')).to.equal(1);
    expect(await granted(building, 'building/other/#')).to.equal(128);
  });

  it('drops a gateway that publishes in the name of another or as the core', async () => {
    const core = await connect('openzaal', 'core');
    await core.subscribeAsync('openzaal/lock/v1/#', { qos: 1 });
    const heard: string[] = [];
    core.on('message', (topic) => heard.push(topic));
    for (const topic of ['openzaal/lock/v1/heverlee/status', 'openzaal/lock/v1/leuven/locks/l1/cmd', 'elsewhere']) {
      const gateway = await connect('leuven', 'gateway');
      const closed = happening(gateway, 'close');
      gateway.publish(topic, 'x', { qos: 0 });
      await closed;
    }
    const honest = await connect('leuven', 'gateway');
    await honest.publishAsync('openzaal/lock/v1/leuven/status', 'online', { qos: 1 });
    while (heard.length === 0) await message(core);
    expect(heard).to.deep.equal(['openzaal/lock/v1/leuven/status']);
  });

  it('publishes the last will of a gateway whose line is cut', async () => {
    const core = await connect('openzaal', 'core');
    await core.subscribeAsync('openzaal/lock/v1/+/status', { qos: 1 });
    const gateway = await mqtt.connectAsync(broker.url, {
      username: 'leuven', password: 'gateway', reconnectPeriod: 0,
      will: { topic: 'openzaal/lock/v1/leuven/status', payload: Buffer.from('offline'), qos: 1, retain: true },
    });
    clients.push(gateway);
    const heard = message(core);
    gateway.stream.destroy();
    expect((await heard)[1]).to.equal('offline');
  });

  it('keeps retained messages until it restarts on the same port with an empty memory', async () => {
    const topic = 'openzaal/lock/v1/leuven/locks/l1/manifest';
    const core = await connect('openzaal', 'core', 20);
    await core.publishAsync(topic, 'desired', { qos: 1, retain: true });
    const before = await connect('leuven', 'gateway');
    const retained = message(before);
    await before.subscribeAsync(topic, { qos: 1 });
    expect((await retained)[1]).to.equal('desired');

    const back = happening(core, 'connect');
    await broker.restart();
    await back;
    const after = await connect('leuven', 'gateway');
    const heard: string[] = [];
    after.on('message', (_, payload) => heard.push(payload.toString()));
    await after.subscribeAsync(topic, { qos: 1 });
    const next = message(after);
    await core.publishAsync(topic, 'again', { qos: 1 });
    await next;
    expect(heard).to.deep.equal(['again']);
  });

  it('drops its connections when it stops, and may be stopped twice', async () => {
    const core = await connect('openzaal', 'core');
    const closed = happening(core, 'close');
    await broker.stop();
    await closed;
    await broker.stop();
  });

  it('names the port when it is taken', async () => {
    const error = await startBroker({ port: broker.port }).then(() => undefined, (reason: Error) => reason);
    expect(error?.message).to.contain(`port ${broker.port} on 127.0.0.1 is in use`);
  });

  it('compares filters by what they can match', () => {
    expect(covers('a/+/c', 'a/b/c')).to.equal(true);
    expect(covers('a/+/c', 'a/+/c')).to.equal(true);
    expect(covers('a/+', 'a/#')).to.equal(false);
    expect(covers('a/b', 'a/+')).to.equal(false);
    expect(covers('a/b', 'a/b/c')).to.equal(false);
    expect(covers('a/b/c', 'a/b')).to.equal(false);
    expect(covers('a/#', 'a/b/#')).to.equal(true);
    expect(covers('a/#', 'b/a')).to.equal(false);
  });
});

async function granted(client: MqttClient, topic: string): Promise<number> {
  const answer = await client.subscribeAsync(topic, { qos: 1 }).catch((error: { granted?: unknown }) => error);
  const packet = Array.isArray(answer) ? answer : [];
  return packet[0]?.qos ?? 128;
}

const message = (client: MqttClient): Promise<[string, string]> =>
  new Promise((resolve) => client.once('message', (topic, payload) => resolve([topic, payload.toString()])));

const happening = (client: MqttClient, event: 'close' | 'connect'): Promise<void> =>
  new Promise((resolve) => client.once(event, () => resolve()));
