// Goal: whatever is sent, the answer is a problem that says what is wrong, never a 5xx; nothing of it is kept in a log.
// Method: random and mutated bodies, headers and queries on every route (fast-check; more of them with HOLDFAST_DEEP), raw bytes too.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { ROUTES } from '../../api/routes/index.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { given, newOrder, register, SUPERVISOR, SYSTEM } from './support/orders.ts';

jest.setTimeout(600_000);
const RUNS = process.env['HOLDFAST_DEEP'] === '1' ? 300 : 12;
const SEED = 20261124;
const MARK = 'zq-secret-text';

let edge: Edge;
let orderId: string;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
  orderId = await given(edge);
});
afterAll(() => edge.close());

const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('\u0000', '\ud800', MARK, '9'.repeat(400), -0, 1e308, 2 ** 53, [], {}, [[[[[[]]]]]], {
    __proto__: null,
    constructor: MARK,
  }),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const keys = [
  'orderId',
  'text',
  'reasonCode',
  'onBehalfOf',
  'commands',
  'items',
  'startTime',
  'price',
  'customer',
  'note',
  'documentIds',
  'variables',
];
const bodies = fc.oneof(junk, fc.dictionary(fc.constantFrom(...keys), junk, { maxKeys: 6 }), mutated(newOrder({ orderId: undefined })));

/** A valid body of which one member, somewhere, became junk. */
function mutated(valid: object): fc.Arbitrary<unknown> {
  return fc.tuple(fc.nat(), junk).map(([place, value]) => {
    const copy = structuredClone(valid) as Record<string, unknown>;
    const targets: [Record<string, unknown>, string][] = [];
    const walk = (node: Record<string, unknown>): void => {
      for (const [key, inner] of Object.entries(node)) {
        targets.push([node, key]);
        if (typeof inner === 'object' && inner !== null) walk(inner as Record<string, unknown>);
      }
    };
    walk(copy);
    const target = targets[place % targets.length];
    if (target) target[0][target[1]] = value;
    return copy;
  });
}

function pathOf(path: string): string {
  return path.replace('{orderId}', orderId).replace(/\{\w+\}/g, 'some-1');
}

it.each(ROUTES.filter(({ method }) => method !== 'get').map(({ method, path }) => [method.toUpperCase(), path]))(
  '%s %s refuses junk with a problem',
  async (method, path) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const token = path.includes('/v1/orders/') ? SUPERVISOR : SYSTEM;
        const { status, body: answer } = await edge.call(method, pathOf(path), {
          token,
          raw: JSON.stringify(body) ?? '',
          headers: { 'content-type': 'application/json' },
        });
        expect(status).toBeLessThan(500);
        if (status >= 400) expect(typeof answer['code']).toBe('string');
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
);

it.each(ROUTES.filter(({ method }) => method === 'get').map(({ path }) => [path]))('GET %s refuses a strange query', async (path) => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('limit', 'cursor', 'state', 'q', 'asOf', 'after', 'dueBefore', 'x'),
      fc.string({ unit: 'binary' }),
      async (name, value) => {
        const query = new URLSearchParams({ [name]: value }).toString();
        const { status } = await edge.call('GET', `${pathOf(path)}?${query}`, { token: SUPERVISOR });
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

it('refuses what is no JSON, no UTF-8, of another type or too large, each by its name', async () => {
  const send = async (raw: string | Uint8Array, headers: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
    const { status, body } = await edge.call('POST', '/v1/orders', { token: SYSTEM, raw, headers });
    return [status, body['code']];
  };
  const json = { 'content-type': 'application/json' };
  expect(await send('{', json)).toEqual([400, 'malformed_json']);
  expect(await send(new Uint8Array([0xff, 0xfe, 0x7b]), json)).toEqual([400, 'malformed_json']);
  expect(await send('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([415, 'unsupported_media_type']);
  expect(await send('{}', { ...json, 'content-encoding': 'gzip' })).toEqual([415, 'unsupported_media_type']);
  expect(await send(`"${'a'.repeat(200_000)}"`, json)).toEqual([413, 'too_large']);
  expect(await send('{}', { ...json, 'idempotency-key': 'a'.repeat(300) })).toEqual([422, 'invalid_request']);
});

it('has kept nothing of all that in a log', () => {
  expect(edge.logged.join('\n')).not.toContain(MARK);
  expect(edge.logged.join('\n')).not.toContain('Dana Example');
});
