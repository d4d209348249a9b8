import type { Difference } from '../../commands/recovery/restart.ts';
import { notAllowed, unmet } from '../../domain/shared/deciding/refusal.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimRecord, OrderRecord, Stuck } from '../../store/contract/store.ts';
import { callerKey } from '../auth/auth.ts';
import { visibleOrder } from '../auth/visible.ts';
import { answeredAfter } from '../http/once.ts';
import { refusalProblem } from '../http/problems.ts';
import { ok, type Reply, refusedBy } from '../http/reply.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { type RestartBody, restartAnswer, restartSchema, workflowAnswer } from '../schemas/workflows.ts';
import { visibleClaim } from './claims.ts';

const TAG = 'Operations';
const READ_ANSWERS = { 200: { description: 'What the store and Temporal say of it.', schema: workflowAnswer } };
const RESTART_ANSWERS = {
  200: { description: 'It was started again from the store.', schema: restartAnswer, headers: ['Idempotency-Replayed'] },
} as const;

/** For who keeps the program running: a workflow that stands still, and its new beginning. */
export function workflowRoutes(): readonly Route[] {
  return [readOrderRoute(), restartOrderRoute(), readClaimRoute(), restartClaimRoute()];
}

function readOrderRoute(): Route {
  return route<OrderRecord>({
    method: 'get',
    path: '/v1/orders/{orderId}/workflow',
    operationId: 'getOrderWorkflow',
    tag: TAG,
    summary: 'Whether the workflow of the order gets on.',
    load: visibleOrder,
    answers: READ_ANSWERS,
    handle: async ({ deps, found: { orderId, state } }) => read(await deps.workflows.ofOrder(orderId), state, await stuckOf(deps, orderId)),
  });
}

function readClaimRoute(): Route {
  return route<ClaimRecord>({
    method: 'get',
    path: '/v1/claims/{claimId}/workflow',
    operationId: 'getClaimWorkflow',
    tag: TAG,
    summary: 'Whether the workflow of the claim gets on.',
    load: visibleClaim,
    answers: READ_ANSWERS,
    handle: async ({ deps, found: { orderId, claimId, state } }) =>
      read(await deps.workflows.ofClaim(claimId), state, await stuckOf(deps, orderId, claimId)),
  });
}

function restartOrderRoute(): Route {
  return route<OrderRecord, RestartBody>({
    method: 'post',
    path: '/v1/orders/{orderId}/workflow/restart',
    operationId: 'restartOrderWorkflow',
    tag: TAG,
    summary: 'Start the workflow of the order again from the store: for one that stands still, or differs from the store.',
    load: visibleOrder,
    body: restartSchema,
    answers: RESTART_ANSWERS,
    handle: (context) => answeredAfter(context, async () => restart(context, await context.deps.workflows.ofOrder(context.found.orderId))),
  });
}

function restartClaimRoute(): Route {
  return route<ClaimRecord, RestartBody>({
    method: 'post',
    path: '/v1/claims/{claimId}/workflow/restart',
    operationId: 'restartClaimWorkflow',
    tag: TAG,
    summary: 'Start the workflow of the claim again from the store.',
    load: visibleClaim,
    body: restartSchema,
    answers: RESTART_ANSWERS,
    handle: (context) => answeredAfter(context, async () => restart(context, await context.deps.workflows.ofClaim(context.found.claimId))),
  });
}

async function stuckOf({ store }: Context<never, never, never>['deps'], orderId: string, claimId?: string): Promise<Stuck | null> {
  return (await store.stuck.among([orderId])).find((one) => one.claimId === claimId) ?? null;
}

const STATES = { running: 'RUNNING', failing: 'FAILING', foreign: 'FOREIGN', absent: 'ABSENT' } as const;

function read(found: Difference | null, { sequence }: { readonly sequence: number }, stuck: Stuck | null): Reply {
  const stuckSince = stuck === null ? null : iso(stuck.since);
  if (!found) return ok({ workflowId: '', state: 'ENDED', attempts: 0, stuckSince, sequence, diverged: false, lost: [] });
  const { workflowId, health, isDiverged, lost } = found;
  const attempts = 'attempts' in health ? health.attempts : 0;
  return ok({ workflowId, state: STATES[health.kind], attempts, stuckSince, sequence: found.sequence, diverged: isDiverged, lost });
}

async function restart(
  { deps, caller, body, requestId }: Context<OrderRecord | ClaimRecord, RestartBody, unknown>,
  found: Difference | null,
): Promise<Reply> {
  if (!found) {
    const message = 'It has ended: there is no workflow to start again.';
    return refusedBy(refusalProblem(notAllowed(message, unmet('workflow.open', message, null))));
  }
  const { workflowId, sequence, lost } = found;
  const by = callerKey(caller);
  const { signals, decided } = await found.restart({ by, withoutSignals: body.withoutSignals ?? false });
  deps.logger.warn({ requestId, workflowId, by, signals, decided }, 'a workflow was started again from the store');
  return ok({ workflowId, sequence, lost, signals, decided });
}
