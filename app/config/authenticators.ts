import type { Logger } from 'pino';
import type { Authenticator } from '../../api/auth/auth.ts';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import { oidcAuthenticator } from '../../api/auth/oidc-authenticator.ts';
import type { PolicyRegistry } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';
import type { Config } from './config.ts';

interface Given {
  readonly config: Pick<Config, 'access'>;
  readonly store: Pick<Store, 'keys'>;
  readonly policies: Pick<PolicyRegistry, 'list'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Every kind of credentials of this installation, beside the development tokens. */
export function authenticators({ config, store, policies, logger }: Given): readonly Authenticator[] {
  const { oidc } = config.access;
  return [keyAuthenticator({ store, policies, logger }), ...(oidc ? [oidcAuthenticator(oidc, { logger })] : [])];
}

/** Where nobody can sign in, somebody should know before the first caller does; a key that is made later works at once. */
export async function warnWhereNobodyCanSignIn(
  { config, store, logger }: Omit<Given, 'policies'> & { readonly config: Pick<Config, 'access' | 'areDevelopmentTokensAccepted'> },
  now: number = Date.now(),
): Promise<void> {
  if (config.areDevelopmentTokensAccepted || config.access.oidc) return;
  const isLive = (key: Awaited<ReturnType<Store['keys']['list']>>[number]): boolean =>
    key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
  if ((await store.keys.list()).some(isLive)) return;
  logger.warn({}, 'nobody can sign in: OIDC_ISSUER is not set and there is no live key; "npm run keys -- create" makes one');
}
