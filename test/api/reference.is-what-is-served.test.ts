// Goal: whoever reads the reference can rely on it: it is valid, and it describes the routes that are served and no others.
// Method: the served document against the OpenAPI 3.1 schema and against the table of routes; the pages around it over HTTP.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ROUTES } from '../../api/routes/index.ts';
import { type Edge, openEdge } from './support/edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await openEdge();
});
afterAll(() => edge.close());

it('is a valid OpenAPI document', async () => {
  const { status, body } = await edge.call('GET', '/openapi.json');
  const { valid, errors } = await new Validator().validate(structuredClone(body));
  expect([status, valid, errors]).toEqual([200, true, undefined]);
});

it('describes exactly the routes that are served', async () => {
  const { body } = await edge.call('GET', '/openapi.json');
  const paths = body['paths'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  // The probes and the document itself stand outside of the table: they need no credentials.
  const open = ['/livez', '/readyz', '/startupz', '/metrics', '/openapi.json'].map((path) => `get ${path}`);
  const served = [...ROUTES.map(({ method, path }) => `${method} ${path}`), ...open];
  expect(new Set(described)).toEqual(new Set(served));
  expect(described).toHaveLength(served.length);
});

it('is read from our own origin, with our own files', async () => {
  const page = await edge.call('GET', '/docs');
  expect(page.status).toBe(200);
  expect(JSON.stringify(page.body)).not.toMatch(/https?:\/\//);
  const script = await edge.call('GET', '/docs/init.js');
  expect([script.status, script.headers.get('content-type')?.split(';')[0]]).toEqual([200, 'text/javascript']);
});

it('stands beside the probes and the metrics', async () => {
  const answers = await Promise.all(['/livez', '/readyz', '/metrics'].map((path) => edge.call('GET', path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});
