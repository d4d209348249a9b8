import { z } from 'zod';
import { accessOf, grantOf } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import type { AppDeps } from '../deps.ts';
import { readJson, type Unread } from './json-body.ts';
import { type Parsed, parseBy } from './parsed.ts';
import { invalidProblem, NOT_FOUND, type Problem } from './problems.ts';
import { readQuery } from './query.ts';
import { type Download, type Reply, refusedBy } from './reply.ts';
import { headerErrors, keyedCommandId, readIdempotencyKey } from './request.ts';
import { unsoundness } from './sound.ts';

export type PathIds = Readonly<Record<string, string>>;

/** What of a request a route reads; the console posts to routes without a wire in between. */
export interface RouteRequest extends Unread {
  readonly method: string;
  readonly originalUrl: string;
  readonly params: object;
}

/** What a handler is given, everything of it checked. */
export interface Context<L, B, Q> {
  readonly deps: AppDeps;
  readonly caller: Caller;
  readonly ids: PathIds;
  /** What `load` found. */
  readonly found: L;
  readonly body: B;
  readonly query: Q;
  /** The path with its ids, without a query: part of an idempotency key's request. */
  readonly path: string;
  readonly method: string;
  readonly idempotencyKey: string | null;
  readonly ifMatch: string | undefined;
  /** Unread where the route takes bytes. */
  readonly request: RouteRequest;
  readonly requestId: string;
}

export interface AnswerDoc {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Of a download. */
  readonly contentTypes?: readonly string[];
  readonly headers?: readonly ('ETag' | 'Location' | 'Idempotency-Replayed')[];
}

/** One route: its checks, its handler and its documentation. Who may use it says its row in access-rows.ts, by `operationId`. */
export interface RouteSpec<L, B, Q> {
  readonly method: 'get' | 'post' | 'put';
  /** Ids in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Finds what the path names; null: unknown, or not visible to this caller (404, before the role is judged). */
  readonly load: (context: { readonly deps: AppDeps; readonly caller: Caller; readonly ids: PathIds }) => Promise<L | null> | L | null;
  /** What the caller may see no more, and has given this very request by its key before (`commandId`): a repeat gets its answer. */
  readonly loadGiven?: (context: {
    readonly deps: AppDeps;
    readonly caller: Caller;
    readonly ids: PathIds;
    readonly commandId: string;
  }) => Promise<L | null>;
  /** What the role alone does not say; before the body is read (403). */
  readonly refuse?: (context: { readonly caller: Caller; readonly found: L }) => Problem | null;
  /** What only the body can say about the caller's rights (403), before its schema is judged. */
  readonly refuseBody?: (context: { readonly caller: Caller; readonly found: L; readonly raw: unknown }) => Problem | null;
  readonly body?: z.ZodType<B>;
  /** Shown in place of `body` where that has a form that cannot be written down. */
  readonly bodyDoc?: z.ZodType;
  /** Names and texts may be any; the handler judges what it takes one by one. */
  readonly anyText?: boolean;
  /** The body is no JSON: the handler reads it as it comes. */
  readonly takesBytes?: boolean;
  readonly query?: z.ZodType<Q>;
  readonly takesIfMatch?: boolean;
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  readonly handle: (context: Context<L, B, Q>) => Promise<Reply | Download>;
}

/** A route as the app serves it, whatever its types are inside. */
export interface Route
  extends Omit<RouteSpec<never, never, never>, 'load' | 'loadGiven' | 'refuse' | 'refuseBody' | 'body' | 'query' | 'handle'> {
  readonly body: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly run: (deps: AppDeps, caller: Caller, request: RouteRequest, requestId: string) => Promise<Reply | Download>;
}

const ID = /^[A-Za-z0-9_.-]{1,100}$/;

/** Whether a step of a path can name anything; what cannot is never asked of the store. */
export function isPathId(text: string): boolean {
  return ID.test(text);
}

