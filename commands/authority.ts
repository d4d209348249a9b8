import type { Authority } from '../domain/shared/deciding/authority.ts';
import { scopeByNames } from '../domain/shared/scope.ts';
import type { ClaimedAuthority } from '../store/contract/store.ts';
import type { Way } from './way.ts';

/**
 * What the right of a request's caller rests on now that it is sent: a key that was revoked or narrowed since its receipt is so also
 * for what waited. That a key or a token runs out in between counts for nothing. Rows of before this was kept do not say by which key
 * they were given: there the party alone is judged.
 */
export async function authorityNow(
  { store, marketplaceNames }: Pick<Way, 'store' | 'marketplaceNames'>,
  { keyId, providerId }: ClaimedAuthority,
): Promise<Authority> {
  const seen = providerId === undefined ? {} : { providerId };
  if (keyId === undefined) return { key: 'VALID', scope: null, ...seen };
  const key = await store.keys.find(keyId);
  if (!key || key.revokedAt !== null) return { key: 'REVOKED', scope: null, ...seen };
  return { key: 'VALID', scope: scopeByNames(key.scope, marketplaceNames), ...seen };
}
