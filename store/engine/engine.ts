import type { Kysely } from 'kysely';
import type { PoolUse } from '../contract/watched.ts';
import type { Tables } from '../tables/tables.ts';

/** A database that is open and migrated: what differs between PostgreSQL and PGlite. */
export interface Engine {
  readonly kysely: Kysely<Tables>;
  pool(): PoolUse;
  /** Runs `work` while this process alone holds the lock; null where somebody else does. */
  exclusively<T>(lock: number, work: () => Promise<T>): Promise<T | null>;
  close(): Promise<void>;
}

/** First key of our advisory locks, so that they meet nobody else's in a shared database. */
export const LOCK_SPACE = 0x484f4c44;

/** Second key. FEED is held for a transaction's last steps, RECONCILER by one process for as long as its round takes. */
export const LOCKS = { FEED: 1, RECONCILER: 2 } as const;
