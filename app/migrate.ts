import { StoreUnavailable } from '../store/contract/errors.ts';
import { migrateDatabase } from '../store/open.ts';
import { readConfig } from './config/config.ts';
import { sentenceOf } from './process/sentence.ts';
import { StartError } from './process/start-error.ts';

// npm run migrate: the PostgreSQL of DATABASE_URL to this version's schema. Runs any number of times, also several at once.

try {
  const { databaseUrl } = readConfig(process.env, process.cwd(), 'job');
  if (databaseUrl === null) throw new StartError('DATABASE_URL is missing: the embedded database is migrated by "npm start" itself.');
  const applied = await migrateDatabase(databaseUrl);
  process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}.\n`);
} catch (error) {
  process.exitCode = 1;
  const sentence =
    error instanceof StoreUnavailable
      ? 'The database of DATABASE_URL does not answer, or refuses the login: nothing was migrated.'
      : sentenceOf(error);
  process.stderr.write(`${sentence}\n`);
}
