// Goal: a damaged data directory is named in one sentence with what to do, and never taken for an empty one; what is no damage starts.
// Method: copies of a store that served, each damaged in its own way, opened as the program opens them, in this process or a short one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ownLinkKeys, refuseDamagedLinkKeys } from '../../app/config/link-key.ts';
import { prepareDataDir } from '../../app/embedded/data-dir.ts';
import { lockDataDir } from '../../app/embedded/data-dir-lock.ts';
import { openEmbedded } from '../../app/embedded/embedded-store.ts';
import { refuseDamagedTemporal } from '../../app/embedded/embedded-temporal.ts';
import { Parts } from '../../app/process/parts.ts';
import { sentenceOf } from '../../app/process/sentence.ts';
import { openStore } from '../../store/open.ts';

const GARBAGE = Buffer.alloc(8_192, 'not what belongs here ');

let parent: string;
let whole: string;

/** What a start does before it opens anything, and the opening itself where it is to be tried for good. */
async function start(dataDir: string, open: (folder: string) => Promise<{ close(): Promise<void> }> = opened): Promise<string> {
  const parts = new Parts();
  try {
    const lock = await lockDataDir(dataDir);
    parts.add('lock', () => lock.release());
    prepareDataDir(dataDir);
    refuseDamagedLinkKeys(dataDir);
    refuseDamagedTemporal(dataDir);
    const store = await openEmbedded(dataDir, open);
    parts.add('store', () => store.close());
    ownLinkKeys(dataDir);
    return 'started';
  } catch (error) {
    return sentenceOf(error);
  } finally {
    await parts.stop();
  }
}

const opened = async () => ({ close: async () => undefined });

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'holdfast-damage-'));
  whole = join(parent, 'whole');
  mkdirSync(whole);
  expect(await start(whole, (folder) => openStore({ dataDir: folder }))).toBe('started');
  mkdirSync(join(whole, 'documents'));
  writeFileSync(join(whole, 'temporal.db'), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_080)]));
}, 180_000);
afterAll(() => rm(parent, { recursive: true, force: true, maxRetries: 5 }));

/** Without the tables, which nobody looks at before they are opened. */
function copy(name: string): string {
  const dataDir = join(parent, name.replace(/\W+/g, '-'));
  cpSync(whole, dataDir, { recursive: true, filter: (source) => !/\.sock$|\/(global|base\/\d+)\/\d\w*$/.test(source) });
  return dataDir;
}

type Change = (dataDir: string) => void;
const within = (dataDir: string, path: string): string => join(dataDir, ...path.split('/'));

const gone =
  (...paths: readonly string[]): Change =>
  (dataDir) => {
    for (const path of paths) rmSync(within(dataDir, path), { recursive: true, force: true });
  };

const folderAt =
  (path: string): Change =>
  (dataDir) => {
    gone(path)(dataDir);
    mkdirSync(within(dataDir, path));
  };

const fileAt =
  (path: string, content: string | Buffer = ''): Change =>
  (dataDir) => {
    gone(path)(dataDir);
    writeFileSync(within(dataDir, path), content);
  };

const cut =
  (path: string, bytes: number): Change =>
  (dataDir) =>
    truncateSync(within(dataDir, path), bytes);

const both =
  (...changes: readonly Change[]): Change =>
  (dataDir) => {
    for (const change of changes) change(dataDir);
  };

