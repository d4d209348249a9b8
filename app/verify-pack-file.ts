import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { z } from 'zod';
import { type ChainVerdict, verifyChain, verifyClaimChain } from '../store/chain.ts';

const Manifest = z.object({
  format: z.literal('holdfast-evidence-pack/1'),
  orderId: z.string(),
  entries: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number() })),
});

const Timeline = z.object({ orderId: z.string().optional(), claimId: z.string().optional(), events: z.array(z.unknown()) });

/** Above every file of a pack: what is larger is no pack. */
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Checks an evidence pack by itself alone: every file against the manifest, none missing and none besides, and each timeline's
 * hash chain.
 * @returns what is wrong, one sentence each; empty: nothing
 * @throws where the file is no ZIP
 */
export async function verifyPack(file: string): Promise<readonly string[]> {
  const files = await filesOf(file);
  const listed = files.get('manifest.json');
  const manifest = listed && Manifest.safeParse(parsed(listed));
  if (!manifest?.success) return ['manifest.json is missing or is none of ours'];
  const { entries } = manifest.data;
  const names = new Set(['manifest.json', ...entries.map(({ name }) => name)]);
  return [
    ...entries.flatMap(({ name, sha256, bytes }) => {
      const content = files.get(name);
      if (!content) return [`${name} is missing`];
      return content.length === bytes && hashOf(content) === sha256 ? [] : [`${name} was changed`];
    }),
    ...[...files.keys()].filter((name) => !names.has(name)).map((name) => `${name} was added`),
    ...[...files].flatMap(([name, content]) => (name.endsWith('timeline.json') ? chainFindings(name, content) : [])),
  ];
}

function chainFindings(name: string, content: Buffer): readonly string[] {
  const timeline = Timeline.safeParse(parsed(content));
  if (!timeline.success) return [`${name} is no timeline`];
  const { orderId, claimId, events } = timeline.data;
  // What was written by `chained` (api/evidence): the verdict says where that is not so.
  const verdict: ChainVerdict =
    claimId === undefined
      ? verifyChain(
          events.map((event) => ({ orderId: orderId ?? '', ...(event as object) })) as unknown as Parameters<typeof verifyChain>[0],
        )
      : verifyClaimChain(events.map((event) => ({ claimId, ...(event as object) })) as unknown as Parameters<typeof verifyClaimChain>[0]);
  return verdict.ok ? [] : [`${name} breaks at event ${verdict.sequence} (${verdict.why})`];
}

function filesOf(file: string): Promise<ReadonlyMap<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(new Error(`${file} cannot be read as a ZIP: ${error.message}`));
        return;
      }
      zip.on('error', reject);
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry: yauzl.Entry) => {
        read(zip, entry).then((content) => {
          files.set(entry.fileName, content);
          zip.readEntry();
        }, reject);
      });
      zip.readEntry();
    });
  });
}

function read(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  if (entry.uncompressedSize > ENTRY_BYTES_MAX) return Promise.reject(new Error(`${entry.fileName} is larger than any file of a pack`));
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else buffer(stream).then(resolve, reject);
    });
  });
}

function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
