// Goal: a key lets its system in and nothing that only looks like it does; it can be rotated without a gap, and a revoked one is refused
// within five seconds in every process.
// Method: two apps over HTTP, each with what it remembers of its own, on one database; on PGlite for the forms, on PostgreSQL for the rest.
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { keyAuthenticator } from '../../api/auth/key-authenticator.ts';
import { lockDataDir } from '../../app/embedded/data-dir-lock.ts';
import { readArguments } from '../../app/jobs/keys-arguments.ts';
import { carryOut } from '../../app/jobs/keys-work.ts';
import { claimTermsIn, loadPolicies } from '../../policies/registry.ts';
import type { NewApiKey, Store } from '../../store/contract/store.ts';
import { migrateDatabase, openStore } from '../../store/open.ts';
import { describePostgres, once } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { openMemoryStore } from '../support/memory-store.ts';
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
function keyEdge(store: Store | null = null, nowMs: () => number = Date.now): Promise<Edge> {
  return openEdge(
    (deps) => ({ ...deps, developmentTokens: false, authenticators: [keyAuthenticator({ ...deps, policies, nowMs })] }),
    {},
    store,
  );
}

const statusOf = async (edge: Edge, key: string): Promise<number> => (await edge.get('/v1/policies', key)).status;

describe('a key', () => {
  let edge: Edge;
  let key: string;
  let keyId: string;
  let nowMs = Date.now();
  beforeAll(async () => {
    edge = await keyEdge(null, () => nowMs);
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
    const used = await eventually('the use of the key', async () => (await edge.store.keys.find(keyId))?.lastUsedAt);
    expect(Math.abs(Date.now() - used)).toBeLessThan(60_000);
  });

  it('keeps its subject from keys of another name, for ever', async () => {
    const other = await edge.store.keys.create({ ...SHOP, name: 'shop-2' });
    expect(other).toEqual({ ok: false, why: 'SUBJECT_OF_OTHERS', name: 'shop' });
    await made(edge.store, { name: 'shop-2', role: 'auditor' });
  });

  it('is looked up once for many requests, and what is absent is not looked up again and again', async () => {
    let finds = 0;
    const counting = {
      keys: {
        ...edge.store.keys,
        find: (id: string) => {
          finds += 1;
          return edge.store.keys.find(id);
        },
      },
    };
    const asked = keyAuthenticator({ store: counting, policies, logger: { warn: () => undefined }, nowMs: () => nowMs });
    await Promise.all(Array.from({ length: 20 }, () => asked.authenticate(key)));
    for (let times = 0; times < 20; times += 1) await asked.authenticate(key.replace(keyId, 'abcdefghijkl'));
    expect(finds).toBe(2);
    nowMs += 3_001;
    expect(await asked.authenticate(key)).toMatchObject({ subject: 'shop' });
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
    await eventually('both refuse it', async () => (await statuses(old.key)).every((status) => status === 401));
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
    const answer = await eventually('another answer', async () => {
      const one = await edge.get('/v1/policies', key);
      return one.status !== 200 && one;
    });
    expect([answer.status, answer.body['code']]).toEqual([503, 'temporarily_unavailable']);
  });

  it('are made by npm run keys for processes that run: the key alone goes to stdout', async () => {
    const databaseUrl = await database();
    await migrateDatabase(databaseUrl);
    const edge = await process(databaseUrl);
    const { status, out, err } = run({ DATABASE_URL: databaseUrl }, ['create', '--role', 'system', '--name', 'shop', '--seller', 's-1']);
    expect([status, out]).toEqual([0, expect.stringMatching(/^hf_live_[a-z0-9]{12}_[A-Za-z0-9_-]{43}\n$/)]);
    expect(err).toContain('for sellers s-1');
    expect(await statusOf(edge, out.trim())).toBe(200);
    const [row] = await once(databaseUrl, 'select secret_hash, role from api_keys');
    expect(row).toEqual({ secret_hash: expect.stringMatching(/^[0-9a-f]{64}$/), role: 'system' });
  });
});

describe('npm run keys', () => {
  let store: Store;
  let out: string[] = [];
  let err: string[] = [];
  beforeAll(async () => {
    store = await openMemoryStore();
  });
  afterAll(() => store.close());
  const keys = (line: string): Promise<void> => {
    [out, err] = [[], []];
    const command = readArguments(line.split(' '), { marketplaceIds: ['US'], nowMs: Date.now() });
    return carryOut(store.keys, command, { print: (text) => void out.push(text), say: (text) => void err.push(text) });
  };

  it('shows a key once, lists what it is for, and revokes it', async () => {
    await keys('create --role system --name shop --seller s-1 --marketplace US --expires 90d');
    const [key = ''] = out;
    expect(err.join()).toContain('system:shop, for sellers s-1, marketplaces US');
    await keys('list');
    expect(out[1]).toMatch(new RegExp(`^${key.slice(0, 20)}  shop  system:shop  sellers s-1, marketplaces US  .* never +live$`));
    expect(out.join()).not.toContain(key.slice(-43));
    await keys(`revoke ${key.slice(0, 20)}`);
    expect(err).toEqual([expect.stringMatching(/is revoked: within 5 seconds/)]);
    await expect(keys(`revoke ${key.slice(0, 20)}`)).rejects.toThrow('was revoked before');
    await keys('list');
    expect(out[1]).toMatch(/revoked 2/);
  });

  it('refuses a third live key of a name, and a subject of others, by a sentence', async () => {
    await keys('create --role auditor --name house');
    await keys('create --role auditor --name house');
    await expect(keys('create --role auditor --name house')).rejects.toThrow(/^Two keys named house are live \(hf_live_/);
    await expect(keys('create --role auditor --name other --subject house')).rejects.toThrow(
      'auditor:house belongs to the keys named house',
    );
  });

  it('says of a key that decides as a person what it is', async () => {
    await keys('create --role support --name agent-7');
    expect(err.join()).toContain('OIDC');
  });

  it('takes the embedded database while nobody has it, and says why not otherwise', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-keys-'));
    const env = { DATA_DIR: folder, DATABASE_URL: '' };
    try {
      expect(run(env, ['create', '--role', 'system', '--name', 'shop']).out).toMatch(/^hf_live_/);
      const lock = await lockDataDir(folder);
      expect(run(env, ['list']).err).toMatch(/The embedded database has no second reader/);
      await lock.release();
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

function run(env: Readonly<Record<string, string>>, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'app/keys.ts', ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}
