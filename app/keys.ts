import { join } from 'node:path';
import { loadPolicies } from '../policies/registry.ts';
import { keyPrefix } from '../store/api-key-form.ts';
import { StoreUnavailable } from '../store/errors.ts';
import { openStore } from '../store/open.ts';
import type { ApiKey, ApiKeys, NewApiKey, Scope } from '../store/store.ts';
import { type Config, readConfig } from './config.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { type KeysCommand, readArguments } from './keys-arguments.ts';
import { sentenceOf } from './sentence.ts';
import { StartError } from './start-error.ts';

// npm run keys: keys of systems are made, listed and revoked. The key alone goes to stdout, all that is said about it to stderr.

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

try {
  const config = readConfig(process.env, process.cwd(), 'job');
  const marketplaceIds = loadPolicies()
    .list()
    .flatMap((pack) => pack.marketplaceIds);
  const command = readArguments(process.argv.slice(2), { marketplaceIds: [...new Set(marketplaceIds)], nowMs: Date.now() });
  await withKeys(config, (keys) => carryOut(keys, command));
} catch (error) {
  process.exitCode = 1;
  say(error instanceof StoreUnavailable ? 'The database of DATABASE_URL does not answer, or refuses the login.' : sentenceOf(error));
}

async function withKeys({ databaseUrl, dataDir }: Config, work: (keys: ApiKeys) => Promise<void>): Promise<void> {
  // The embedded database is one process's at a time.
  const lock = databaseUrl === null ? await lockEmbedded(dataDir) : null;
  try {
    const store = await openStore(databaseUrl === null ? { dataDir: join(dataDir, 'db') } : { databaseUrl, schema: 'REQUIRE' });
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

async function carryOut(keys: ApiKeys, command: KeysCommand): Promise<void> {
  switch (command.do) {
    case 'create':
      return create(keys, command.key);
    case 'list':
      for (const line of table(await keys.list())) print(line);
      return;
    case 'revoke':
      if (!(await keys.revoke(command.keyId))) throw new StartError(`${keyPrefix(command.keyId)} is no key, or was revoked before.`);
      say(`${keyPrefix(command.keyId)} is revoked: within 5 seconds no process takes it any more.`);
  }
}

async function create(keys: ApiKeys, wanted: NewApiKey): Promise<void> {
  const made = await keys.create(wanted);
  if (!made.ok && made.why === 'TWO_ARE_LIVE')
    throw new StartError(
      `Two keys named ${wanted.name} are live (${made.keyIds.map(keyPrefix).join(', ')}): revoke the one that is not used any more first.`,
    );
  if (!made.ok)
    throw new StartError(`${wanted.role}:${wanted.subject} belongs to the keys named ${made.name}: use that name, or another --subject.`);
  print(made.key);
  say(`It is shown this once, keep it as you keep a password. It speaks as ${wanted.role}:${wanted.subject}, for ${words(wanted.scope)}.`);
  if (wanted.role === 'support' || wanted.role === 'supervisor')
    say('Whoever holds it decides as that person: for people, OIDC tokens are the better way (docs/access.md).');
}

function table(keys: readonly ApiKey[]): readonly string[] {
  const head = ['key', 'name', 'caller', 'limited to', 'created', 'expires', 'last used', 'state'];
  const rows = keys.map((key) => [
    keyPrefix(key.keyId),
    key.name,
    `${key.role}:${key.subject}`,
    words(key.scope),
    day(key.createdAt),
    key.expiresAt === null ? 'never' : day(key.expiresAt),
    key.lastUsedAt === null ? 'never' : minute(key.lastUsedAt),
    stateOf(key),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${minute(revokedAt)}`;
  return expiresAt !== null && expiresAt <= Date.now() ? 'expired' : 'live';
}

function words({ sellerIds, marketplaceIds }: Scope): string {
  const limits = [
    ...(sellerIds.length > 0 ? [`sellers ${sellerIds.join(' ')}`] : []),
    ...(marketplaceIds.length > 0 ? [`marketplaces ${marketplaceIds.join(' ')}`] : []),
  ];
  return limits.length === 0 ? 'everything' : limits.join(', ');
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
