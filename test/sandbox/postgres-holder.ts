import { startPostgres } from '../../sandbox/postgres/start-postgres.ts';
import { postmasterOf, write } from './postgres-tools.ts';

/** Started by postgres.test.ts to be killed: starts PostgreSQL on the data it is given, writes a row, says the postmaster's number and stays. */
const postgres = await startPostgres({ dataDir: process.argv[2]! });
await write(postgres.url());
console.log(await postmasterOf(postgres));
setInterval(() => undefined, 60_000);
