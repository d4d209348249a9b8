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

export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'json', status: 200, body, headers };
}

export function refusedBy(problem: Problem, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'problem', problem, headers };
}

export function send(response: Response, reply: Reply, instance: string): void {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (reply.kind === 'json') response.status(reply.status).json(reply.body);
  else sendProblem(response, reply.problem, instance);
}

export function sendProblem(response: Response, problem: Problem, instance: string): void {
  const { status } = PROBLEMS[problem.code];
  response.locals['code'] = problem.code;
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (status === 503) response.setHeader('Retry-After', '5');
  // The rest of a body that is not wanted is not read either.
  if (status === 413) response.setHeader('Connection', 'close');
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem, instance, requestIdOf(response))));
}

export function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}
