import { checkMessage, type GateFinding } from '../../channels/message-gate.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { allowedPurposes } from '../../domain/order/views/purposes.ts';
import { type Actor, type Role, rolesOf } from '../../domain/shared/actor.ts';
import type { GivenCommand, MessageRow, OrderRecord } from '../../store/contract/store.ts';
import { actorOf, behalfErrors, behalfProblem, claimedBy, onBehalfOf } from '../auth/on-behalf.ts';
import { orderGivenTo, visibleOrder } from '../auth/visible.ts';
import { answeredOnce, isRepeat, rememberedOnce } from '../http/once.ts';
import { invalidField, invalidProblem, type Problem } from '../http/problems.ts';
import { ok, type Reply, refusedBy } from '../http/reply.ts';
import { expectedVersion, newRequest } from '../http/request.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { pageOf } from '../list-page.ts';
import { conversationOf } from '../presenters/conversation.ts';
import { messageIdOf, messageResultReply } from '../presenters/message-answer.ts';
import { readerOf } from '../presenters/readers.ts';
import { message, messageChecked, messageTaken, page, pendingAnswer } from '../schemas/answers.ts';
import { type ListParams, pageQuery } from '../schemas/queries.ts';
import { messageSchema, type NewMessage } from '../schemas/requests.ts';

type MessageContext = Context<OrderRecord, NewMessage, unknown>;

const ORDER_PATH = '/v1/orders/{orderId}/messages';

export function messageRoutes(): readonly Route[] {
  return [sendRoute(), checkRoute(), conversationRoute()];
}

function sendRoute(): Route {
  return route<OrderRecord, NewMessage>({
    method: 'post',
    path: ORDER_PATH,
    operationId: 'sendMessage',
    tag: 'Messages',
    summary: "Write to the customer; a customer's message is inbound and never blocked.",
    load: visibleOrder,
    loadGiven: orderGivenTo,
    ...writersRights(),
    body: messageSchema,
    takesIfMatch: true,
    answers: {
      201: { description: 'Taken; it is sent within seconds.', schema: messageTaken, headers: ['Idempotency-Replayed'] },
      202: { description: 'No worker has decided within 10 s.', schema: pendingAnswer, headers: ['Location'] },
    },
    handle: async (context) => {
      const problem = valueProblem(context);
      if (problem && !(await isRepeat(context))) return refusedBy(problem);
      return context.caller.role === 'customer' ? receive(context) : write(context);
    },
  });
}

function checkRoute(): Route {
  return route<OrderRecord, NewMessage>({
    method: 'post',
    path: `${ORDER_PATH}/check`,
    operationId: 'checkMessage',
    tag: 'Messages',
    summary: 'What would speak against a message; sends nothing.',
    load: visibleOrder,
    ...writersRights(),
    body: messageSchema,
    answers: { 200: { description: 'Whether it would be taken.', schema: messageChecked } },
    handle: (context) => {
      const problem = valueProblem(context);
      if (problem) return Promise.resolve(refusedBy(problem));
      const reasons = context.caller.role === 'customer' ? [] : findings(context);
      return rememberedOnce(context, () => ok({ allowed: reasons.length === 0, reasons }));
    },
  });
}

function conversationRoute(): Route {
  return route<OrderRecord, unknown, ListParams>({
    method: 'get',
    path: ORDER_PATH,
    operationId: 'getMessages',
    tag: 'Messages',
    summary: 'The conversation of the order; blocked attempts for support only.',
    load: visibleOrder,
    query: pageQuery,
    answers: { 200: { description: 'A page of it, oldest first.', schema: page(message) } },
    handle: async (context) => {
      const { deps, caller, found } = context;
      const [rows, reader] = await Promise.all([deps.store.messages.of(found.orderId), readerOf(deps.store, caller, found)]);
      return ok(pageOf(context, conversationOf(reader, rows)));
    },
  });
}

/** A customer writes in its own name; for the others it is a command like any other. */
function writersRights() {
  return {
    refuseBody: ({ caller, raw }: Pick<MessageContext, 'caller'> & { readonly raw: unknown }) =>
      caller.role === 'customer' && onBehalfOf(raw) === undefined ? null : behalfProblem(caller, COMMANDS['send-message'], raw),
  };
}

