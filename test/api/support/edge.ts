import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../../api/app.ts';
import { createCursors } from '../../../api/cursors.ts';
import type { AppDeps } from '../../../api/deps.ts';
import { createHttpServer, type HttpLimits } from '../../../api/http/http-server.ts';
import { readClaimLink } from '../../../channels/claim-link.ts';
import { createCommandService } from '../../../commands/send.ts';
import { workflowDesk } from '../../../commands/temporal/workflow-desk.ts';
import { claimTermsIn, loadPolicies, marketplaceNamesIn } from '../../../policies/registry.ts';
import { folderBlobs } from '../../../storage/folder.ts';
import type { Store } from '../../../store/contract/store.ts';
import { openMemoryStore } from '../../support/memory-store.ts';
import { agreesWithReference } from './agrees-with-reference.ts';
import { type InProcessGateway, inProcessGateway } from './in-process-gateway.ts';

/** Signs the links to the claim page of every edge. */
export const LINK_KEY = Buffer.alloc(32, 7);

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What was answered in JSON; another text as `{ text }`. */
  readonly body: Json;
}

export interface Edge extends Calls {
  readonly base: string;
  readonly store: Store;
  readonly gateway: InProcessGateway;
  readonly logged: readonly string[];
  /** Where bytes lie while they come. */
  readonly incoming: string;
  close(): Promise<void>;
}

/** A program's API, wherever it runs. */
export interface Calls {
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  get(path: string, token?: string): Promise<Answer>;
  post(path: string, token: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  put(path: string, token: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array;
}

/** The real app over HTTP on a loopback port, with a real store in memory and the rules behind the gateway's port. A given store is not closed. */
export async function openEdge(
  change: (deps: AppDeps) => AppDeps = (deps) => deps,
  limits: HttpLimits = {},
  given: Store | null = null,
): Promise<Edge> {
  const policies = loadPolicies();
  const store = given ?? (await openMemoryStore({ claimTermsOf: claimTermsIn(policies) }));
  const documents = await mkdtemp(join(tmpdir(), 'holdfast-documents-'));
  const gateway = inProcessGateway();
  const logged: string[] = [];
  const log = (...line: readonly unknown[]): void => void logged.push(JSON.stringify(line));
  const logger = { info: log, warn: log, error: log } as unknown as AppDeps['logger'];
  const commands = createCommandService({ store, gateway, logger, answerWithinMs: 2_000, marketplaceNames: marketplaceNamesIn(policies) });
  const deps: AppDeps = {
    store,
    gateway,
    commands,
    workflows: workflowDesk({ store, gateway, termination: gateway, commands }),
    policies,
    blobs: folderBlobs(documents),
    readClaimLink: (token) => readClaimLink([LINK_KEY], token),
    cursors: createCursors([LINK_KEY]),
    developmentTokens: true,
    sandbox: true,
    logger,
  };
  const server = createHttpServer(createApp(change(deps)), limits);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    store,
    gateway,
    logged,
    incoming: deps.blobs.incoming,
    ...callsAt(base),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
      if (!given) await store.close();
      await rm(documents, { recursive: true, force: true });
    },
  };
}

export function callsAt(base: string): Calls {
  const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> => request(`${base}${path}`, method, options);
  const sending =
    (method: string): Calls['post'] =>
    (path, token, body, headers = {}) =>
      call(method, path, {
        token,
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { raw: JSON.stringify(body) }),
      });
  return {
    call,
    get: (path, token) => call('GET', path, { token }),
    post: sending('POST'),
    put: sending('PUT'),
  };
}

async function request(url: string, method: string, { token, headers = {}, raw }: CallOptions): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(raw === undefined ? {} : { body: raw as string }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  const body = isJson ? (JSON.parse(text) as Json) : { text };
  if (isJson) agreesWithReference(method, new URL(url).pathname, response.status, body);
  return { status: response.status, headers: response.headers, body };
}

export function items(answer: Answer): readonly Json[] {
  return answer.body['items'] as readonly Json[];
}
