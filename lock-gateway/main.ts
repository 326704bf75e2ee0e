import { pino } from 'pino';
import { ConfigError, readConfig, type GatewayConfig } from './config.ts';
import { startGateway } from './gateway.ts';
import { serveHealth } from './health.ts';

const DRAIN_MS = 10_000;

const config = configOrExit();
const log = pino({ level: config.logLevel, base: { process: 'lock-gateway', gateway: config.gateway } });

const gateway = await startGateway(config, log, (error) => {
  log.fatal({ reason: error.message }, 'memory cannot be written');
  process.exit(1);
});
const health = await serveHealth(config.healthPort, () => gateway.health());
log.info({ locks: config.locks.length, healthPort: health.port }, 'lock gateway started');

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    void Promise.all([gateway.stop(), health.close()]).then(() => process.exit(0), () => process.exit(1));
  });
}

function configOrExit(): GatewayConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) process.stderr.write(`lock-gateway: ${problem}\n`);
    return process.exit(78);
  }
}
