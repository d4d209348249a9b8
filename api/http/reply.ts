import { pipeline, type Readable } from 'node:stream';
import type { Response } from 'express';
import { PROBLEMS, type Problem, problemDocument } from './problems.ts';
import { requestIdOf } from './request-id.ts';

/** What a handler answers; it never touches the response itself. */
export type Reply =
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly headers?: Readonly<Record<string, string>> };

/** Bytes, always as a download: nothing that somebody uploaded is ever shown in place. */
export interface Download {
  readonly kind: 'bytes';
  readonly contentType: string;
  readonly filename: string;
  readonly length?: number;
  readonly bytes: Readable;
  readonly headers?: Readonly<Record<string, string>>;
}

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'json', status: 200, body, headers };
}

export function refusedBy(problem: Problem, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'problem', problem, headers };
}

export function send(response: Response, reply: Reply | Download, instance: string): void {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.kind === 'json') write(response, reply.status, 'application/json', reply.body);
  else if (reply.kind === 'bytes') download(response, reply);
  else sendProblem(response, reply.problem, instance);
}

function download(response: Response, { contentType, filename, length, bytes }: Download): void {
  response.writeHead(200, {
    'Content-Type': contentType,
    'Content-Disposition': `attachment; filename="${filename}"`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    ...(length === undefined ? {} : { 'Content-Length': length }),
  });
  // Where it breaks off, the connection does too: a part must not look like the whole.
  pipeline(bytes, response, () => undefined);
}

/** Not Express' own way: it answers 304 where the tag is known, but what is allowed depends on the caller and the time too. */
function write(response: Response, status: number, type: string, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': bytes.length });
  response.end(bytes);
}

export function sendProblem(response: Response, problem: Problem, instance: string): void {
  const { status } = PROBLEMS[problem.code];
  response.locals['code'] = problem.code;
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (status === 503) response.setHeader('Retry-After', '5');
  // The rest of a body that is not wanted is not read either.
  if (status === 413) response.setHeader('Connection', 'close');
  write(response, status, 'application/problem+json', problemDocument(problem, instance, requestIdOf(response)));
}

export function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** The command that an answer is about; a single decision carries its command's id. */
export function commandIdOf(reply: Reply | Download): string | undefined {
  if (reply.kind !== 'json' || typeof reply.body !== 'object' || reply.body === null) return undefined;
  const { commandId, decision } = reply.body as { readonly commandId?: unknown; readonly decision?: { readonly id?: unknown } | null };
  const id = commandId ?? decision?.id;
  return typeof id === 'string' ? id : undefined;
}
