import { scopeByNames } from '../../domain/shared/scope.ts';
import { marketplaceNamesIn, type PolicyRegistry } from '../../policies/registry.ts';
import type { ApiKey, Store } from '../../store/contract/store.ts';
import { isSameHash, keyHash, keyIdIn } from '../../store/tables/api-key-form.ts';
import { createMemo } from '../memo.ts';
import type { Authenticator, Caller } from './auth.ts';

/** A revoked key works no longer than this, in any process. */
const REMEMBERED_MS = 3_000;
/** Ids that somebody tried are remembered too, absent ones as well: no more than these. */
const REMEMBERED_MAX = 10_000;
/** How exactly the list says when a key was last used. */
const USED_EVERY_MS = 5 * 60_000;

interface Deps {
  readonly store: Pick<Store, 'keys'>;
  readonly policies: Pick<PolicyRegistry, 'list'>;
  readonly logger: { warn(fields: object, message: string): void };
  readonly nowMs?: () => number;
}

/**
 * Keys of systems. One read of the store for a key in some seconds; where the store does not answer, nobody is let in by what it
 * once said (StoreUnavailable).
 */
export function keyAuthenticator({ store, policies, logger, nowMs = Date.now }: Deps): Authenticator {
  const known = createMemo<ApiKey | null>({ forMs: REMEMBERED_MS, entriesMax: REMEMBERED_MAX, nowMs });
  /** By keys that are good, so there are no more than those. */
  const notedAt = new Map<string, number>();
  const namesOf = marketplaceNamesIn(policies);
  return {
    authenticate: async (token) => {
      const keyId = keyIdIn(token);
      if (keyId === null) return null;
      const row = await known(keyId, () => store.keys.find(keyId));
      // Compared also where there is no such key: which ids exist is not told by time.
      const isSame = isSameHash(keyHash(token), row?.secretHash ?? keyHash(''));
      if (!row || !isSame || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= nowMs())) return null;
      if (nowMs() - (notedAt.get(keyId) ?? row.lastUsedAt ?? 0) > USED_EVERY_MS) {
        notedAt.set(keyId, nowMs());
        // Nobody waits for it, and nothing depends on it.
        store.keys.used(keyId, USED_EVERY_MS).catch(() => logger.warn({ keyId }, 'the use of a key was not noted'));
      }
      return callerOfKey(row, namesOf);
    },
  };
}

/** A key for one name of a marketplace is a key for all of them. */
function callerOfKey({ keyId, role, subject, scope }: ApiKey, namesOf: (marketplaceId: string) => readonly string[]): Caller {
  const within = scopeByNames(scope, namesOf);
  return { role, subject, keyId, ...(within ? { scope: within } : {}) };
}
