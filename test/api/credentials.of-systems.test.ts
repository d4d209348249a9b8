// Goal: a key lets its system in and nothing that only looks like it does; it can be rotated without a gap, and a revoked one is refused
// within five seconds in every process.
// Method: two apps over HTTP, each with what it remembers of its own, on one database; on PGlite for the forms, on PostgreSQL for the rest.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { keyAuthenticator } from '../../api/key-authenticator.ts';
import { lockDataDir } from '../../app/data-dir-lock.ts';
import { claimTermsIn, loadPolicies } from '../../policies/registry.ts';
import { migrateDatabase, openStore } from '../../store/open.ts';
import type { NewApiKey, Store } from '../../store/store.ts';
import { describePostgres, once } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { newOrder, REGISTERED } from './support/orders.ts';

const policies = loadPolicies();
const EVERYTHING = { sellerIds: [], marketplaceIds: [] };
const SHOP: NewApiKey = { name: 'shop', role: 'system', subject: 'shop', scope: EVERYTHING, expiresAt: null };

async function made(store: Store, change: Partial<NewApiKey> = {}): Promise<{ readonly key: string; readonly keyId: string }> {
  const result = await store.keys.create({ ...SHOP, ...change });
  if (!result.ok) throw new Error(result.why);
  return { key: result.key, keyId: result.row.keyId };
}

/** An app that takes keys of its store, and nothing else; `nowMs` is its clock. */
function keyEdge(store?: Store, nowMs: () => number = Date.now): Promise<Edge> {
  return openEdge((deps) => {
    const known = store ?? deps.store;
    return {
      ...deps,
      store: known,
      developmentTokens: false,
      authenticators: [keyAuthenticator({ store: known, policies, logger: deps.logger, nowMs })],
    };
  });
}

const statusOf = async (edge: Edge, key: string): Promise<number> => (await edge.get('/v1/policies', key)).status;

