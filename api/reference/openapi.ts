import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { PROBLEMS, type ProblemCode } from '../http/problems.ts';
import { IDEMPOTENCY_KEY } from '../http/request.ts';
import type { AnswerDoc, Route } from '../http/route.ts';
import { CHECKED_COMMANDS } from '../presenters/letter-texts.ts';
import { problem } from '../schemas/answers.ts';
import { id } from '../schemas/primitives.ts';

export type OpenApiDocument = ReturnType<OpenApiGeneratorV31['generateDocument']>;

const DESCRIPTION =
  'Durable orchestration of home-service orders. Every command is decided by one set of rules, and the answer says why. ' +
  'Callers: a bearer token, an API key of a system or an OIDC token of a person; where development tokens are accepted, `dev-<role>` or ' +
  '`dev-<role>:<subject>`.';

/** The reference of what is served, made from the table that serves it. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  for (const route of routes) registry.registerPath(pathConfig(route));
  for (const path of openPaths()) registry.registerPath(path);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Holdfast', version, description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag)), 'Service'].map((name) => ({ name })),
    security: [{ bearer: [] }],
  });
}

function pathConfig(route: Route): RouteConfig {
  const { method, path, operationId, tag, summary, description } = route;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const body = route.bodyDoc ?? route.body;
  return {
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    request: {
      ...(names.length > 0 ? { params: z.object(Object.fromEntries(names.map((name) => [name, pathId(name)]))) } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(method === 'get' || route.takesBytes ? {} : { headers: requestHeaders(route) }),
      ...(route.takesBytes ? { body: { required: true, content: { 'application/octet-stream': { schema: BYTES } } } } : {}),
      ...(body ? { body: { required: !body.safeParse({}).success, content: { 'application/json': { schema: body } } } } : {}),
    },
    responses: Object.fromEntries([
      ...Object.entries(route.answers).map(([status, answer]) => [status, answerConfig(answer)] as const),
      ...problemsOf(route).map(([status, codes]) => [status, problemConfig(codes)] as const),
    ]),
  };
}

function pathId(name: string): z.ZodType {
  return name === 'version'
    ? z
        .string()
        .max(100)
        .meta({ examples: ['2026.1'] })
    : id;
}

function requestHeaders({ takesIfMatch }: Route): z.ZodObject {
  return z.object({
    'Idempotency-Key': z
      .string()
      .regex(IDEMPOTENCY_KEY)
      .optional()
      .meta({ description: 'A repeat with the same key gets the first answer again.' }),
    ...(takesIfMatch
      ? { 'If-Match': z.string().regex(ENTITY_TAGS).optional().meta({ description: 'The version that the order must have: `"v7"`.' }) }
      : {}),
  });
}

/** One tag, a list of them, or any (RFC 9110). */
const ENTITY_TAGS = /^(?:\*|(?:W\/)?"[^"]*"(?: *, *(?:W\/)?"[^"]*")*)$/;

const BYTES = z.string().meta({ format: 'binary' });

function answerConfig({ description, schema, contentTypes, headers = [] }: AnswerDoc): RouteConfig['responses'][string] {
  return {
    description,
    ...(schema ? { content: { 'application/json': { schema } } } : {}),
    ...(contentTypes ? { content: Object.fromEntries(contentTypes.map((type) => [type, { schema: BYTES }])) } : {}),
    ...(headers.length > 0 ? { headers: z.object(Object.fromEntries(headers.map((name) => [name, z.string().optional()]))) } : {}),
  };
}

/** Every problem that a route can end in, by status. */
function problemsOf({ method, path, takesIfMatch, takesBytes }: Route): readonly (readonly [number, readonly ProblemCode[]])[] {
  const changes = method !== 'get' && !takesBytes;
  const codes: readonly ProblemCode[] = [
    'ambiguous_request',
    'misdirected_request',
    'unauthenticated',
    'forbidden',
    'not_found',
    'invalid_request',
    'too_many_requests',
    'temporarily_unavailable',
    ...(changes ? (['malformed_json', 'too_large', 'unsupported_media_type', 'idempotency_key_reused'] as const) : []),
    ...(takesIfMatch ? (['stale_version', 'not_allowed_now'] as const) : []),
    ...(takesBytes ? (['not_allowed_now'] as const) : []),
    ...(path.endsWith('/claims') && changes ? (['claim_not_eligible'] as const) : []),
    ...(path.endsWith('/cancellation-quotes') ? (['not_allowed_now'] as const) : []),
    ...(path === '/v1/documents' ? (['quota_exceeded'] as const) : []),
    ...(path === '/v1/orders' && changes ? (['order_exists'] as const) : []),
    ...(path.endsWith('/claim-links/revoke') ? (['not_allowed_now'] as const) : []),
    ...((path.endsWith('/messages') || takesCheckedText(path)) && changes ? (['message_blocked'] as const) : []),
  ];
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((a, b) => a - b);
  return statuses.map((status) => [status, codes.filter((code) => PROBLEMS[code].status === status)] as const);
}

/** Commands whose text goes into a letter, alone or among several. */
function takesCheckedText(path: string): boolean {
  return path === '/v1/orders/{orderId}/commands' || CHECKED_COMMANDS.has(path.replace('/v1/orders/{orderId}/commands/', ''));
}

function problemConfig(codes: readonly ProblemCode[]): RouteConfig['responses'][string] {
  const description = codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; ');
  return { description, content: { 'application/problem+json': { schema: problem } } };
}

/** What needs no credentials. */
function openPaths(): readonly RouteConfig[] {
  const answered = (description: string, type: string, schema: z.ZodType) => ({ description, content: { [type]: { schema } } });
  const json = (description: string) => answered(description, 'application/json', z.looseObject({}));
  const limited = { 429: problemConfig(['too_many_requests']) };
  const heads = { 400: problemConfig(['ambiguous_request']), 421: problemConfig(['misdirected_request']) };
  const open = (path: string, operationId: string, summary: string, responses: RouteConfig['responses']): RouteConfig => ({
    method: 'get',
    path,
    operationId,
    tags: ['Service'],
    summary,
    security: [],
    responses,
  });
  return [
    open('/livez', 'livez', 'Whether the process runs.', { 200: json('It runs.'), ...heads }),
    open('/startupz', 'startupz', 'Whether the process has started.', { 200: json('It has.'), ...heads }),
    open('/readyz', 'readyz', 'Whether orders can be served.', {
      200: json('They can.'),
      503: json('Not now; `failing` names the parts, `reasons` says of each in one sentence what is wrong.'),
      ...heads,
    }),
    open('/metrics', 'metrics', 'Counters for Prometheus; in a deployment on a port of their own (METRICS_PORT), and here 404.', {
      200: answered('The text format.', 'text/plain', z.string()),
      404: problemConfig(['not_found']),
      ...limited,
      ...heads,
    }),
    open('/openapi.json', 'openapi', 'This document.', { 200: json('OpenAPI 3.1.'), ...limited, ...heads }),
  ];
}
