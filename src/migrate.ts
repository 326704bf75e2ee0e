import { migrate } from './platform/migrate.ts';

/** `npm run migrate`: brings the database at DATABASE_URL to the newest schema. Nothing else of the configuration is needed for that. */
const url = process.env['DATABASE_URL'] ?? '';
if (!/^postgres(ql)?:\/\/\S+$/.test(url)) {
  console.error('DATABASE_URL must be a URL such as postgresql://user:password@host:5432/openzaal');
  process.exit(1);
}
await migrate(url).catch((error: Error) => {
  console.error(`the database could not be migrated: ${error.message}`);
  process.exit(1);
});
console.log('the database has the newest schema');
