import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

export const AUDIENCE = 'https://orders.shop.example';

/** Whom the issuer knows: their claims, and with which algorithm it signs for them. */
const PEOPLE = {
  'agent-7': { alg: 'RS256', claims: { roles: ['support'] } },
  'lead-1': { alg: 'ES256', claims: { roles: ['offline_access', 'support', 'supervisor'] } },
  'aud-1': { alg: 'PS256', claims: { roles: 'auditor' } },
  'prov-1': { alg: 'EdDSA', claims: { roles: ['provider'] } },
  'cust-1': { alg: 'RS256', claims: { roles: ['customer'] } },
  'nobody-1': { alg: 'RS256', claims: {} },
  'king-1': { alg: 'RS256', claims: { roles: ['king'] } },
  'robot-1': { alg: 'RS256', claims: { roles: ['system'] } },
  'agent.7': { alg: 'RS256', claims: { roles: ['support'] } },
} as const;

export type Person = keyof typeof PEOPLE;

export interface TestIssuer {
  readonly issuer: string;
  /** Its private keys by algorithm: what it could sign, the tests can. */
  readonly keys: Readonly<Record<string, { readonly kid: string; readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }>>;
  /** An access token as it gives it. */
  tokenFor(person: Person, resource?: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the issuer; it ends with this process, or when it is stopped. */
export async function startIssuer(): Promise<TestIssuer> {
  const made = await Promise.all(['RS256', 'PS256', 'ES256', 'EdDSA'].map(keyOf));
  const script = fileURLToPath(new URL('./oidc-issuer.mjs', import.meta.url));
  const told = { keys: made.map(({ jwk }) => jwk), people: PEOPLE, audience: AUDIENCE };
  const server = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ISSUER: JSON.stringify(told) },
  });
  const ended = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  let said = '';
  server.stderr.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  const issuer = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (chunk: Buffer) => resolve(String(chunk).trim()));
    void ended.then(() => reject(new Error(`the issuer does not start: ${said.slice(-1000)}`)));
  });
  return {
    issuer,
    keys: Object.fromEntries(made.map(({ alg, kid, privateKey, publicKey }) => [alg, { kid, privateKey, publicKey }])),
    tokenFor: (person, resource) => tokenFrom(issuer, person, resource),
    stop: async () => {
      server.stdin.end();
      await ended;
    },
  };
}

async function keyOf(alg: string) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = `key-${alg}`;
  return { alg, kid, privateKey, publicKey, jwk: { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' } };
}

async function tokenFrom(issuer: string, person: Person, resource?: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: person,
      client_secret: 'a-secret-of-the-test-issuer-0000',
      ...(resource === undefined ? {} : { resource }),
    }),
  });
  const body = (await response.json()) as { readonly access_token?: string };
  if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`);
  return body.access_token;
}

export interface Forgery {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Undefined takes a claim away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: CryptoKey | Uint8Array;
}

/** A token as the issuer would give it to agent-7, but for what is otherwise; signed by the issuer's own key unless another is given. */
export function forged({ issuer, keys }: TestIssuer, { header = {}, claims = {}, key }: Forgery = {}): Promise<string> {
  const nowS = Math.floor(Date.now() / 1_000);
  const rs256 = keys['RS256'];
  if (!rs256) throw new Error('the issuer has no RS256 key');
  const payload = { iss: issuer, aud: AUDIENCE, sub: 'agent-7', iat: nowS, exp: nowS + 600, roles: ['support'], ...claims };
  const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined)) as JWTPayload;
  const headers = Object.fromEntries(
    Object.entries({ alg: 'RS256', kid: rs256.kid, typ: 'at+jwt', ...header }).filter(([, value]) => value !== undefined),
  ) as unknown as JWTHeaderParameters;
  return new SignJWT(given).setProtectedHeader(headers).sign(key ?? rs256.privateKey);
}
