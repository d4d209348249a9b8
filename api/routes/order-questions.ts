import { z } from 'zod';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { refusalBefore } from '../../domain/order/decide.ts';
import { cancellationQuote } from '../../domain/order/money/quote.ts';
import { allowedActions } from '../../domain/order/views/actions.ts';
import { completionCheck } from '../../domain/order/visit/completion.ts';
import type { Initiator } from '../../domain/shared/actor.ts';
import { BY_PARTY } from '../../domain/shared/deciding/authority.ts';
import { type Instant, iso } from '../../domain/shared/time.ts';
import type { OrderRecord } from '../../store/contract/store.ts';
import { actorOf, behalfErrors, behalfProblem, onBehalfOf } from '../auth/on-behalf.ts';
import { visibleOrder } from '../auth/visible.ts';
import { isRepeat, rememberedOnce } from '../http/once.ts';
import { invalidField, invalidProblem, refusalProblem } from '../http/problems.ts';
import { ok, type Reply, refusedBy } from '../http/reply.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { pageOf } from '../list-page.ts';
import { feesFor } from '../presenters/fees.ts';
import { orderNow, viewFacts } from '../presenters/order-now.ts';
import { action, completion, feeItem, page, quote } from '../schemas/answers.ts';
import { COMMAND_SCHEMAS, hasPath } from '../schemas/commands.ts';
import { LIMIT_MAX, type ListParams, pageQuery } from '../schemas/queries.ts';
import { quoteSchema } from '../schemas/requests.ts';

type Quoted = z.infer<typeof quoteSchema>;

/** What one can ask about an order without changing it: answered by the functions that decide. */
export function orderQuestionRoutes(): readonly Route[] {
  return [actionsRoute(), completionRoute(), feesRoute(), quoteRoute()];
}

function actionsRoute(): Route {
  return route<OrderRecord, unknown, ListParams>({
    method: 'get',
    path: '/v1/orders/{orderId}/actions',
    operationId: 'getActions',
    tag: 'Orders',
    summary: 'What this caller can do now, what keeps the rest from being possible, and a JSON Schema of each body.',
    load: visibleOrder,
    query: pageQuery,
    answers: { 200: { description: `The commands of this caller; ${LIMIT_MAX} where no limit is given.`, schema: page(action) } },
    handle: async (context) => {
      const { deps, caller, found } = context;
      const [now, facts] = await Promise.all([orderNow(deps.store, found), viewFacts(deps.store, found)]);
      const actions = allowedActions(found, actorOf(caller, undefined), now, facts);
      const items = actions.flatMap((one) => (hasPath(one.command) ? [{ ...one, bodySchema: bodySchema(one.command) }] : []));
      return ok(pageOf(context, items, LIMIT_MAX));
    },
  });
}

const bodySchemas = new Map<string, object>();

/** The JSON Schema of a command's body; made once, since it never changes while the program runs. */
export function bodySchema(command: keyof typeof COMMAND_SCHEMAS): object {
  const made = bodySchemas.get(command) ?? z.toJSONSchema(COMMAND_SCHEMAS[command], { io: 'input', reused: 'inline' });
  bodySchemas.set(command, made);
  return made;
}

function completionRoute(): Route {
  return route<OrderRecord>({
    method: 'get',
    path: '/v1/orders/{orderId}/completion-check',
    operationId: 'getCompletionCheck',
    tag: 'Orders',
    summary: 'Whether the order may be completed, by the function that the command itself uses.',
    load: visibleOrder,
    answers: { 200: { description: 'Every requirement and its verdict.', schema: completion } },
    handle: async ({ found }) => {
      const requirements = completionCheck(found.state, found.terms);
      return ok({ passed: requirements.every(({ verdict }) => verdict !== 'FAILED'), requirements });
    },
  });
}

function feesRoute(): Route {
  return route<OrderRecord, unknown, ListParams>({
    method: 'get',
    path: '/v1/orders/{orderId}/fees',
    operationId: 'getFees',
    tag: 'Money',
    summary: "The fees of the order, each with the caller's own entries in the ledger; the desk's has all.",
    load: visibleOrder,
    query: pageQuery,
    answers: { 200: { description: 'A page of them, oldest first.', schema: page(feeItem) } },
    handle: async (context) => {
      const { deps, caller, found } = context;
      const lines = await deps.store.ledger.entriesOf(found.orderId);
      return ok(pageOf(context, feesFor(caller, found, lines)));
    },
  });
}

function quoteRoute(): Route {
  return route<OrderRecord, Quoted>({
    method: 'post',
    path: '/v1/orders/{orderId}/cancellation-quotes',
    operationId: 'quoteCancellation',
    tag: 'Orders',
    summary: 'What cancelling would cost now; changes nothing.',
    load: visibleOrder,
    refuseBody: ({ caller, raw }) => behalfProblem(caller, COMMANDS.cancel, raw),
    body: quoteSchema,
    answers: { 200: { description: 'The quote, for `cancel` with its `quoteId`.', schema: quote } },
    handle: async (context) => {
      const errors = behalfErrors(onBehalfOf(context.body), context.found.state);
      if (errors.length > 0 && !(await isRepeat(context))) return refusedBy(invalidProblem(errors));
      const now = await orderNow(context.deps.store, context.found);
      return rememberedOnce(context, () => quoted(context, now));
    },
  });
}

function quoted({ found, caller, body }: Context<OrderRecord, Quoted, unknown>, now: Instant): Reply {
  const { state, terms } = found;
  const situation = { state, terms, now, actor: actorOf(caller, onBehalfOf(body)), authority: BY_PARTY, facts: {}, commandId: '' };
  const refusal = refusalBefore(situation, COMMANDS.cancel);
  if (refusal) return refusedBy(refusalProblem(refusal));
  const made = cancellationQuote(situation, asked(body));
  if (!made) return refusedBy(invalidField('/reasonCode', 'is not a reason for cancelling in this policy'));
  return ok({ ...made, expiresAt: iso(made.expiresAt) });
}

function asked({ reasonCode, initiatedBy }: Quoted): { readonly reasonCode: string; readonly initiatedBy?: Initiator } {
  return initiatedBy === undefined ? { reasonCode } : { reasonCode, initiatedBy };
}
