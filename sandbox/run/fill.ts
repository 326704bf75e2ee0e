import { parseDoorKeys } from '../../src/access/door-keys.ts';
import { issueGrants } from '../../src/access/issue-grant.ts';
import { openDatabase } from '../../src/platform/db.ts';
import { fillCity } from '../city/fill-city.ts';

/** The seed of every demo city: two of the same day are alike. */
const SEED = 'leuven';

/** A program of its own, because it computes for seconds: fills the empty database at DATABASE_URL and says what it did. */
const { DATABASE_URL: url = '', CODE_KEYS: codeKeys = '' } = process.env;
const keys = parseDoorKeys(codeKeys, '');
const now = new Date();
const db = openDatabase({ url, name: 'sandbox' });
await fillCity(db, { seed: SEED, now, say: (line) => console.log(line), afterConfirmed: (tx, bookingIds) => issueGrants(tx, keys, bookingIds, now) });
await db.destroy();