/** Each file of PostgreSQL's log. */
const everyLog =
  (change: (path: string) => Change): Change =>
  (dataDir) => {
    const logs = readdirSync(within(dataDir, 'db/pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name));
    for (const name of logs) change(`db/pg_wal/${name}`)(dataDir);
  };

const DAMAGES: readonly (readonly [kind: string, damage: Change, said: RegExp])[] = [
  ['the database’s folder is gone', gone('db'), /is gone, but temporal\.db beside it/],
  ['the database’s folder is empty', folderAt('db'), /is gone, but temporal\.db beside it/],
  ['the database’s folder and Temporal’s file are gone', gone('db', 'temporal.db'), /is gone, but link-key beside it/],
  ['PG_VERSION is gone', gone('db/PG_VERSION'), /PG_VERSION is missing/],
  ['PG_VERSION is empty', cut('db/PG_VERSION', 0), /PG_VERSION names no version/],
  ['it was made by another PostgreSQL', fileAt('db/PG_VERSION', '16\n'), /made by PostgreSQL 16, and this program has 18/],
  ['a file lies in the place of the database', fileAt('db'), /it is a file, not a folder/],
  ['the control file is garbage', fileAt('db/global/pg_control', GARBAGE), /pg_control is damaged/],
  ['the control file is cut off', cut('db/global/pg_control', 100), /pg_control is damaged/],
  ['the control file is gone', gone('db/global/pg_control'), /global\/pg_control is missing/],
  ['the log is gone', gone('db/pg_wal'), /pg_wal is missing/],
  ['the log’s files are gone', everyLog((path) => gone(path)), /pg_wal\/[0-9A-F]{24} is missing or cut off/],
  ['the log is cut off', everyLog((path) => cut(path, 8_192)), /pg_wal\/[0-9A-F]{24} is missing or cut off/],
  ['the log is garbage', everyLog((path) => fileAt(path, Buffer.alloc(16_777_216, 7))), /pg_wal\/[0-9A-F]{24} is damaged/],
  ['the catalogs are gone', gone('db/base'), /base is missing/],
  ['the catalogs’ map is garbage', fileAt('db/global/pg_filenode.map', GARBAGE.subarray(0, 524)), /pg_filenode\.map is damaged/],
  ['which transactions were committed is gone', gone('db/pg_xact'), /pg_xact is missing/],
  ['its settings are gone', gone('db/postgresql.conf'), /postgresql\.conf is missing/],
  ['other things lie there', both(folderAt('db'), fileAt('db/notes.txt', 'hello')), /PG_VERSION is missing/],
  ['Temporal’s file is garbage', fileAt('temporal.db', GARBAGE), /temporal\.db is damaged/],
  ['Temporal’s file is a folder', folderAt('temporal.db'), /temporal\.db is not a file/],
  ['Temporal’s log is a folder', folderAt('temporal.log'), /temporal\.log is not a file/],
  ['the key of links is empty', cut('link-key', 0), /link-key is not a key of 32 bytes/],
  ['the key of links is too short', cut('link-key', 31), /link-key is not a key of 32 bytes/],
  ['the key of links is a folder', folderAt('link-key'), /link-key is not a file/],
  ['a file lies in the place of documents', fileAt('documents'), /documents is not a folder/],
  ['a folder lies in the place of run.json', folderAt('run.json'), /run\.json is not a file/],
  ['the directory is a file', fileAt('.'), /is a file, or lies below one/],
];

const entriesIn = (path: string): readonly string[] => (existsSync(path) && statSync(path).isDirectory() ? readdirSync(path) : []);

describe('a start refuses', () => {
  it.each(DAMAGES)(
    'where %s',
    async (kind, damage, said) => {
      const dataDir = copy(kind);
      damage(dataDir);
      const before = entriesIn(join(dataDir, 'db'));
      const sentence = await start(dataDir);
      expect(sentence).toMatch(said);
      expect(sentence).toContain(dataDir);
      expect(sentence).toMatch(/restore|move|give|choose/);
      expect(sentence).not.toMatch(/\n|\[object|^\s+at /m);
      // Nothing was begun in the place of what is lost.
      expect(entriesIn(join(dataDir, 'db'))).toEqual(before);
      rmSync(dataDir, { recursive: true, force: true });
    },
    120_000,
  );
});

const SOUND: readonly (readonly [kind: string, change: Change])[] = [
  ['run.json is of a program that was killed', fileAt('run.json', '{"pid": 1}')],
  ['run.json is garbage', fileAt('run.json', GARBAGE)],
  ['the lock is garbage', fileAt('lock.sock', GARBAGE)],
  ['the lock is a folder', folderAt('lock.sock')],
  ['Temporal’s file is gone: the store begins its workflows again', gone('temporal.db')],
  ['other files lie beside it', fileAt('notes.txt', 'hello')],
  ['a link leads nowhere', (dataDir) => symlinkSync('/nowhere', join(dataDir, 'a-link'))],
  ['everybody may read it', (dataDir) => chmodSync(dataDir, 0o777)],
  [
    'a first start was ended in the middle',
    both((dataDir) => gone(...readdirSync(dataDir))(dataDir), folderAt('db'), fileAt('db/PG_VERSION', '18\n'), fileAt('db.unfinished')),
  ],
];

describe('a start goes well', () => {
  it.each(SOUND)(
    'where %s',
    async (kind, change) => {
      const dataDir = copy(kind);
      change(dataDir);
      expect(await start(dataDir)).toBe('started');
      rmSync(dataDir, { recursive: true, force: true });
    },
    120_000,
  );
});

it('says in one sentence that a database does not open, whatever it fails with', async () => {
  const dataDir = copy('something else');
  const open = () => Promise.reject(Object.assign(Object.create(null), { status: 1 }));
  const sentence = await start(dataDir, open);
  expect(sentence).toMatch(/cannot be opened, for its files are damaged: restore /);
  expect(sentence).not.toMatch(/\n|\[object/);
});

it('starts from an orderly copy for good, as PostgreSQL itself reads it', async () => {
  const dataDir = join(parent, 'an orderly copy');
  cpSync(whole, dataDir, { recursive: true });
  expect(await start(dataDir, (folder) => openStore({ dataDir: folder }))).toBe('started');
}, 180_000);

it('ends with a sentence where the database turns in a circle, which nothing in its own thread could', async () => {
  const dataDir = copy('a circle');
  const url = new URL('../../app/embedded/embedded-store.ts', import.meta.url).href;
  const script = `
    import { openEmbedded } from ${JSON.stringify(url)};
    await openEmbedded(${JSON.stringify(dataDir)}, async () => { for (;;); }, 1_000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  await once(child, 'close');
  expect([child.exitCode, said]).not.toEqual([0, said]);
  expect(said.trim().split('\n')).toEqual([expect.stringMatching(/cannot be opened, for it does not open.*: restore /)]);
}, 120_000);
