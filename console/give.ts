import { Readable } from 'node:stream';
import type { Caller } from '../api/auth.ts';
import type { AppDeps } from '../api/deps.ts';
import type { Reply } from '../api/reply.ts';
import { ROUTES } from '../api/routes/index.ts';

export interface Posting {
  /** As the API documents it: `/v1/orders/{orderId}/commands/cancel`. */
  readonly path: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly body: object;
  readonly idempotencyKey: string;
  /** The version that the form showed. */
  readonly version: string;
  readonly requestId: string;
}

/**
 * Posts to the API's own route, without the wire in between: the same checks in the same order, the same inbox, the same answer.
 * The console therefore has no rights of its own, and a command given here is the one that the API would have taken.
 */
export async function post(deps: AppDeps, caller: Caller, posting: Posting): Promise<Reply> {
  const route = ROUTES.find(({ method, path }) => method === 'post' && path === posting.path);
  if (!route) throw new Error('the API has no such route');
  const bytes = Buffer.from(JSON.stringify(posting.body), 'utf8');
  const request = Object.assign(Readable.from([bytes]), {
    method: 'POST',
    params: posting.ids,
    originalUrl: posting.path,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': posting.idempotencyKey,
      'if-match': `"v${posting.version}"`,
    },
  });
  return route.run(deps, caller, request, posting.requestId);
}
