// Goal: the pack holds what is on record, and whoever has it can tell offline whether anything in it was changed.
// Method: a real pack of an order with a claim and a document, checked as it is and after changes to its files.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import yauzl from 'yauzl';
import yazl from 'yazl';
import { verifyPack } from '../../app/jobs/verify-pack-file.ts';
import { completed, filed } from './support/claims.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { CUSTOMER, register, SUPPORT } from './support/orders.ts';

let edge: Edge;
let folder: string;
let files: Map<string, Buffer>;

const pack = (): string => join(folder, 'pack.zip');

beforeAll(async () => {
  edge = await openEdge();
  folder = await mkdtemp(join(tmpdir(), 'holdfast-pack-'));
  await register(edge);
  const orderId = await completed(edge);
  await filed(edge, orderId);
  const response = await fetch(`${edge.base}/v1/orders/${orderId}/evidence-pack`, { headers: { authorization: `Bearer ${SUPPORT}` } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  await writeFile(pack(), Buffer.from(await response.arrayBuffer()));
  files = await unzipped(pack());
});
afterAll(async () => {
  await edge.close();
  await rm(folder, { recursive: true, force: true });
});

async function unzipped(file: string): Promise<Map<string, Buffer>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const found = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    zip.on('end', () => resolve());
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) reject(error);
        else
          buffer(stream).then((bytes) => {
            found.set(entry.fileName, bytes);
            zip.readEntry();
          }, reject);
      });
    });
    zip.readEntry();
  });
  zip.close();
  return found;
}

async function zipped(contents: ReadonlyMap<string, Buffer>): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of contents) zip.addBuffer(bytes, name);
  zip.end();
  const file = join(folder, 'changed.zip');
  await writeFile(file, await buffer(zip.outputStream));
  return file;
}

function nameOf(end: string): string {
  return [...files.keys()].find((name) => name.endsWith(end)) ?? end;
}

describe('an evidence pack', () => {
  it('says what it holds and that it guarantees nothing, claims first where it is for a claim', () => {
    const names = [...files.keys()];
    for (const end of [
      'order.json',
      'timeline.txt',
      'inspection.json',
      'signature.json',
      'job-notes.json',
      'messages.json',
      'decisions.json',
      'policy.json',
      '.pdf',
    ])
      expect(names.some((name) => name.endsWith(end))).toBe(true);
    expect(names.some((name) => /^01-claims\/.*claim\.json$/.test(name))).toBe(true);
    expect(files.get('README.txt')?.toString()).toContain('guarantees no outcome');
    expect(JSON.parse(String(files.get(nameOf('signature.json'))))).toMatchObject({ binding: [{ scopeSha256: expect.any(String) }] });
  });

  it('is as it was made', async () => {
    expect((await verifyPack(pack())).findings).toEqual([]);
  });

  it('tells which file was changed, taken out or added', async () => {
    const notes = nameOf('job-notes.json');
    const order = nameOf('order.json');
    const changed = new Map(files).set(notes, Buffer.from('[]\n')).set('extra.txt', Buffer.from('x'));
    changed.delete(order);
    expect((await verifyPack(await zipped(changed))).findings).toEqual(
      expect.arrayContaining([`${notes} was changed`, `${order} is missing`, 'extra.txt was added']),
    );
  });

  it('tells where a timeline was rewritten, even where the manifest was too', async () => {
    const name = [...files.keys()].find((one) => one.endsWith('-timeline/timeline.json')) ?? '';
    const timeline = JSON.parse(String(files.get(name))) as { events: { event: { at: number } }[] };
    const third = timeline.events[2];
    if (third) third.event.at += 1;
    expect((await verifyPack(await zipped(new Map(files).set(name, Buffer.from(JSON.stringify(timeline)))))).findings).toContain(
      `${name} breaks at event 3 (event)`,
    );
  });

  it('is none of ours without a manifest, and no pack where it is no ZIP', async () => {
    expect((await verifyPack(await zipped(new Map([['a.txt', Buffer.from('a')]])))).findings).toEqual([
      'manifest.json is missing or is none of ours',
    ]);
    const file = join(folder, 'no.zip');
    await writeFile(file, await readFile(new URL(import.meta.url)));
    await expect(verifyPack(file)).rejects.toThrow('cannot be read as a ZIP');
  });

  it('is arranged for what it is wanted for, and for nothing else', async () => {
    const orderId = await completed(edge);
    const asked = (purpose: string) => edge.call('GET', `/v1/orders/${orderId}/evidence-pack?for=${purpose}`, { token: CUSTOMER });
    expect((await asked('chargeback')).status).toBe(200);
    expect((await asked('revenge')).status).toBe(422);
  });
});