/**
 * Checks in the contract's order: 404 · 403 · 413, 415, 400 · 422 by the request alone; then the handler: idempotency · 412 ·
 * 409 · 422 by state. 401 was before (app.ts).
 */
export function route<L, B = unknown, Q = unknown>(spec: RouteSpec<L, B, Q>): Route {
  const { load: _load, loadGiven: _loadGiven, refuse: _refuse, refuseBody: _refuseBody, body, query, handle: _handle, ...doc } = spec;
  return {
    ...doc,
    body: body ?? null,
    query: query ?? null,
    run: async (deps, caller, request, requestId) => {
      const ids = request.params as PathIds;
      if (!Object.values(ids).every(isPathId)) return refusedBy(NOT_FOUND);
      const found = (await spec.load({ deps, caller, ids })) ?? (await givenBefore(spec, deps, caller, request));
      if (found === null) return refusedBy(NOT_FOUND);
      const forbidden = grantProblem(caller, spec.operationId) ?? spec.refuse?.({ caller, found }) ?? null;
      if (forbidden) return refusedBy(forbidden);
      const read = await readRequest(spec, request, caller, found);
      if (!read.ok) return refusedBy(read.problem);
      return spec.handle({
        deps,
        caller,
        ids,
        found,
        body: read.body,
        query: read.query,
        path: pathOf(spec.path, ids),
        method: request.method,
        idempotencyKey: readIdempotencyKey(request),
        ifMatch: request.headers['if-match'],
        request,
        requestId,
      });
    },
  };
}

async function givenBefore<L, B, Q>(
  { loadGiven, path }: RouteSpec<L, B, Q>,
  deps: AppDeps,
  caller: Caller,
  request: RouteRequest,
): Promise<L | null> {
  const ids = request.params as PathIds;
  const { method } = request;
  const commandId = keyedCommandId({ caller, method, path: pathOf(path, ids), idempotencyKey: readIdempotencyKey(request) });
  return commandId === null ? null : ((await loadGiven?.({ deps, caller, ids, commandId })) ?? null);
}

type RequestRead<B, Q> = { readonly ok: true; readonly body: B; readonly query: Q } | { readonly ok: false; readonly problem: Problem };

async function readRequest<L, B, Q>(spec: RouteSpec<L, B, Q>, request: RouteRequest, caller: Caller, found: L): Promise<RequestRead<B, Q>> {
  const changes = spec.method !== 'get' && !spec.takesBytes;
  const raw = changes ? await readJson(request) : ({ ok: true, value: {} } as const);
  if (!raw.ok) return raw;
  const forbidden = spec.refuseBody?.({ caller, found, raw: raw.value }) ?? null;
  if (forbidden) return { ok: false, problem: forbidden };
  const query = readQuery(request.originalUrl, spec.query);
  const body = checkedBody(spec, raw.value);
  const headers = changes ? headerErrors(request) : [];
  if (!query.ok || !body.ok || headers.length > 0) {
    return { ok: false, problem: invalidProblem([...headers, ...(query.ok ? [] : query.errors), ...(body.ok ? [] : body.errors)]) };
  }
  return { ok: true, body: body.value, query: query.value };
}

const noBody = z.strictObject({});

function checkedBody<B>({ body, anyText }: Pick<RouteSpec<never, B, never>, 'body' | 'anyText'>, raw: unknown): Parsed<B> {
  const unsound = unsoundness(raw, anyText ? { anyText, anyName: true } : {});
  if (unsound) return { ok: false, errors: [unsound] };
  // A route without a schema never reads its body: B is then whatever its handler does not use.
  return parseBy(body ?? (noBody as unknown as z.ZodType<B>), raw);
}

/** What the table of access says of the role; where it speaks for somebody, `refuseBody` judges for whom. */
function grantProblem({ role }: Caller, operationId: string): Problem | null {
  return grantOf(accessOf(operationId), role) === 'NONE' ? { code: 'forbidden', detail: `The role ${role} may not do this.` } : null;
}

function pathOf(template: string, ids: PathIds): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name] ?? '');
}
