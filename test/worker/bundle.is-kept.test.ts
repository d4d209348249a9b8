// Goal: the workflows are bundled anew where what they are made from has changed, and not otherwise.
// Method: a folder that looks like the project's, and a bundler that counts.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { kept } from '../../worker/kept-bundle.ts';

let root: string;
let made: number;
beforeEach(async () => {
  made = 0;
  root = await mkdtemp(join(tmpdir(), 'holdfast-bundle-'));
  for (const folder of ['workflows', 'domain/order', 'worker', 'api']) await mkdir(join(root, folder), { recursive: true });
  for (const file of ['workflows/index.ts', 'domain/order/decide.ts', 'worker/bundle.ts', 'package-lock.json', 'api/app.ts'])
    await writeFile(join(root, file), file);
});
afterEach(() => rm(root, { recursive: true }));

async function make() {
  made += 1;
  return { code: `bundle ${made}` };
}
const bundle = async (): Promise<string> => (await kept(make, root)).code;

it('is made once', async () => {
  expect([await bundle(), await bundle()]).toEqual(['bundle 1', 'bundle 1']);
});

it.each(['workflows/index.ts', 'domain/order/decide.ts', 'worker/bundle.ts', 'package-lock.json'])(
  'is made anew after a change of %s',
  async (file) => {
    await bundle();
    await writeFile(join(root, file), 'changed');
    expect([await bundle(), await bundle()]).toEqual(['bundle 2', 'bundle 2']);
  },
);

it('is made anew where a module was added, removed or renamed', async () => {
  await bundle();
  await writeFile(join(root, 'domain/new.ts'), '');
  expect(await bundle()).toBe('bundle 2');
  await rm(join(root, 'domain/new.ts'));
  await writeFile(join(root, 'domain/other.ts'), '');
  expect(await bundle()).toBe('bundle 3');
});

it('is not made anew after a change of what the workflows do not import', async () => {
  await bundle();
  await writeFile(join(root, 'api/app.ts'), 'changed');
  expect(await bundle()).toBe('bundle 1');
});

it('leaves one bundle and nothing unfinished', async () => {
  await bundle();
  await writeFile(join(root, 'workflows/index.ts'), 'changed');
  await bundle();
  expect(await readdir(join(root, '.cache/workflows'))).toHaveLength(1);
});

it('is made each time where it cannot be kept', async () => {
  await writeFile(join(root, '.cache'), 'a file and no folder');
  expect([await bundle(), await bundle()]).toEqual(['bundle 1', 'bundle 2']);
});
