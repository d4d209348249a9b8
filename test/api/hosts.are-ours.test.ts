// Goal: where anybody may make a token, a page of another site that has its name point at this machine gets nothing (DNS rebinding);
// a request that says two things about itself is refused; methods that nothing takes are named as such.
// Method: the real app over HTTP, request lines and headers written by hand; every kind of path with every spelling of a host.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mountConsole } from '../../console/console.ts';
import type { Store } from '../../store/contract/store.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Edge, openEdge } from './support/edge.ts';
import { sendRaw } from './support/raw.ts';

const SURFACES = [
  '/v1/policies',
  '/livez',
  '/readyz',
  '/metrics',
  '/openapi.json',
  '/docs',
  '/console',
  '/console/login',
  '/console/assets/console.css',
  '/claim/x.y',
  '/',
  '/nowhere',
];
const OURS = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  '127.0.0.1',
  '127.8.8.8',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
];
const OTHERS = [
  'evil.example',
  'localhost.evil.example',
  'evil.localhost',
  'localhost..',
  '127.0.0.1.evil.example',
  '10.0.0.1',
  '0.0.0.0',
  '[::]',
  '[::ffff:10.0.0.1]',
  '[2001:db8::1]',
  '::1',
  '2130706433',
  '127.1',
  'user@localhost',
  'localhost/x',
  'localhost:x',
  'localhost, evil.example',
  '',
];

let store: Store;
let development: Edge;
let deployed: Edge;
beforeAll(async () => {
  store = await openMemoryStore();
  development = await edgeWith(true);
  deployed = await edgeWith(false);
});
afterAll(async () => {
  await development.close();
  await deployed.close();
  await store.close();
});

function edgeWith(developmentTokens: boolean): Promise<Edge> {
  return openEdge(
    (given) => {
      const deps = { ...given, developmentTokens };
      return { ...deps, mountConsole: (app, gate) => mountConsole(app, deps, { gate, mailbox: null, temporalUi: null }) };
    },
    {},
    store,
  );
}

const get = (edge: Edge, path: string, host: string) => sendRaw(edge.base, [`GET ${path} HTTP/1.1`, `Host: ${host}`]);

describe('a host that is not this machine', () => {
  it.each(SURFACES)('gets nothing of %s where development tokens count, by any spelling', async (path) => {
    for (const host of OTHERS) {
      const answer = await get(development, path, host);
      expect([host, answer.status]).toEqual([host, 421]);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'misdirected_request' });
    }
  });

  it.each(SURFACES)('is served %s where they do not: its names are the company’s', async (path) => {
    for (const host of ['evil.example', '10.0.0.1']) expect((await get(deployed, path, host)).status).not.toBe(421);
  });

  it('cannot send a command either', async () => {
    const lines = [
      'POST /v1/orders HTTP/1.1',
      'Host: evil.example',
      'Authorization: Bearer dev-system',
      'Content-Type: application/json',
      'Content-Length: 2',
      '',
    ];
    expect((await sendRaw(development.base, [...lines])).status).toBe(421);
  });
});

describe('this machine', () => {
  it.each(SURFACES)('is served %s by any of its spellings, with a port and without', async (path) => {
    for (const host of OURS)
      for (const port of ['', ':', ':3000', ':80'])
        expect([host, (await get(development, path, `${host}${port}`)).status]).not.toEqual([host, 421]);
  });

  it('is named by the target of the request too, and that must be it as well', async () => {
    const target = (authority: string, host: string) =>
      sendRaw(development.base, [`GET http://${authority}/livez HTTP/1.1`, `Host: ${host}`]);
    expect((await target('localhost:3000', '127.0.0.1')).status).toBe(200);
    expect((await target('evil.example', '127.0.0.1')).status).toBe(421);
    expect((await target('localhost', 'evil.example')).status).toBe(421);
    expect((await target('localhost@evil.example', 'localhost')).status).toBe(421);
  });

  it('is not meant by who names nobody', async () => {
    expect((await sendRaw(development.base, ['GET /livez HTTP/1.1'])).status).toBe(400);
    expect((await sendRaw(development.base, ['GET /livez HTTP/1.0'])).status).toBe(421);
    expect((await sendRaw(deployed.base, ['GET /livez HTTP/1.0'])).status).toBe(200);
  });
});

describe('a request that says two things about itself', () => {
  it.each([
    ['Host: localhost', 'Host: localhost'],
    ['Host: localhost', 'Host: evil.example'],
    ['Host: localhost', 'host: 127.0.0.1'],
    ['Host: localhost', 'Content-Length: 2', 'Content-Length: 2'],
    ['Host: localhost', 'Content-Length: 2', 'Content-Length: 3'],
    ['Host: localhost', 'Content-Length: 2', 'Transfer-Encoding: chunked'],
    ['Host: localhost', 'Content-Type: application/json', 'Content-Type: text/plain'],
    ['Host: localhost', 'Origin: http://localhost', 'Origin: http://evil.example'],
  ])('is 400: %s, %s', async (...headers) => {
    for (const edge of [development, deployed])
      for (const line of ['POST /v1/orders HTTP/1.1', 'POST /console/login HTTP/1.1', 'GET /livez HTTP/1.1'])
        expect((await sendRaw(edge.base, [line, ...headers])).status).toBe(400);
  });
});

describe('a method that a path does not take', () => {
  const sent = async (method: string, path: string) => {
    const { status, headers } = await sendRaw(development.base, [
      `${method} ${path} HTTP/1.1`,
      'Host: localhost',
      'Authorization: Bearer dev-system',
    ]);
    return [status, headers['allow']];
  };

  it.each(['TRACE', 'PROPFIND', 'MKCOL', 'DELETE', 'PATCH', 'OPTIONS'])('is 405 with what it takes: %s', async (method) => {
    expect(await sent(method, '/v1/orders')).toEqual([405, 'GET, HEAD, POST']);
    expect(await sent(method, '/v1/orders/so-1')).toEqual([405, 'GET, HEAD']);
    for (const path of ['/livez', '/readyz', '/metrics', '/openapi.json', '/docs', '/console'])
      expect([path, ...(await sent(method, path))]).toEqual([path, 405, 'GET, HEAD']);
    expect(await sent(method, '/console/login')).toEqual([405, 'GET, HEAD, POST']);
    expect(await sent(method, '/claim/x.y')).toEqual([405, 'GET, HEAD, POST']);
  });

  it('is 405 before anything is looked at where nothing takes it, and elsewhere 401 comes first', async () => {
    const nobody = async (method: string) => (await sendRaw(development.base, [`${method} /v1/orders HTTP/1.1`, 'Host: localhost'])).status;
    expect([await nobody('TRACE'), await nobody('DELETE')]).toEqual([405, 401]);
  });

  it('echoes nothing: TRACE of a path that is not there', async () => {
    const answer = await sendRaw(development.base, ['TRACE /nowhere HTTP/1.1', 'Host: localhost', 'X-Secret: word-of-its-own']);
    expect(answer.status).toBe(405);
    expect(answer.body).not.toContain('word-of-its-own');
  });
});
