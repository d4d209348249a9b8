// Goal: nobody without credentials gets anything, nobody learns of an order that is not theirs, and who only reads changes nothing.
// Method: every route of the table, called by everybody; what holds of all of them is said here, each command's roles in test/domain.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '../../api/routes/index.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { AUDITOR, CUSTOMER, given, PROVIDER, register, SUPERVISOR, SUPPORT, SYSTEM } from './support/orders.ts';

let edge: Edge;
let orderId: string;
beforeAll(async () => {
  edge = await openEdge();
  await register(edge);
  orderId = await given(edge);
});
afterAll(() => edge.close());

const ALL = ROUTES.map(({ method, path }) => [method.toUpperCase(), path] as const);
const OF_ORDERS = ALL.filter(([, path]) => path.startsWith('/v1/orders/{orderId}'));
const STRANGERS = ['dev-customer:cust-other', 'dev-provider:prov-other'];

function named(path: string, id = orderId): string {
  return path.replace('{orderId}', id).replace(/\{\w+\}/g, 'some-1');
}

function call(method: string, path: string, token?: string) {
  const raw = method === 'GET' ? {} : { raw: '{}', headers: { 'content-type': 'application/json' } };
  return edge.call(method, path, { token, ...raw });
}

/** The order's own members, by hand from the contract, "Callers": who may read what is no order's. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  '/v1/events': ['system', 'support', 'supervisor', 'auditor'],
  '/v1/ledger/accounts': ['supervisor', 'auditor'],
};

it.each(ALL)('%s %s needs credentials', async (method, path) => {
  for (const token of [undefined, 'nonsense', 'dev-king:a', 'dev-support:a b']) {
    const { status, body } = await call(method, named(path), token);
    expect([status, body['code']]).toEqual([401, 'unauthenticated']);
  }
});

it.each(OF_ORDERS)('%s %s is not found by strangers, as if there were no such order', async (method, path) => {
  for (const token of STRANGERS) {
    const foreign = await call(method, named(path), token);
    const unknown = await call(method, named(path, 'so-unknown'), token);
    expect([foreign.status, foreign.body['code'], unknown.status]).toEqual([404, 'not_found', 404]);
    expect(foreign.body['detail']).toBe(unknown.body['detail']);
  }
});

it.each(OF_ORDERS.filter(([method]) => method === 'GET'))('%s %s is read by the order’s people and by staff', async (method, path) => {
  for (const token of [CUSTOMER, PROVIDER, SYSTEM, SUPPORT, SUPERVISOR, AUDITOR]) {
    expect((await call(method, named(path), token)).status).toBe(200);
  }
});

it.each(ALL.filter(([method]) => method !== 'GET'))('%s %s is not for an auditor', async (method, path) => {
  const { status } = await call(method, named(path), AUDITOR);
  expect([403, 404]).toContain(status);
});

describe('what belongs to no order', () => {
  it.each(Object.entries(READERS))('%s is read by those who see every order', async (path, roles) => {
    for (const role of ['system', 'customer', 'provider', 'support', 'supervisor', 'auditor']) {
      const { status } = await call('GET', path, `dev-${role}:someone`);
      expect([role, status]).toEqual([role, roles.includes(role) ? 200 : 403]);
    }
  });
});
