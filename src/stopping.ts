import type { Log } from './platform/log.ts';

const LONGEST_MS = 10_000;

/**
 * Waits for SIGTERM or SIGINT, then stops what was started and ends the process. Whatever has not stopped within ten seconds is
 * left behind: everything that matters is in the database, and its locks go with the connection. A second signal ends it at once.
 */
export async function untilStopped(log: Log, stop: () => Promise<void>): Promise<never> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, resolve);
  });
  log.info({ signal }, 'stopping');
  const late = setTimeout(() => {
    log.warn('stopped before everything had finished');
    process.exit(1);
  }, LONGEST_MS);
  try {
    await stop();
    log.info('stopped');
  } catch (thrown) {
    log.error({ err: thrown }, 'stopping went wrong');
    process.exitCode = 1;
  }
  clearTimeout(late);
  process.exit();
}