function valueProblem({ caller, body, found }: MessageContext): Problem | null {
  if (caller.role === 'customer' && body.text === undefined)
    return invalidField('/text', 'is needed: templates are for those who write to customers');
  const errors = behalfErrors(onBehalfOf(body), found.state);
  return errors.length > 0 ? invalidProblem(errors) : null;
}

/** The gate judges before the rules; a repeat of a key meets neither, it gets its first answer. */
async function write(context: MessageContext): Promise<Reply> {
  const { deps, caller, found, body, ifMatch } = context;
  const actor = actorOf(caller, onBehalfOf(body));
  const command: GivenCommand = { command: 'send-message', body: body as GivenCommand<'send-message'>['body'] };
  const authority = claimedBy(caller, found.state);
  const order = {
    orderId: found.orderId,
    actor,
    authority,
    expectedVersion: expectedVersion(ifMatch, found.state.version),
    commands: [command],
  };
  const request = newRequest(context, order);
  const before = context.idempotencyKey === null ? null : await deps.store.inbox.find(request.commandId);
  const isBlockedBefore = before !== null && before.order === null;
  const reasons = before === null || isBlockedBefore ? findings(context) : [];
  if (reasons.length > 0 || isBlockedBefore) return block(context, actor, reasons);
  return messageResultReply(request.commandId, await deps.commands.give(found, request));
}

/** Kept, so that support sees what somebody tried to write. */
function block(context: MessageContext, from: Actor, reasons: readonly GateFinding[]): Promise<Reply> {
  return answeredOnce(context, async (tx, commandId) => {
    await tx.addMessage({
      ...rowOf(context, from, commandId, await tx.now()),
      direction: 'OUTBOUND',
      to: 'CUSTOMER',
      status: 'BLOCKED',
      reasons,
    });
    return refusedBy({
      code: 'message_blocked',
      detail: `The message was not taken: ${reasons.map(({ code }) => code).join(', ')}.`,
      reasons,
    });
  });
}

function receive(context: MessageContext): Promise<Reply> {
  return answeredOnce(context, async (tx, commandId) => {
    const row = rowOf(context, actorOf(context.caller, undefined), commandId, await tx.now());
    await tx.addMessage({ ...row, direction: 'INBOUND', to: 'SUPPORT', status: 'RECEIVED', reasons: [] });
    return { kind: 'json', status: 201, body: { messageId: row.messageId, status: 'RECEIVED' } };
  });
}

type RowStart = Omit<MessageRow, 'direction' | 'to' | 'status' | 'reasons'>;

function rowOf({ body, found }: MessageContext, from: Actor, commandId: string, createdAt: number): RowStart {
  return {
    messageId: messageIdOf(commandId),
    orderId: found.orderId,
    purpose: body.purpose,
    from,
    templateId: body.templateId ?? null,
    variables: body.variables ?? {},
    locale: body.locale ?? found.state.locale,
    subject: null,
    text: body.text ?? null,
    attempts: 0,
    holdId: body.holdId ?? null,
    createdAt,
    sentAt: null,
  };
}

/** What the gate has against it, for this writer and as the order stands. */
function findings({ deps, caller, found, body }: MessageContext): readonly GateFinding[] {
  const { state, terms } = found;
  const rules = deps.policies.get(terms.policy.id, terms.policy.version)?.messages;
  const party = onBehalfOf(body);
  const roles: readonly Role[] = party ? [party.role === 'PROVIDER' ? 'provider' : 'customer'] : rolesOf(caller.role);
  const isForRole = (purpose: NewMessage['purpose']): boolean => rules?.purposes[purpose].some((role) => roles.includes(role)) ?? true;
  const content =
    body.templateId === undefined ? { text: body.text ?? '' } : { templateId: body.templateId, variables: body.variables ?? {} };
  return checkMessage({
    ...content,
    purpose: body.purpose,
    locale: body.locale,
    orderLocale: state.locale,
    allowedPurposes: allowedPurposes(state).filter(isForRole),
    order: found,
    ...(rules ? { maxLength: rules.maxLength, packLocales: rules.locales } : {}),
  });
}
