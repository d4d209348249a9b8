import type { Readable } from 'node:stream';
import yazl from 'yazl';
import { iso } from '../../domain/shared/time.ts';
import type { Blobs } from '../../storage/blobs.ts';
import { sha256 } from '../../store/event-log/canonical.ts';
import type { Content } from './contents.ts';
import { folderOf, type Purpose, readme } from './purposes.ts';

export interface PackEntry {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Says what a pack holds; `npm run verify-pack` reads it. */
export interface Manifest {
  readonly format: 'holdfast-evidence-pack/2';
  readonly orderId: string;
  readonly purpose: Purpose;
  readonly madeAt: string;
  readonly entries: readonly PackEntry[];
}

/** The pack as a ZIP, made while it is sent: a document's bytes go through and are never held. */
export function zipOf(blobs: Blobs, orderId: string, purpose: Purpose, contents: readonly Content[]): Readable {
  const zip = new yazl.ZipFile();
  const madeAt = iso(Date.now());
  const entries: PackEntry[] = [];
  const text = (name: string, content: string): void => {
    zip.addBuffer(Buffer.from(content, 'utf8'), name);
    entries.push({ name, sha256: sha256(content), bytes: Buffer.byteLength(content) });
  };
  const arranged = contents
    .map((content) => ({ content, name: `${folderOf(purpose, content.section)}/${content.name}` }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  text('README.txt', readme(orderId, purpose, madeAt));
  for (const { content, name } of arranged) {
    if ('text' in content) text(name, content.text);
    else {
      entries.push({ name, sha256: content.sha256, bytes: content.contentLength });
      zip.addReadStreamLazy(name, { compress: false, size: content.contentLength }, (give) => void opened(blobs, content.sha256, give));
    }
  }
  const manifest: Manifest = { format: 'holdfast-evidence-pack/2', orderId, purpose, madeAt, entries };
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`, 'utf8'), 'manifest.json');
  const out = zip.outputStream as Readable;
  // Bytes that are not there break the download off: a pack without them must not look whole.
  (zip as unknown as NodeJS.EventEmitter).on('error', (error: Error) => out.destroy(error));
  zip.end();
  return out;
}

async function opened(blobs: Blobs, hash: string, give: (error: unknown, stream: Readable) => void): Promise<void> {
  const missing = new Error('the storage does not have a document of the pack');
  try {
    const bytes = await blobs.open(hash);
    give(bytes ? null : missing, bytes as Readable);
  } catch (error) {
    give(error, null as unknown as Readable);
  }
}
