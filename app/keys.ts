import { loadPolicies } from '../policies/registry.ts';
import { StoreUnavailable } from '../store/contract/errors.ts';
import type { ApiKeys } from '../store/contract/store.ts';
import { openStore } from '../store/open.ts';
import { type Config, readConfig } from './config/config.ts';
import { type DataDirLock, lockDataDir } from './embedded/data-dir-lock.ts';
import { openEmbedded } from './embedded/embedded-store.ts';
import { readArguments } from './jobs/keys-arguments.ts';
import { carryOut } from './jobs/keys-work.ts';
import { sentenceOf } from './process/sentence.ts';
import { StartError } from './process/start-error.ts';

// npm run keys: keys of systems are made, listed and revoked. The key alone goes to stdout, all that is said about it to stderr.

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const config = readConfig(process.env, process.cwd(), 'job');
  const marketplaceIds = loadPolicies()
    .list()
    .flatMap((pack) => pack.marketplaceIds);
  const command = readArguments(process.argv.slice(2), { marketplaceIds: [...new Set(marketplaceIds)], nowMs: Date.now() });
  await withKeys(config, (keys) => carryOut(keys, command, { print, say }));
} catch (error) {
  process.exitCode = 1;
  say(error instanceof StoreUnavailable ? 'The database of DATABASE_URL does not answer, or refuses the login.' : sentenceOf(error));
}

async function withKeys({ databaseUrl, dataDir }: Config, work: (keys: ApiKeys) => Promise<void>): Promise<void> {
  // The embedded database is one process's at a time.
  const lock = databaseUrl === null ? await lockEmbedded(dataDir) : null;
  try {
    const store =
      databaseUrl === null
        ? await openEmbedded(dataDir, (folder) => openStore({ dataDir: folder }))
        : await openStore({ databaseUrl, schema: 'REQUIRE' });
    try {
      await work(store.keys);
    } finally {
      await store.close();
    }
  } finally {
    await lock?.release();
  }
}

async function lockEmbedded(dataDir: string): Promise<DataDirLock> {
  try {
    return await lockDataDir(dataDir);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new StartError(
      `${error.message} The embedded database has no second reader: stop the program, or use a PostgreSQL (DATABASE_URL).`,
    );
  }
}
