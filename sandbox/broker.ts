import { createServer, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { listenOnLoopback } from './loopback.ts';

const ROOT = 'openzaal/lock/v1';

/** Where the bridges to other makes of lock speak, on a building's own broker. */
const BRIDGES = ['zigbee2mqtt/#', 'zwave/#', 'nukihub/#'];

/** Somebody the broker knows. A gateway's name is its place in the topic tree; a building user owns that building's own broker. */
export type BrokerUser =
  | { role: 'core'; name: string; password: string }
  | { role: 'gateway'; name: string; password: string }
  | { role: 'building'; name: string; password: string; building: string };

export interface Broker {
  url: string;
  port: number;
  /** Comes back on the same port having forgotten everything: sessions, queues and retained messages. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The users of the sandbox; the passwords are worthless outside this machine because the broker listens on loopback only. */
export const sandboxUsers: BrokerUser[] = [
  { role: 'core', name: 'openzaal', password: 'openzaal-sandbox' },
  { role: 'gateway', name: 'leuven', password: 'leuven-sandbox' },
  { role: 'building', name: 'building', password: 'building-sandbox', building: 'leuven' },
];

interface Rights {
  publish: string[];
  subscribe: string[];
}

/** The topic filters a user may use; everything else is denied. The table of the native profile: asyncapi.yaml. */
export function rightsOf(user: BrokerUser): Rights {
  if (user.role === 'core') return { publish: [`${ROOT}/#`], subscribe: [`${ROOT}/#`] };
  if (user.role === 'building') {
    const own = [`building/${user.building}/#`, ...BRIDGES];
    return { publish: own, subscribe: own };
  }
  const own = `${ROOT}/${user.name}`;
  return {
    publish: [`${own}/status`, ...['info', 'reported', 'ack', 'event'].map((leaf) => `${own}/locks/+/${leaf}`)],
    subscribe: ['manifest', 'cmd', 'reported'].map((leaf) => `${own}/locks/+/${leaf}`),
  };
}

/** True when every topic that `asked` (a topic or a filter) can match is also matched by the filter `allowed`. */
export function covers(allowed: string, asked: string): boolean {
  const granted = allowed.split('/');
  const wanted = asked.split('/');
  for (const [level, name] of granted.entries()) {
    if (name === '#') return true;
    const want = wanted[level];
    if (want === undefined || want === '#') return false;
    if (name !== '+' && name !== want) return false;
  }
  return wanted.length === granted.length;
}

/**
 * Starts an MQTT 3.1.1 broker on loopback. A wrong password is refused (return code 4); a subscription beyond one's
 * rights is answered 0x80 in SUBACK; a publication beyond them closes the connection, as §3.3.5 of MQTT 3.1.1 allows,
 * so that a mistake is seen instead of swallowed.
 * @param port 0 for any free port
 */
export async function startBroker(options: { port: number; users?: BrokerUser[] }): Promise<Broker> {
  const users = options.users ?? sandboxUsers;
  let listener = await listen(options.port, users);
  const { port } = listener;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    restart: async () => {
      await listener.close();
      listener = await listen(port, users);
    },
    stop: () => listener.close(),
  };
}

async function listen(port: number, users: BrokerUser[]): Promise<{ port: number; close: () => Promise<void> }> {
  const aedes = await createAedes(users);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  const bound = await listenOnLoopback(server, port).catch((error: unknown) => {
    aedes.close();
    throw error;
  });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const serverClosed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
    await serverClosed;
  };
  return { port: bound, close: () => (closed ??= close()) };
}

function createAedes(users: BrokerUser[]): Promise<Aedes> {
  const rights = new WeakMap<Client, Rights>();
  return Aedes.createBroker({
    authenticate: (client, name, password, done) => {
      const user = users.find((one) => one.name === name && one.password === password?.toString());
      if (!user) return done(badCredentials(), false);
      rights.set(client, rightsOf(user));
      done(null, true);
    },
    authorizePublish: (client, { topic }, done) => {
      const allowed = client && rights.get(client)?.publish.some((filter) => covers(filter, topic));
      done(allowed ? null : new Error(`may not publish to ${topic}`));
    },
    authorizeSubscribe: (client, subscription, done) => {
      const allowed = rights.get(client)?.subscribe.some((filter) => covers(filter, subscription.topic));
      done(null, allowed ? subscription : null);
    },
  });
}

const badCredentials = (): AuthenticateError => Object.assign(new Error('bad user name or password'), { returnCode: 4 });
