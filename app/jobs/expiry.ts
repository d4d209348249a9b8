import type { Logger } from 'pino';
import type { Blobs } from '../../storage/blobs.ts';
import type { Store } from '../../store/contract/store.ts';
import type { Parts } from '../process/parts.ts';

const EVERY_MS_MAX = 10 * 60_000;

interface Given {
  readonly store: Pick<Store, 'documents'>;
  readonly blobs: Pick<Blobs, 'remove'>;
  readonly logger: Pick<Logger, 'warn' | 'info'>;
  /** How long a document is kept that is of no use. */
  readonly unboundMs: number;
}

/** Forgets documents that nobody used, every ten minutes at most. Any number of processes may do it at once. */
export function expireDocuments({ store, blobs, logger, unboundMs }: Given, parts: Parts): void {
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    try {
      const forgotten = await store.documents.expire(unboundMs, (sha256) => blobs.remove(sha256));
      if (forgotten > 0) logger.info({ documents: forgotten }, 'documents expired');
    } catch (error) {
      // The store or the storage is away, which others say; what is over is over in ten minutes too.
      logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'documents could not expire');
    }
  };
  const clock = setInterval(
    () => {
      running = running.then(round);
    },
    Math.min(EVERY_MS_MAX, Math.max(unboundMs / 10, 1_000)),
  ).unref();
  parts.add('expiry', async () => {
    clearInterval(clock);
    await running;
  });
}
