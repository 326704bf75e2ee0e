import { constants } from 'node:os';
import type { Context, RootHookObject } from 'mocha';
import { closeTestServer } from './server.ts';

const CLOSE_MS = 60_000;
const PATIENCE_MS = 10_000;

/** A promise that fails while nobody looks fails the test that runs at that moment; mocha alone would let it pass. */
process.on('unhandledRejection', (reason) => {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  error.message = `a promise was rejected and nobody handled it: ${error.message}`;
  throw error;
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeTestServer().finally(() => process.exit(128 + constants.signals[signal])));
}

export const mochaHooks: RootHookObject = {
  async afterAll(this: Context) {
    this.timeout(CLOSE_MS);
    await closeTestServer();
    failWhenStillBusy();
  },
};

/** Mocha would wait for ever on a server or a connection that a test left open. */
function failWhenStillBusy(): void {
  const timer = setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((kind) => kind !== 'TTYWrap' && kind !== 'PipeWrap');
    console.error(`The tests are done but something is still open: ${open.join(', ')}. Close it in an after hook.`);
    // Mocha sets the exit code in an exit listener of its own; a later listener has the last word.
    process.on('exit', () => (process.exitCode = 1));
    process.exit(1);
  }, PATIENCE_MS);
  timer.unref();
}
