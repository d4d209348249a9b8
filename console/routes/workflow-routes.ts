import type { Express, Request, Response } from 'express';
import { PROBLEMS } from '../../api/http/problems.ts';
import { requestIdOf } from '../../api/http/request-id.ts';
import { seeOther, sendReply } from '../answer.ts';
import { readForm } from '../form-body.ts';
import { one } from '../forms/field.ts';
import { post } from '../give.ts';
import { mayPost, sessionOf } from '../session.ts';
import { type ConsoleParts, nameRoute, textOf } from './page-routes.ts';

/** The button at a workflow that stands still; who may press it says the API's own route. */
export function mountRestart(app: Express, parts: ConsoleParts): void {
  for (const [kind, name] of [
    ['orders', 'orderId'],
    ['claims', 'claimId'],
  ] as const) {
    const path = `/console/${kind}/:${name}/workflow/restart`;
    app.post(path, nameRoute(path), (request: Request, response: Response) => {
      const id = textOf(request.params[name]);
      return restart(request, response, parts, {
        path: `/v1/${kind}/{${name}}/workflow/restart`,
        ids: { [name]: id },
        page: `/console/${kind}/${id}`,
      });
    });
  }
}

interface Meant {
  readonly path: string;
  readonly ids: Readonly<Record<string, string>>;
  readonly page: string;
}

async function restart(request: Request, response: Response, { deps, gate }: ConsoleParts, { path, ids, page }: Meant): Promise<void> {
  const session = await sessionOf(request, gate);
  const raw = await readForm(request);
  if (!session) return seeOther(response, '/console/login');
  if (raw === null || !mayPost(request, session, one(raw, 'formToken'))) {
    const text = 'Nothing was done. Open the page again and send its form.';
    return sendReply(response, { status: 403, title: 'Not from this page', text, session });
  }
  const idempotencyKey = one(raw, 'idempotencyKey');
  const reply = await post(deps, session.caller, { path, ids, body: {}, idempotencyKey, version: null, requestId: requestIdOf(response) });
  if (reply.kind === 'json') return seeOther(response, page);
  const { status, title } = PROBLEMS[reply.problem.code];
  return sendReply(response, { status, title, text: reply.problem.detail, session });
}
