import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { startAccess } from '../../src/access/run-access.ts';
import { openDatabase } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';

/** A worker's side of the doors in a process of its own, as it runs; the rest of a worker has no part in it. */
const { DATABASE_URL = '', BROKER_URL = '', CERTIFICATES = '', CODE_KEYS = '', LOCK_KEYS = '' } = process.env;
const file = (name: string): Promise<Buffer> => readFile(join(CERTIFICATES, name));
const db = openDatabase({ url: DATABASE_URL, name: 'bench-worker', reactions: async () => {} });
const access = await startAccess({
  db, url: DATABASE_URL, keys: parseDoorKeys(CODE_KEYS, LOCK_KEYS), log: createLog('bench-worker', 'warn'),
  broker: { url: BROKER_URL, version: 5, ca: await file('authority.pem'), cert: await file('core.pem'), key: await file('core.key') },
});
process.on('SIGTERM', () => void access.stop().then(() => process.exit(0)));
