import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { z } from 'zod';
import { type ChainVerdict, verifyShownChain, verifyShownClaimChain } from '../../store/event-log/chain.ts';

const Manifest = z.object({
  /** 1: every event stands whole. 2: some are sealed links, and texts have salted digests. */
  format: z.enum(['holdfast-evidence-pack/1', 'holdfast-evidence-pack/2']),
  orderId: z.string(),
  entries: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number() })),
});

const Timeline = z.object({
  orderId: z.string().optional(),
  claimId: z.string().optional(),
  events: z.array(
    z.union([
      z.object({ sealed: z.literal(true), sequence: z.int(), previousHash: z.string(), hash: z.string() }),
      z.object({
        event: z.looseObject({ sequence: z.int() }),
        texts: z.record(z.string(), z.unknown()).nullable(),
        textsHash: z.string(),
        previousHash: z.string(),
        hash: z.string(),
        digests: z.record(z.string(), z.string()).optional(),
        salts: z.record(z.string(), z.string()).optional(),
      }),
    ]),
  ),
});

/** Above every file of a pack: what is larger is no pack. */
const ENTRY_BYTES_MAX = 64 * 1024 * 1024;

/** One file of a pack as it was read; only what is looked into is held in memory. */
interface Entry {
  readonly bytes: number;
  readonly sha256: string;
  readonly content: Buffer | null;
}

interface Chain {
  readonly name: string;
  readonly events: number;
  /** Of how many of them the pack has the link alone: its reader may not see them whole. */
  readonly sealed: number;
  /** What the program shows as the `hash` of the last event of that timeline. */
  readonly lastHash: string;
}

export interface PackVerdict {
  /** What is wrong, one sentence each; empty: nothing. */
  readonly findings: readonly string[];
  /** The timelines that hold. Whoever rewrote the whole pack, manifest included, is found by comparing these with the program's. */
  readonly chains: readonly Chain[];
}

/**
 * Checks an evidence pack by itself alone: every file against the manifest, none missing, none besides and none twice, and each
 * timeline's hash chain.
 * @throws where the file is no ZIP
 */
export async function verifyPack(file: string): Promise<PackVerdict> {
  const { files, unread } = await entriesOf(file);
  const listed = files.get('manifest.json')?.content;
  const manifest = listed && Manifest.safeParse(parsed(listed));
  if (!manifest?.success) return { findings: [...unread, 'manifest.json is missing or is none of ours'], chains: [] };
  const { entries } = manifest.data;
  const names = new Set(['manifest.json', ...entries.map(({ name }) => name)]);
  const verdicts = [...files].flatMap(([name, { content }]) => (content && isTimeline(name) ? [{ name, ...chainOf(content) }] : []));
  return {
    findings: [
      ...unread,
      ...entries.flatMap((entry) => entryFindings(entry, files.get(entry.name))),
      ...[...files.keys()].filter((name) => !names.has(name)).map((name) => `${name} was added`),
      ...verdicts.flatMap(({ name, finding }) => (finding === null ? [] : [`${name} ${finding}`])),
    ],
    chains: verdicts.flatMap(({ finding, ...chain }) => (finding === null ? [chain] : [])),
  };
}

function entryFindings({ name, sha256, bytes }: z.infer<typeof Manifest>['entries'][number], entry: Entry | undefined): readonly string[] {
  if (!entry) return [`${name} is missing`];
  return entry.bytes === bytes && entry.sha256 === sha256 ? [] : [`${name} was changed`];
}

function isTimeline(name: string): boolean {
  return name.endsWith('/timeline.json');
}

const NO_CHAIN = { events: 0, sealed: 0, lastHash: '' } as const;

function chainOf(content: Buffer): Omit<Chain, 'name'> & { readonly finding: string | null } {
  const timeline = Timeline.safeParse(parsed(content));
  if (!timeline.success) return { finding: 'is no timeline', ...NO_CHAIN };
  const { orderId = '', claimId, events } = timeline.data;
  // Their form was checked; what an event says is only hashed here, whatever it says.
  const verdict: ChainVerdict =
    claimId === undefined
      ? verifyShownChain(orderId, events as unknown as Parameters<typeof verifyShownChain>[1])
      : verifyShownClaimChain(claimId, events as unknown as Parameters<typeof verifyShownClaimChain>[1]);
  if (!verdict.ok) return { finding: `breaks at event ${verdict.sequence} (${verdict.why})`, ...NO_CHAIN };
  return { finding: null, events: verdict.events, sealed: verdict.sealed.length, lastHash: verdict.lastHash };
}

interface Entries {
  readonly files: ReadonlyMap<string, Entry>;
  /** Files that cannot be read, or are there twice: another program might show the other one. */
  readonly unread: readonly string[];
}

function entriesOf(file: string): Promise<Entries> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Entry>();
    const unread: string[] = [];
    const failed = (error: Error): void => reject(new Error(`${file} cannot be read as a ZIP: ${error.message}`));
    yauzl.open(file, { lazyEntries: true }, (error, zip) => {
      if (error) {
        failed(error);
        return;
      }
      zip.on('error', failed);
      zip.on('end', () => resolve({ files, unread }));
      zip.on('entry', (entry: yauzl.Entry) => {
        const { fileName } = entry;
        readEntry(zip, entry)
          .then(
            (read) => {
              if (files.has(fileName)) unread.push(`${fileName} is there twice`);
              else files.set(fileName, read);
            },
            (why: Error) => void unread.push(`${fileName} cannot be read: ${why.message}`),
          )
          .finally(() => zip.readEntry());
      });
      zip.readEntry();
    });
  });
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Entry> {
  if (entry.uncompressedSize > ENTRY_BYTES_MAX) throw new Error('it is larger than any file of a pack');
  const isLookedInto = entry.fileName === 'manifest.json' || isTimeline(entry.fileName);
  const hash = createHash('sha256');
  const held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of await streamOf(zip, entry)) {
    const part = chunk as Buffer;
    bytes += part.length;
    hash.update(part);
    if (isLookedInto) held.push(part);
  }
  return { bytes, sha256: hash.digest('hex'), content: isLookedInto ? Buffer.concat(held) : null };
}

function streamOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}

function parsed(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
