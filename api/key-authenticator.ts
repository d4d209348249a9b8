import type { PolicyRegistry } from '../policies/registry.ts';
import { isSameHash, keyHash, keyIdIn } from '../store/api-key-form.ts';
import type { ApiKey, Scope, Store } from '../store/store.ts';
import type { Authenticator, Caller } from './auth.ts';
import { createMemo } from './memo.ts';

/** A revoked key works no longer than this, in any process (contract: within 5 s). */
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
  const aliases = aliasesIn(policies);
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
      return callerOfKey(row, aliases);
    },
  };
}

function callerOfKey({ role, subject, scope }: ApiKey, aliases: Aliases): Caller {
  if (scope.sellerIds.length === 0 && scope.marketplaceIds.length === 0) return { role, subject };
  const marketplaceIds = [...new Set(scope.marketplaceIds.flatMap((id) => [id, ...(aliases.get(id) ?? [])]))];
  return { role, subject, scope: { sellerIds: scope.sellerIds, marketplaceIds } satisfies Scope };
}

type Aliases = ReadonlyMap<string, readonly string[]>;

/** The ids of a pack are names of one marketplace: a key for one of them is a key for all. */
function aliasesIn(policies: Pick<PolicyRegistry, 'list'>): Aliases {
  return new Map(policies.list().flatMap(({ marketplaceIds }) => marketplaceIds.map((id) => [id, marketplaceIds] as const)));
}
