import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';

/** The files of a ZIP, in its order. */
export function unzipped(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, Buffer>();
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, opened) => {
      if (error) {
        reject(error);
        return;
      }
      opened.on('error', reject);
      opened.on('end', () => resolve(files));
      opened.on('entry', (entry: yauzl.Entry) => {
        opened.openReadStream(entry, (failed, stream) => {
          if (failed) reject(failed);
          else
            buffer(stream).then((bytes) => {
              files.set(entry.fileName, bytes);
              opened.readEntry();
            }, reject);
        });
      });
      opened.readEntry();
    });
  });
}
