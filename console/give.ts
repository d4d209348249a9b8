import { Readable } from 'node:stream';
import type { Caller } from '../api/auth/auth.ts';
import type { AppDeps } from '../api/deps.ts';
import type { Download, Reply } from '../api/http/reply.ts';
import { ROUTES } from '../api/routes/index.ts';

export interface Asking {
  /** As the API documents it: `/v1/orders/{orderId}/timeline`. */
  readonly path: string;
  /** As in a URL, with its question mark. */
  readonly search?: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly requestId: string;
}

export interface Posting extends Asking {
  readonly body: object;
  readonly idempotencyKey: string;
  /** The version that the form showed; null: whatever it is now. */
  readonly version: string | null;
}

/** Asks the API's own route, without the wire in between. */
export function ask(deps: AppDeps, caller: Caller, { path, search = '', ids, requestId }: Asking): Promise<Reply> {
  const request = Object.assign(Readable.from([]), { method: 'GET', params: ids, originalUrl: `${path}${search}`, headers: {} });
  return said(routeAt('get', path).run(deps, caller, request, requestId));
}

/**
 * Posts to the API's own route: the same checks in the same order, the same inbox, the same answer. The console therefore has
 * no rights of its own, and a command given here is the one that the API would have taken.
 */
export function post(deps: AppDeps, caller: Caller, posting: Posting): Promise<Reply> {
  const bytes = Buffer.from(JSON.stringify(posting.body), 'utf8');
  const request = Object.assign(Readable.from([bytes]), {
    method: 'POST',
    params: posting.ids,
    originalUrl: posting.path,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': posting.idempotencyKey,
      ...(posting.version === null ? {} : { 'if-match': `"v${posting.version}"` }),
    },
  });
  return said(routeAt('post', posting.path).run(deps, caller, request, posting.requestId));
}

/** Puts the bytes of an announced document, as any client would. */
export function upload(
  deps: AppDeps,
  caller: Caller,
  { documentId, bytes, requestId }: { readonly documentId: string; readonly bytes: Readable; readonly requestId: string },
): Promise<Reply> {
  const path = '/v1/documents/{documentId}/content';
  const request = Object.assign(bytes, { method: 'PUT', params: { documentId }, originalUrl: path, headers: {} });
  return said(routeAt('put', path).run(deps, caller, request, requestId));
}

/** Downloads are fetched from the API itself. */
async function said(answered: Promise<Reply | Download>): Promise<Reply> {
  const reply = await answered;
  if (reply.kind === 'bytes') throw new Error('a page is not made of bytes');
  return reply;
}

function routeAt(wanted: 'get' | 'post' | 'put', path: string): (typeof ROUTES)[number] {
  const route = ROUTES.find((one) => one.method === wanted && one.path === path);
  if (!route) throw new Error('the API has no such route');
  return route;
}
