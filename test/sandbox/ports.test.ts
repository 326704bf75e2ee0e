import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import { claimPort } from '../../sandbox/ports.ts';

describe('a port of the sandbox', () => {
  const servers: Server[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });

  const occupy = async (host: string): Promise<number> => {
    const server = createServer().listen(0, host);
    servers.push(server);
    await once(server, 'listening');
    return portOf(server);
  };

  for (const host of ['127.0.0.1', '0.0.0.0']) {
    it(`that another program has on ${host} is named together with the way out`, async () => {
      const port = await occupy(host);
      expect(await claim(port)).to.equal(`Port ${port} (web server) is in use; set PORT=… or stop the other process.`);
    });
  }

  it('is left free for the service that claims it', async () => {
    const port = await occupy('127.0.0.1');
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect(await claim(port)).to.equal('free');
    expect(await claim(port)).to.equal('free');
  });
});

const claim = (port: number): Promise<string> =>
  claimPort({ service: 'web server', port, variable: 'PORT' }).then(
    () => 'free',
    (error: Error) => error.message,
  );

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