describe('a key', () => {
  let edge: Edge;
  let key: string;
  let keyId: string;
  let nowMs = Date.now();
  beforeAll(async () => {
    edge = await keyEdge(undefined, () => nowMs);
    ({ key, keyId } = await made(edge.store));
  });
  afterAll(() => edge.close());
  afterEach(() => {
    nowMs = Date.now();
  });

  it('lets its system in, as role and subject say', async () => {
    expect(key).toMatch(/^hf_live_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
    expect((await edge.put('/v1/providers/prov-1', key, REGISTERED)).status).toBe(201);
    const { body } = await edge.post('/v1/orders', key, newOrder());
    const timeline = await edge.get(`/v1/orders/${String(body['orderId'])}/timeline`, key);
    expect((timeline.body['items'] as readonly object[])[0]).toMatchObject({ actor: { role: 'system', id: 'shop' } });
  });

  it('is not kept: neither it nor its secret is in the database or in the log', async () => {
    const kept = JSON.stringify([await edge.store.keys.list(), edge.logged]);
    expect(kept).toContain(keyId);
    expect(kept).not.toContain(key.slice(-43));
  });

  const wrong: readonly (readonly [string, (key: string) => string])[] = [
    ['with another secret', (one) => `${one.slice(0, -43)}${'A'.repeat(43)}`],
    ['with its last letter changed', (one) => `${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`],
    ['with another id', (one) => one.replace(keyId, 'abcdefghijkl')],
    ['in upper case', (one) => one.toUpperCase()],
    ['with its id in upper case', (one) => one.replace(keyId, keyId.toUpperCase())],
    ['with a space in it', (one) => `${one.slice(0, 30)} ${one.slice(30)}`],
    ['with something after it', (one) => `${one}A`],
    ['padded', (one) => `${one}=`],
    ['cut short', (one) => one.slice(0, -1)],
    ['for tests', (one) => one.replace('hf_live_', 'hf_test_')],
    ['of which only the prefix is there', (one) => one.slice(0, 20)],
    ['in quotes', (one) => `"${one}"`],
  ];
  it.each(wrong)('%s is refused as any nonsense is', async (_title, change) => {
    const { status, body, headers } = await edge.get('/v1/policies', change(key));
    const { body: nonsense } = await edge.get('/v1/policies', 'nonsense');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect({ ...body, requestId: '' }).toEqual({ ...nonsense, requestId: '' });
    expect(await statusOf(edge, key)).toBe(200);
  });

  it('has an end, if it was given one', async () => {
    const short = await made(edge.store, { name: 'short', subject: 'short', expiresAt: Date.now() + 60_000 });
    expect(await statusOf(edge, short.key)).toBe(200);
    nowMs = Date.now() + 60_001;
    expect(await statusOf(edge, short.key)).toBe(401);
  });

  it('says when it was last used', async () => {
    const [row] = await eventually(
      () => edge.store.keys.list(),
      (rows) => rows.some((one) => one.keyId === keyId && one.lastUsedAt !== null),
    );
    expect(row?.name).toBe('shop');
  });

  it('keeps its subject from keys of another name, for ever', async () => {
    const other = await edge.store.keys.create({ ...SHOP, name: 'shop-2' });
    expect(other).toEqual({ ok: false, why: 'SUBJECT_OF_OTHERS', name: 'shop' });
    await made(edge.store, { name: 'shop-2', role: 'auditor' });
  });

  it('is looked up once for many requests, and what is absent is not looked up again and again', async () => {
    let finds = 0;
    const counting = { keys: { ...edge.store.keys, find: (id: string) => (finds++, edge.store.keys.find(id)) } };
    const { authenticate } = keyAuthenticator({ store: counting, policies, logger: { warn: () => undefined }, nowMs: () => nowMs });
    await Promise.all(Array.from({ length: 20 }, () => authenticate(key)));
    for (let times = 0; times < 20; times += 1) await authenticate(key.replace(keyId, 'abcdefghijkl'));
    expect(finds).toBe(2);
    nowMs += 3_001;
    expect(await authenticate(key)).toMatchObject({ subject: 'shop' });
    expect(finds).toBe(3);
  });
});

describePostgres('keys of several processes', (database) => {
  const closing: { close(): Promise<void> }[] = [];
  afterAll(async () => {
    for (const one of closing.reverse()) await one.close();
  });

  async function process(databaseUrl: string): Promise<Edge> {
    const store = await openStore({ databaseUrl, claimTermsOf: claimTermsIn(policies) });
    const edge = await keyEdge(store);
    closing.push(store, edge);
    return edge;
  }

  it('are rotated without a gap, and revoked in both within five seconds', async () => {
    const databaseUrl = await database();
    const store = await openStore({ databaseUrl });
    closing.push(store);
    const edges = [await process(databaseUrl), await process(databaseUrl)];
    const statuses = (key: string): Promise<readonly number[]> => Promise.all(edges.map((edge) => statusOf(edge, key)));
    const old = await made(store);
    expect(await statuses(old.key)).toEqual([200, 200]);
    const fresh = await made(store);
    expect(await store.keys.create(SHOP)).toEqual({ ok: false, why: 'TWO_ARE_LIVE', keyIds: [old.keyId, fresh.keyId] });
    expect([await statuses(old.key), await statuses(fresh.key)]).toEqual([
      [200, 200],
      [200, 200],
    ]);
    expect(await store.keys.revoke(old.keyId)).toBe(true);
    const revokedAt = Date.now();
    await eventually(
      () => statuses(old.key),
      (both) => both.every((status) => status === 401),
    );
    expect(Date.now() - revokedAt).toBeLessThan(5_000);
    expect(await statuses(fresh.key)).toEqual([200, 200]);
    expect(await store.keys.revoke(old.keyId)).toBe(false);
    // There is room for the next rotation.
    await made(store);
  });

  it('are two at most, also where several are made at once', async () => {
    const store = await openStore({ databaseUrl: await database() });
    closing.push(store);
    const results = await Promise.all(Array.from({ length: 6 }, () => store.keys.create(SHOP)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(2);
  });

  it('let nobody in while the database does not answer: 503, not what was once true', async () => {
    const databaseUrl = await database();
    const store = await openStore({ databaseUrl, claimTermsOf: claimTermsIn(policies) });
    const edge = await keyEdge(store);
    closing.push(edge);
    const { key } = await made(store);
    expect(await statusOf(edge, key)).toBe(200);
    await store.close();
    const { body } = await eventually(
      () => edge.get('/v1/policies', key),
      ({ status }) => status !== 200,
    );
    expect(body['code']).toBe('temporarily_unavailable');
  });

  it('are made, listed and revoked by npm run keys, which shows a key once', async () => {
    const databaseUrl = await database();
    const keys = (...args: readonly string[]) => run({ DATABASE_URL: databaseUrl }, args);
    expect(keys('list').err).toMatch(/^The database lacks 0001-inbox.*npm run migrate/);
    await migrateDatabase(databaseUrl);
    const create = ['create', '--role', 'system', '--name', 'shop', '--seller', 's-1', '--marketplace', 'US', '--expires', '90d'];
    const first = keys(...create);
    expect([first.status, first.out]).toEqual([0, expect.stringMatching(/^hf_live_[a-z0-9]{12}_[A-Za-z0-9_-]{43}\n$/)]);
    expect(first.err).toContain('for sellers s-1, marketplaces US');
    const edge = await process(databaseUrl);
    expect(await statusOf(edge, first.out.trim())).toBe(200);
    expect(keys(...create).status).toBe(0);
    expect(keys(...create)).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/^Two keys named shop are live/) });
    const listed = keys('list').out;
    expect(listed).toContain(`${first.out.slice(0, 20)}  shop  system:shop  sellers s-1, marketplaces US`);
    expect(listed).not.toContain(first.out.trim());
    expect(keys('revoke', first.out.slice(0, 20)).status).toBe(0);
    expect(keys('revoke', first.out.slice(0, 20)).err).toMatch(/was revoked before/);
    expect(keys('list').out).toMatch(/revoked 2/);
    const [row] = await once(databaseUrl, 'select secret_hash from api_keys limit 1');
    expect(row?.['secret_hash']).toMatch(/^[0-9a-f]{64}$/);
  }, 90_000);
});

describe('npm run keys without a PostgreSQL', () => {
  it('takes the embedded database while nobody has it, and says why not otherwise', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-keys-'));
    const env = { DATA_DIR: folder, DATABASE_URL: '' };
    try {
      expect(run(env, ['create', '--role', 'system', '--name', 'shop']).out).toMatch(/^hf_live_/);
      expect(run(env, ['list']).out).toContain('system:shop');
      const lock = await lockDataDir(folder);
      // Who asks for the lock's holder is answered by this process, which must not be blocked meanwhile: a refusal all the same.
      expect(run(env, ['list']).err).toMatch(/The embedded database has no second reader/);
      await lock.release();
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 90_000);
});

function run(env: Readonly<Record<string, string>>, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'app/keys.ts', ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}
