import { type CompactJWSHeaderParameters, type CryptoKey, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { CredentialsUnknowable } from './auth.ts';

// Contract of the key set
// 1. One fetch at a time, and at most one in COOLDOWN_MS however many tokens name keys that we do not have.
// 2. Keys are used for FRESH_MS, and while the issuer does not answer for STALE_MS_MAX: a key that was withdrawn works no longer.
// 3. A key that is not in a set which was just fetched is not the issuer's (null). Where the set could not be fetched, nobody can
//    tell whether it is (CredentialsUnknowable): 503, not 401.

const FRESH_MS = 10 * 60_000;
const STALE_MS_MAX = 60 * 60_000;
const COOLDOWN_MS = 30_000;
/** After a failure, so that an issuer that is back is found soon. */
const RETRY_MS = 2_000;
const FETCH_MS_MAX = 3_000;
const BYTES_MAX = 256 * 1024;

export interface IssuerKeysOptions {
  /** As in the tokens, character for character. */
  readonly issuer: string;
  /** Null: as the issuer's discovery document says. */
  readonly jwksUrl: string | null;
  readonly logger: { warn(fields: object, message: string): void };
  readonly nowMs?: () => number;
}

export interface IssuerKeys {
  /** @returns null where the issuer has no such key, or several that it might be. @throws CredentialsUnknowable */
  find(header: CompactJWSHeaderParameters): Promise<CryptoKey | null>;
}

type LocalSet = ReturnType<typeof createLocalJWKSet>;

export function issuerKeys({ issuer, jwksUrl, logger, nowMs = Date.now }: IssuerKeysOptions): IssuerKeys {
  let held: { readonly set: LocalSet; readonly fetchedAt: number } | null = null;
  let last: { readonly at: number; readonly ok: boolean } | null = null;
  let underWay: Promise<void> | null = null;

  const fetchNow = async (): Promise<void> => {
    const startedAt = nowMs();
    try {
      const url = jwksUrl ?? (await discovered(issuer));
      held = { set: createLocalJWKSet((await json(url)) as JSONWebKeySet), fetchedAt: startedAt };
      last = { at: startedAt, ok: true };
    } catch (error) {
      last = { at: startedAt, ok: false };
      logger.warn({ why: error instanceof Error ? error.message : 'unknown' }, 'the keys of the OIDC issuer could not be fetched');
    }
  };
  /** Looks again, unless that was done a moment ago. */
  const refresh = async (): Promise<void> => {
    if (last && nowMs() - last.at < (last.ok ? COOLDOWN_MS : RETRY_MS)) return;
    underWay ??= fetchNow().finally(() => {
      underWay = null;
    });
    await underWay;
  };
  const usable = (): LocalSet | null => (held && nowMs() - held.fetchedAt < STALE_MS_MAX ? held.set : null);

  return {
    find: async (header) => {
      if (!held || nowMs() - held.fetchedAt >= FRESH_MS) await refresh();
      const known = await keyIn(usable(), header);
      if (known) return known;
      await refresh();
      const found = await keyIn(usable(), header);
      if (!found && !last?.ok) throw new CredentialsUnknowable('the OIDC issuer does not answer');
      return found;
    },
  };
}

async function keyIn(set: LocalSet | null, header: CompactJWSHeaderParameters): Promise<CryptoKey | null> {
  try {
    return set ? await set(header) : null;
  } catch {
    // No key, several keys, or one that cannot be used with this algorithm.
    return null;
  }
}

/** @throws where there is no such document, or it is another issuer's */
async function discovered(issuer: string): Promise<string> {
  const document = await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { issuer: named, jwks_uri: url } = document as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (named !== issuer) throw new Error('the discovery document names another issuer');
  if (typeof url !== 'string' || !URL.canParse(url)) throw new Error('the discovery document names no keys');
  // What is said over TLS is not continued without it.
  if (new URL(issuer).protocol === 'https:' && new URL(url).protocol !== 'https:') throw new Error('the keys are not behind TLS');
  return url;
}

async function json(url: string): Promise<object> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(FETCH_MS_MAX),
  });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > BYTES_MAX) throw new Error('the answer is too large');
    parts.push(part);
  }
  const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new Error('the answer is no JSON object');
  return value;
}
