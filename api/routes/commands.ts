import type { CommandName } from '../../domain/order/bodies.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import { iso } from '../../domain/shared/time.ts';
import type { GivenCommand, InboxRow, OrderRecord, Store } from '../../store/contract/store.ts';
import { ownParty } from '../auth/access.ts';
import { type Caller, callerKey } from '../auth/auth.ts';
import { actorOf, behalfErrors, behalfProblem, claimedBy, onBehalfOf, roleProblem } from '../auth/on-behalf.ts';
import { orderGivenTo, orderSeenBy, visibleOrder } from '../auth/visible.ts';
import type { AppDeps } from '../deps.ts';
import { isRepeat } from '../http/once.ts';
import { parseBy } from '../http/parsed.ts';
import { invalidProblem, type Problem, problemDocument } from '../http/problems.ts';
import { ok, type Reply, refusedBy } from '../http/reply.ts';
import { expectedVersion, newRequest } from '../http/request.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { settledClaimReply, settledFilingReply } from '../presenters/claim-answer.ts';
import { commandReply, type Settled, settledReply } from '../presenters/command-answer.ts';
import { lettersProblem } from '../presenters/letter-texts.ts';
import { messageReply } from '../presenters/message-answer.ts';
import { commandOperation } from '../reference/operation-id.ts';
import { batchAnswer, commandAnswer, commandStatus, pendingAnswer } from '../schemas/answers.ts';
import { batchSchema, COMMAND_SCHEMAS, type CommandBatch, type CommandWithPath, hasPath } from '../schemas/commands.ts';

type OrderContext<B> = Context<OrderRecord, B, unknown>;

const pending = {
  description: 'No worker has decided within 10 s; it is decided when workers return.',
  schema: pendingAnswer,
  headers: ['Location'],
} as const;
const accepted = { headers: ['ETag', 'Idempotency-Replayed'] } as const;

export function commandRoutes(): readonly Route[] {
  const single = Object.values(COMMANDS).flatMap(({ command }) => (hasPath(command) ? [commandRoute(command)] : []));
  return [...single, batchRoute(), statusRoute()];
}

function commandRoute(command: CommandWithPath): Route {
  const spec = COMMANDS[command];
  return route<OrderRecord, object>({
    method: 'post',
    path: `/v1/orders/{orderId}/commands/${command}`,
    operationId: commandOperation(command),
    tag: 'Commands',
    summary: spec.summary,
    description: `Given by: ${spec.roles.join(', ')}${spec.forOthers ? ', or support with onBehalfOf' : ''}. From: ${Object.keys(spec.moves).join(', ')}.`,
    load: visibleOrder,
    loadGiven: orderGivenTo,
    refuseBody: ({ caller, raw }) => behalfProblem(caller, spec, raw),
    body: COMMAND_SCHEMAS[command],
    takesIfMatch: true,
    answers: { 200: { description: 'Accepted.', schema: commandAnswer, ...accepted }, 202: pending },
    handle: async (context) => {
      const errors = behalfErrors(onBehalfOf(context.body), context.found.state);
      if (errors.length > 0 && !(await isRepeat(context))) return refusedBy(invalidProblem(errors));
      return give(context, [given(command, context.body)], false);
    },
  });
}

function batchRoute(): Route {
  return route<OrderRecord, CommandBatch>({
    method: 'post',
    path: '/v1/orders/{orderId}/commands',
    operationId: 'giveCommands',
    tag: 'Commands',
    summary: 'Give several commands at once: all are accepted or none.',
    load: visibleOrder,
    loadGiven: orderGivenTo,
    refuseBody: ({ caller, raw }) => batchProblem(caller, raw),
    body: batchSchema,
    takesIfMatch: true,
    answers: { 200: { description: 'All accepted.', schema: batchAnswer, ...accepted }, 202: pending },
    handle: (context) => giveBatch(context),
  });
}

/** Each command of a batch is judged as if it were given alone; what cannot be read yet is left to the schema. */
function batchProblem(caller: Caller, raw: unknown): Problem | null {
  for (const [index, one] of batchItems(raw).entries()) {
    const command = commandOf(one);
    if (command === null) continue;
    const body = typeof one === 'object' && one !== null && 'body' in one ? one.body : undefined;
    const problem = roleProblem(caller, COMMANDS[command]) ?? behalfProblem(caller, COMMANDS[command], body);
    if (problem) return { ...problem, index };
  }
  return null;
}

