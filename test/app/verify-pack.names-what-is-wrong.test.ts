// Goal: whoever holds a pack learns offline which file is wrong, whatever was done to it, and the program itself never breaks on one.
// Method: packs made by hand: whole, doubled, cut, with timelines that are none; the command as somebody would run it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import yazl from 'yazl';
import { verifyPack } from '../../app/jobs/verify-pack-file.ts';
import { CHAIN_START, eventHash } from '../../store/event-log/chain.ts';
import { textsHashOf } from '../../store/event-log/text-digests.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-verify-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Files = readonly (readonly [name: string, content: string])[];

/** Two events, chained as the store does. */
function timeline(change: (events: Record<string, unknown>[]) => unknown = (events) => events): string {
  let previousHash = CHAIN_START;
  const events = [1, 2].map((sequence) => {
    const texts = sequence === 2 ? { note: 'kept' } : null;
    const event = { sequence, type: 'SOMETHING', at: sequence } as unknown as Parameters<typeof eventHash>[2];
    const textsHash = textsHashOf(texts, null);
    const hash = eventHash(previousHash, 'so-1', event, textsHash);
    const link = { event, texts, textsHash, previousHash, hash };
    previousHash = hash;
    return link;
  });
  return JSON.stringify({ orderId: 'so-1', events: change(events) });
}

const WHOLE: Files = [
  ['README.txt', 'a record'],
  ['01-timeline/timeline.json', timeline()],
];

/** A pack whose manifest says what is in it, whatever that is. */
async function packOf(files: Files, more: Files = []): Promise<string> {
  const entries = files.map(([name, content]) => ({
    name,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: Buffer.byteLength(content),
  }));
  const manifest = JSON.stringify({ format: 'holdfast-evidence-pack/1', orderId: 'so-1', entries });
  const zip = new yazl.ZipFile();
  for (const [name, content] of [...files, ['manifest.json', manifest] as const, ...more])
    zip.addBuffer(Buffer.from(content), name, { compress: false });
  zip.end();
  const file = join(folder, 'pack.zip');
  await writeFile(file, await buffer(zip.outputStream));
  return file;
}

const findingsOf = async (files: Files, more?: Files): Promise<readonly string[]> => (await verifyPack(await packOf(files, more))).findings;

describe('a pack', () => {
  it('that is whole is told with the end of its chains, to be compared with the program', async () => {
    const { findings, chains } = await verifyPack(await packOf(WHOLE));
    expect(findings).toEqual([]);
    expect(chains).toEqual([
      { name: '01-timeline/timeline.json', events: 2, sealed: 0, lastHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('with a file that is there twice is wrong: two programs could show two of them', async () => {
    expect(await findingsOf(WHOLE, [['README.txt', 'another record']])).toEqual(['README.txt is there twice']);
  });

  it.each([
    ['no JSON', 'x', 'is no timeline'],
    ['a list', '[]', 'is no timeline'],
    ['an event without its link', JSON.stringify({ orderId: 'so-1', events: [{}] }), 'is no timeline'],
    ['an event that is a word', JSON.stringify({ orderId: 'so-1', events: ['x'] }), 'is no timeline'],
    ['the first event left out', timeline((events) => events.slice(1)), 'breaks at event 1 (gap)'],
    ['events changed about', timeline(([a, b]) => [b, a]), 'breaks at event 1 (gap)'],
    ['other words', timeline(([a, b]) => [a, { ...b, texts: { note: 'other' } }]), 'breaks at event 2 (texts)'],
    ['another link', timeline(([a, b]) => [a, { ...b, previousHash: CHAIN_START }]), 'breaks at event 2 (link)'],
  ])('with a timeline of %s says so, also where the manifest agrees', async (_what, content, finding) => {
    const { findings, chains } = await verifyPack(await packOf([['01-timeline/timeline.json', content]]));
    expect([findings, chains]).toEqual([[`01-timeline/timeline.json ${finding}`], []]);
  });

  it('with erased words still holds: that they were there is on record', async () => {
    expect(await findingsOf([['01-timeline/timeline.json', timeline(([a, b]) => [a, { ...b, texts: null }])]])).toEqual([]);
  });

  it('of a chain of another order is found', async () => {
    expect(await findingsOf([['01-timeline/timeline.json', timeline().replace('"so-1"', '"so-2"')]])).toEqual([
      '01-timeline/timeline.json breaks at event 1 (event)',
    ]);
  });

  it('with a byte that fell over names the file', async () => {
    const file = await packOf(WHOLE);
    const bytes = await readFile(file);
    bytes.write('A', bytes.indexOf('a record'));
    await writeFile(file, bytes);
    expect((await verifyPack(file)).findings).toEqual([expect.stringMatching(/^README\.txt (was changed|cannot be read)/)]);
  });

  it('that was cut off is no pack', async () => {
    const file = await packOf(WHOLE);
    await writeFile(file, (await readFile(file)).subarray(0, -30));
    await expect(verifyPack(file)).rejects.toThrow('cannot be read as a ZIP');
  });
});

describe('npm run verify-pack', () => {
  async function run(...args: readonly string[]): Promise<{ code: number | null; said: string }> {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const child = spawn(process.execPath, ['scripts/run.mjs', 'app/verify-pack.ts', ...args], { cwd: root });
    const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
    const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, said: out + error };
  }

  it('ends with 0 where all is well, and with 1 and the name of the file where it is not', async () => {
    const good = await run(await packOf(WHOLE));
    expect(good).toEqual({ code: 0, said: expect.stringContaining('The pack is as it was made.') });
    const bad = await run(await packOf(WHOLE, [['extra.txt', 'x']]));
    expect(bad).toEqual({ code: 1, said: expect.stringContaining('WRONG  extra.txt was added') });
  });

  it('ends with 1 and a sentence where there is nothing to check', async () => {
    expect(await run()).toEqual({ code: 1, said: expect.stringContaining('Name the file') });
    expect((await run(join(folder, 'nothing.zip'))).code).toBe(1);
  });
});
