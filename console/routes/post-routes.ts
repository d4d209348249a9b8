import type { Express, Request, Response } from 'express';
import { PROBLEMS, type Problem } from '../../api/http/problems.ts';
import { commandIdOf, type Reply } from '../../api/http/reply.ts';
import { requestIdOf } from '../../api/http/request-id.ts';
import { hasPath } from '../../api/schemas/commands.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import type { CancellationQuote } from '../../domain/order/money/quote.ts';
import type { OrderRecord } from '../../store/contract/store.ts';
import { notFromThisPage, seeOther, sendReply } from '../answer.ts';
import { readForm } from '../form-body.ts';
import { commandFields, type Returned, startOf } from '../forms/action-form.ts';
import { one, type Raw } from '../forms/field.ts';
import { messageFields } from '../forms/message-form.ts';
import { type BodyRead, readBody } from '../forms/read.ts';
import { post } from '../give.ts';
import { formSubject } from '../pages/order-data.ts';
import { mayPost, type Session, sessionOf } from '../session.ts';
import { type ConsoleParts, drawOrder, nameRoute, orderOf, textOf } from './page-routes.ts';

/** A form that was sent: by whom, about which order, with what. */
interface Sent {
  readonly session: Session;
  readonly record: OrderRecord;
  readonly raw: Raw;
  readonly parts: ConsoleParts;
  readonly response: Response;
}

/** What a form stands for: the route that takes it, and how it comes back when it is refused. */
interface Meant {
  readonly command: string;
  readonly path: string;
  readonly read: BodyRead;
}

export function mountForms(app: Express, parts: ConsoleParts): void {
  const onPost = (path: string, take: (sent: Sent, request: Request) => Promise<void>): void => {
    app.post(path, nameRoute(path), async (request: Request, response: Response) => {
      const sent = await received(request, response, parts);
      if (sent) await take(sent, request);
    });
  };
  onPost('/console/orders/:orderId/commands/:command', (sent, request) => giveCommand(sent, textOf(request.params['command'])));
  onPost('/console/orders/:orderId/cancellation-quotes', (sent) => quote(sent));
  onPost('/console/orders/:orderId/messages', (sent) => write(sent));
}

/** Who sent it, from where, about what; whatever is wrong is answered here. */
async function received(request: Request, response: Response, parts: ConsoleParts): Promise<Sent | null> {
  const session = await sessionOf(request, parts.gate);
  const raw = await readForm(request);
  if (!session) {
    seeOther(response, '/console/login');
    return null;
  }
  if (raw === null || !mayPost(request, session, one(raw, 'formToken'))) {
    notFromThisPage(response, session);
    return null;
  }
  const record = await orderOf(request, parts, session.caller);
  if (!record) {
    sendReply(response, { status: 404, title: 'No such order', text: 'There is no such order, or it is not yours to see.', session });
    return null;
  }
  return { session, record, raw, parts, response };
}

async function giveCommand(sent: Sent, name: string): Promise<void> {
  const { record, raw, session, response } = sent;
  const command = Object.values(COMMANDS).find((spec) => spec.command === name)?.command;
  if (command === undefined || !hasPath(command)) {
    sendReply(response, { status: 404, title: 'No such action', text: 'Nothing was done.', session });
    return;
  }
  const subject = await formSubject(sent.parts.deps, session, record);
  const unchanged = command === 'amend' ? startOf(command, subject) : null;
  const read = readBody(commandFields(command, subject, raw), raw, partiesOf(record), unchanged);
  const quoteId = one(raw, 'quoteId');
  const body = quoteId === '' ? read.body : { ...read.body, quoteId };
  const meant = { command, path: `/v1/orders/{orderId}/commands/${command}`, read: { ...read, body } };
  const reply = await posted(sent, meant);
  if (reply.kind === 'json') arrived(sent, reply);
  else await comeBack(sent, { command, raw, problem: reply.problem });
}

async function quote(sent: Sent): Promise<void> {
  const { raw, record, session } = sent;
  const subject = await formSubject(sent.parts.deps, session, record);
  const read = readBody(commandFields('cancel', subject, raw), raw, partiesOf(record)).body;
  // In whose name it is cancelled decides on the fee too.
  const body = Object.fromEntries(Object.entries(read).filter(([key]) => ['reasonCode', 'initiatedBy', 'onBehalfOf'].includes(key)));
  const path = '/v1/orders/{orderId}/cancellation-quotes';
  const reply = await posted(sent, { command: 'cancel', path, read: { body, errors: [] } });
  if (reply.kind === 'problem') await comeBack(sent, { command: 'cancel', raw, problem: reply.problem });
  // The route's answer is the quote, as its schema in the reference says.
  else await comeBack(sent, { command: 'cancel', raw, problem: null, quote: reply.body as CancellationQuote });
}

async function write(sent: Sent): Promise<void> {
  const { record, raw, session, response } = sent;
  const fields = messageFields(await formSubject(sent.parts.deps, session, record));
  if (fields === null) {
    sendReply(response, {
      status: 403,
      title: 'Not for this role',
      text: 'Your role does not write, or the order is over. Nothing was sent.',
      session,
    });
    return;
  }
  const read = readBody(fields, raw, partiesOf(record));
  const reply = await posted(sent, { command: 'send-message', path: '/v1/orders/{orderId}/messages', read });
  if (reply.kind === 'json') seeOther(response, `/console/orders/${record.orderId}#conversation`);
  else await comeBack(sent, { command: 'send-message', raw, problem: reply.problem });
}

async function posted({ parts, session, record, raw, response }: Sent, { path, read }: Meant): Promise<Reply> {
  if (read.errors.length > 0) {
    const problem: Problem = { code: 'invalid_request', detail: 'Nothing was done.', errors: read.errors };
    return { kind: 'problem', problem };
  }
  return post(parts.deps, session.caller, {
    path,
    ids: { orderId: record.orderId },
    body: read.body,
    idempotencyKey: one(raw, 'idempotencyKey'),
    version: one(raw, 'version'),
    requestId: requestIdOf(response),
  });
}

function arrived({ response, record }: Sent, reply: Extract<Reply, { kind: 'json' }>): void {
  const commandId = commandIdOf(reply);
  seeOther(response, `/console/orders/${record.orderId}${commandId === undefined ? '' : `?done=${encodeURIComponent(commandId)}`}`);
}

/** The order as it is now, with the form as it was typed. */
async function comeBack({ parts, session, record, response }: Sent, returned: Returned): Promise<void> {
  const now = await parts.deps.store.orders.get(record.orderId);
  const status = returned.problem ? PROBLEMS[returned.problem.code].status : 200;
  // The address stays that of the order: where the form was posted to is no page.
  response.setHeader('HX-Replace-Url', `/console/orders/${record.orderId}`);
  await drawOrder(response, parts, session, now ?? record, { result: null, returned, kind: null }, status);
}

function partiesOf({ state }: OrderRecord) {
  return { timeZone: state.timeZone, providerId: state.providerId, customerId: state.customerId };
}
