// Goal: what lies in the data directory is its owner's alone, and one program at a time has it, whatever is removed or moved.
// Method: real folders and locks in this process, a lock's holder in another one, and PGlite in a folder that was open to all.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { prepareDataDir } from '../../app/embedded/data-dir.ts';
import { lockDataDir } from '../../app/embedded/data-dir-lock.ts';
import { openEmbedded } from '../../app/embedded/embedded-store.ts';
import { openStore } from '../../store/open.ts';
import { eventually } from '../support/eventually.ts';

let parent: string;
let made = 0;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'holdfast-dir-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

function folder(): string {
  made += 1;
  return join(parent, `data ${made}`);
}

/** Everything below that somebody else may use in any way. */
function open(path: string): readonly string[] {
  const { mode } = lstatSync(path);
  const inside = lstatSync(path).isDirectory() ? readdirSync(path).flatMap((name) => open(join(path, name))) : [];
  return [...(mode & 0o077 ? [path] : []), ...inside];
}

const onPosix = process.platform === 'win32' ? it.skip : it;
const onLinux = process.platform === 'linux' ? it : it.skip;

onPosix(
  'a directory that was open to all is closed, with all that lies in it and all that the database makes',
  async () => {
    const dataDir = folder();
    mkdirSync(join(dataDir, 'documents/ab'), { recursive: true });
    writeFileSync(join(dataDir, 'documents/ab/abcd'), 'a photograph');
    for (const path of [dataDir, join(dataDir, 'documents'), join(dataDir, 'documents/ab')]) chmodSync(path, 0o777);
    chmodSync(join(dataDir, 'documents/ab/abcd'), 0o666);
    const lock = await lockDataDir(dataDir);
    prepareDataDir(dataDir);
    const store = await openEmbedded(dataDir, (db) => openStore({ dataDir: db }));
    try {
      expect(open(dataDir)).toEqual([]);
      expect([lstatSync(dataDir).mode & 0o777, lstatSync(join(dataDir, 'documents/ab/abcd')).mode & 0o777]).toEqual([0o700, 0o600]);
    } finally {
      await store.close();
      await lock.release();
    }
  },
  60_000,
);

onLinux('a second program is refused where the lock was removed, and where the directory has another name by now', async () => {
  const dataDir = folder();
  const lock = await lockDataDir(dataDir);
  rmSync(join(dataDir, 'lock.sock'));
  await expect(lockDataDir(dataDir)).rejects.toThrow(`in use by process ${process.pid}`);
  const elsewhere = folder();
  renameSync(dataDir, elsewhere);
  await expect(lockDataDir(elsewhere)).rejects.toThrow(`in use by process ${process.pid}`);
  rmSync(join(elsewhere, 'lock.sock'), { force: true });
  await expect(lockDataDir(elsewhere)).rejects.toThrow(`in use by process ${process.pid}`);
  // A new folder in its place: what the holder still writes by path would land there.
  await expect(lockDataDir(dataDir)).rejects.toThrow(`in use by process ${process.pid}`);
  await lock.release();
});

onPosix('a lock that was removed is made again, so that those who share the directory and not the kernel see it', async () => {
  const dataDir = folder();
  const lock = await lockDataDir(dataDir);
  rmSync(join(dataDir, 'lock.sock'));
  await eventually('the lock is there again', async () => lstatSync(join(dataDir, 'lock.sock'), { throwIfNoEntry: false })?.isSocket());
  await lock.release();
  expect(readdirSync(dataDir)).toEqual([]);
});

onPosix.each([
  ['moved', (dataDir: string) => renameSync(dataDir, `${dataDir} moved`)],
  ['removed', (dataDir: string) => rmSync(dataDir, { recursive: true })],
  [
    'replaced',
    (dataDir: string) => {
      renameSync(dataDir, `${dataDir} old`);
      mkdirSync(dataDir);
    },
  ],
] as const)('the holder learns that its directory was %s', async (_how, change) => {
  const dataDir = folder();
  const lock = await lockDataDir(dataDir);
  change(dataDir);
  expect(await lock.lost).toContain('was moved, removed or replaced');
  await lock.release();
});

onPosix('the holder learns that another program has its lock, and leaves it to that one', async () => {
  const dataDir = folder();
  const lock = await lockDataDir(dataDir);
  const path = join(dataDir, 'lock.sock');
  // One that does not see this kernel's names, such as a container's program with the directory mounted.
  writeFileSync(join(dataDir, 'other'), '');
  renameSync(join(dataDir, 'other'), path);
  expect(await lock.lost).toContain('was taken by another program');
  await lock.release();
  expect(readdirSync(dataDir)).toEqual(['lock.sock']);
});

onPosix(
  'is free at once after its holder was killed',
  async () => {
    const dataDir = folder();
    const url = new URL('../../app/embedded/data-dir-lock.ts', import.meta.url).href;
    const script = `import { lockDataDir } from ${JSON.stringify(url)};
    await lockDataDir(${JSON.stringify(dataDir)}); process.stdout.write('held'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await expect(lockDataDir(dataDir)).rejects.toThrow(`in use by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'close');
    const lock = await lockDataDir(dataDir);
    await lock.release();
  },
  60_000,
);
