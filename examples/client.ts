import createClient, { type Client, type ClientPathsWithMethod, type MaybeOptionalInit, type MethodResponse } from 'openapi-fetch';
import type { components, paths } from './api-types.ts';
import { type Patience, patientFetch } from './patient-fetch.ts';

// A client of the HTTP API whose types are the served document's (`node scripts/run.mjs scripts/api-types.ts`).
// 1. Every POST and PUT carries an idempotency key: the caller's, else one of its own, the same in every try.
// 2. A lost connection, 429, 502, 503, 504: tried again with that key until `giveUpAfterMs`. Nothing is done twice.
// 3. 202: taken and durable, no worker has decided yet. The client asks until it is decided and gives that answer.
// 4. Any other answer from 400 on is thrown as `Refused`, with the problem document.

/** A problem document (RFC 9457). Branch on `code`. */
export type Problem = components['schemas']['Problem'];
export type Order = components['schemas']['Order'];
export type NewOrder = components['schemas']['NewOrder'];

export interface ClientOptions extends Patience {
  /** Such as `https://orders.shop.example`. */
  readonly baseUrl: string;
  /** Bearer token: an API key, or what gives a person's token of the moment. */
  readonly token: string | (() => Promise<string>);
}

type Api = Client<paths, 'application/json'>;
type Method = 'get' | 'post' | 'put';
type Init<P extends keyof paths, M extends Method> = MaybeOptionalInit<paths[P], M>;
type Pending = { readonly outcome: 'PENDING' };

/** Path, parameters, body and answer as the document has them. The answer is never a pending one. */
type Call<M extends Method> = <P extends ClientPathsWithMethod<Api, M>, I extends Init<P, M>>(
  path: P,
  ...init: Record<never, never> extends I ? [I?] : [I]
) => Promise<Exclude<MethodResponse<Api, M, P, I>, Pending>>;

type OrderCommandPath<C extends string> = `/v1/orders/{orderId}/commands/${C}`;
type ClaimCommandPath<C extends string> = `/v1/claims/{claimId}/commands/${C}`;
type NameIn<P> = P extends OrderCommandPath<infer C> ? C : never;
type ClaimNameIn<P> = P extends ClaimCommandPath<infer C> ? C : never;
type BodyOf<P extends keyof paths> = paths[P] extends { post: { requestBody?: { content: { 'application/json': infer B } } } } ? B : object;

export type CommandName = NameIn<keyof paths>;
export type CommandBody<C extends CommandName> = BodyOf<OrderCommandPath<C>>;
export type ClaimCommandName = ClaimNameIn<keyof paths>;
export type ClaimCommandBody<C extends ClaimCommandName> = BodyOf<ClaimCommandPath<C>>;
export type CommandAccepted = components['schemas']['CommandAccepted'];
export type ClaimCommandAccepted = components['schemas']['ClaimCommandAccepted'];

export interface CommandOptions {
  /** Refused with 412 `stale_version` where the order has another version when the command is decided. */
  readonly ifVersion?: number;
  /** The same key is the same command, also in a later run of the caller: derive it from what causes the command. */
  readonly idempotencyKey?: string;
}

/** What a command's name is followed by: its body may be left out where it needs no field. */
export type Given<B> = Record<never, never> extends B ? [body?: B, options?: CommandOptions] : [body: B, options?: CommandOptions];

/**
 * The API for one caller.
 * @throws Refused where the answer is no; Undecided where it was taken and not decided in time; Unanswered where nobody can tell
 *   (all of them in `patient-fetch.ts`)
 */
export interface HoldfastClient {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  /** Gives a command of an order. */
  command<C extends CommandName>(orderId: string, command: C, ...given: Given<CommandBody<C>>): Promise<CommandAccepted>;
  /** Gives a command of a claim. */
  claimCommand<C extends ClaimCommandName>(
    claimId: string,
    command: C,
    ...given: Given<ClaimCommandBody<C>>
  ): Promise<ClaimCommandAccepted>;
  /** Puts the bytes of an announced document. */
  upload(documentId: string, bytes: Blob): Promise<components['schemas']['Document']>;
}

export function connect({ baseUrl, token, ...patience }: ClientOptions): HoldfastClient {
  const api = createClient<paths, 'application/json'>({
    baseUrl,
    fetch: patientFetch(typeof token === 'string' ? () => Promise.resolve(token) : token, patience),
    bodySerializer: (body: unknown) => (body instanceof Blob ? body : JSON.stringify(body)),
  });
  // The border to openapi-fetch: its methods answer `{ data }` or `{ error }`; here an error has been thrown before.
  const call = (method: Method) =>
    (async (path: keyof paths, init: object = {}) => {
      const { data } = await (api.request as UntypedRequest)(method, path, init);
      return data;
    }) as unknown;
  const post = call('post') as UntypedCall;
  const give = (
    path: string,
    ids: Readonly<Record<string, string>>,
    [body, options = {}]: readonly [body?: unknown, options?: CommandOptions | undefined],
  ) => post(path, { params: { path: ids, header: headersOf(options) }, ...(body === undefined ? {} : { body }) });
  return {
    get: call('get') as Call<'get'>,
    post: call('post') as Call<'post'>,
    put: call('put') as Call<'put'>,
    command: (orderId, command, ...given) =>
      give(`/v1/orders/{orderId}/commands/${command}`, { orderId }, given) as Promise<CommandAccepted>,
    claimCommand: (claimId, command, ...given) =>
      give(`/v1/claims/{claimId}/commands/${command}`, { claimId }, given) as Promise<ClaimCommandAccepted>,
    upload: (documentId, bytes) =>
      (call('put') as Call<'put'>)('/v1/documents/{documentId}/content', {
        params: { path: { documentId } },
        headers: { 'Content-Type': 'application/octet-stream' },
        body: bytes,
      }),
  };
}

type UntypedCall = (path: string, init: object) => Promise<unknown>;
type UntypedRequest = (method: Method, path: string, init: object) => Promise<{ readonly data?: unknown }>;

function headersOf({ ifVersion, idempotencyKey }: CommandOptions): Readonly<Record<string, string>> {
  return {
    ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
    ...(ifVersion === undefined ? {} : { 'If-Match': `"v${ifVersion}"` }),
  };
}