async function giveBatch(context: OrderContext<CommandBatch>): Promise<Reply> {
  const { commands } = context.body;
  const isOfOthers = commands.some(({ body }) => behalfErrors(onBehalfOf(body), context.found.state).length > 0);
  const isNew = isOfOthers && !(await isRepeat(context));
  const checked = commands.map(({ command, body = {}, occurredAt }, index) => {
    const pointer = `/commands/${index}/body`;
    const parsed = parseBy<object>(COMMAND_SCHEMAS[command], body, pointer);
    const party = onBehalfOf(body);
    const ofOthers = isNew ? behalfErrors(party, context.found.state, `${pointer}/onBehalfOf/id`) : [];
    const errors = parsed.ok ? ofOthers : parsed.errors;
    return { errors, party, command: given(command, parsed.ok ? parsed.value : {}, occurredAt) };
  });
  const errors: FieldError[] = checked.flatMap((one) => one.errors);
  const [first] = checked;
  const other = checked.findIndex(({ party }) => party?.role !== first?.party?.role || party?.id !== first?.party?.id);
  if (other >= 0) errors.push({ pointer: `/commands/${other}/body/onBehalfOf`, message: 'differs: one request speaks for one person' });
  if (errors.length > 0) {
    const index = checked.findIndex((one) => one.errors.length > 0);
    return refusedBy({ ...invalidProblem(errors), index: index >= 0 ? index : other });
  }
  return give(
    context,
    checked.map((one) => one.command),
    true,
  );
}

async function give(context: OrderContext<object>, commands: readonly GivenCommand[], isBatch: boolean): Promise<Reply> {
  const { deps, caller, found, ifMatch } = context;
  const actor = actorOf(caller, onBehalfOf(commands[0]?.body));
  const authority = claimedBy(caller, found.state);
  const order = { orderId: found.orderId, actor, authority, expectedVersion: expectedVersion(ifMatch, found.state.version), commands };
  const request = newRequest(context, order);
  const blocked = lettersProblem(deps, found, commands, isBatch);
  // A repeat of what was taken gets its first answer, whatever is checked by now.
  const isRepeat = blocked !== null && context.idempotencyKey !== null && (await deps.store.inbox.find(request.commandId)) !== null;
  if (blocked && !isRepeat) return refusedBy(blocked);
  const result = await deps.commands.give(found, request);
  return commandReply(deps.store, caller, { commandId: request.commandId, order, isBatch }, result);
}

/** The border between a checked body and its type: the schemas and the domain's bodies are compared by the tests. */
function given(command: CommandName, body: object, occurredAt?: string): GivenCommand {
  return { command, body: body as GivenCommand['body'], ...(occurredAt === undefined ? {} : { occurredAt }) };
}

function batchItems(raw: unknown): readonly unknown[] {
  return typeof raw === 'object' && raw !== null && 'commands' in raw && Array.isArray(raw.commands) ? raw.commands.slice(0, 20) : [];
}

function commandOf(one: unknown): CommandWithPath | null {
  if (typeof one !== 'object' || one === null || !('command' in one) || typeof one.command !== 'string') return null;
  return Object.hasOwn(COMMAND_SCHEMAS, one.command) ? (one.command as CommandWithPath) : null;
}

type FoundCommand = InboxRow;

function statusRoute(): Route {
  return route<FoundCommand>({
    method: 'get',
    path: '/v1/commands/{commandId}',
    operationId: 'getCommand',
    tag: 'Commands',
    summary: 'How a command ended, or that it is still to be decided.',
    load: ({ deps, caller, ids }) => visibleCommand(deps, caller, ids['commandId'] ?? ''),
    answers: { 200: { description: 'Its outcome, with what it was or would have been answered.', schema: commandStatus } },
    handle: async ({ deps, caller, found, path, requestId }) => {
      const { commandId, answer } = found;
      // A claim's receipt decides whether it was in time.
      const receipt = found.path.endsWith('/claims') ? { receivedAt: iso(found.receivedAt) } : {};
      if (!answer) return ok({ outcome: 'PENDING', commandId, ...receipt });
      if (answer.outcome === 'ANSWERED') throw new Error('a command has no such answer');
      const reply = await statusReply(deps.store, caller, found, answer);
      if (reply.kind === 'json') return ok({ ...(reply.body as object), outcome: 'ACCEPTED', commandId }, reply.headers);
      return ok({ outcome: 'REFUSED', commandId, ...problemDocument(reply.problem, path, requestId) });
    },
  });
}

/** As the command's own path would have answered. */
function statusReply(store: Store, caller: Caller, found: FoundCommand, answer: Settled): Promise<Reply> | Reply {
  const { commandId, order, claim, path } = found;
  if (claim) return settledClaimReply(store, caller, { commandId, claim }, answer);
  if (!order) throw new Error('a command is given to an order or a claim');
  if (path.endsWith('/messages')) return messageReply(commandId, answer);
  if (path.endsWith('/claims')) return settledFilingReply(store, caller, order.orderId, answer);
  return settledReply(store, caller, { commandId, order, isBatch: path.endsWith('/commands') }, answer);
}

/** Its caller's, or for those who see every order. Other requests have no commands' outcome. */
async function visibleCommand(deps: AppDeps, caller: Caller, commandId: string): Promise<FoundCommand | null> {
  const row = await deps.store.inbox.find(commandId);
  const orderId = row?.order?.orderId ?? row?.claim?.orderId;
  if (!row || orderId === undefined) return null;
  if (ownParty(caller)) return row.caller === callerKey(caller) ? row : null;
  return caller.scope && !(await orderSeenBy(deps, caller, orderId)) ? null : row;
}
