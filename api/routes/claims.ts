import type { z } from 'zod';
import { claimEligibility } from '../../domain/claim/filing/eligibility.ts';
import { claimTimelineEntry } from '../../domain/claim/views/timeline.ts';
import { claimSummary } from '../../domain/claim/views/view.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimFilter, ClaimRecord, GivenCommand, OrderRecord } from '../../store/contract/store.ts';
import { maySee, ownParty } from '../auth/access.ts';
import type { Caller } from '../auth/auth.ts';
import { actorOf, behalfErrors, behalfProblem, claimedBy, onBehalfOf } from '../auth/on-behalf.ts';
import { nothingNamed, orderGivenTo, orderSeenBy, visibleOrder } from '../auth/visible.ts';
import type { AppDeps } from '../deps.ts';
import { isRepeat } from '../http/once.ts';
import { invalidProblem, NOT_FOUND } from '../http/problems.ts';
import { ok, type Reply, refusedBy } from '../http/reply.ts';
import { newRequest } from '../http/request.ts';
import { type Context, type PathIds, type Route, route } from '../http/route.ts';
import { pageOf, placesOf } from '../list-page.ts';
import { filingReply, shownClaim } from '../presenters/claim-answer.ts';
import { orderNow } from '../presenters/order-now.ts';
import { claimReader } from '../presenters/readers.ts';
import { page } from '../schemas/answers.ts';
import {
  claim,
  claimListQuery,
  claimPending,
  claimReport,
  claimSummarySchema,
  claimTimelineItem,
  eligibilityAnswer,
  eligibilityQuery,
  fileClaimSchema,
  type NewClaim,
} from '../schemas/claims.ts';
import { type ListParams, limitOf, pageQuery } from '../schemas/queries.ts';

type ListQuery = z.infer<typeof claimListQuery>;

export function claimRoutes(): readonly Route[] {
  return [eligibilityRoute(), fileRoute(), listRoute(), readRoute(), timelineRoute(), reportRoute()];
}

function eligibilityRoute(): Route {
  return route<OrderRecord, unknown, z.infer<typeof eligibilityQuery>>({
    method: 'get',
    path: '/v1/orders/{orderId}/claim-eligibility',
    operationId: 'getClaimEligibility',
    tag: 'Claims',
    summary: 'Whether a claim can be made, with every condition, the fact behind it and what would fix it.',
    load: visibleOrder,
    query: eligibilityQuery,
    answers: { 200: { description: 'By the function that judges the claim itself.', schema: eligibilityAnswer } },
    handle: async ({ deps, found, query }) => {
      const { state, terms } = found;
      const claimantRole = query.claimantRole ?? terms.claimWindow?.claimant ?? 'CUSTOMER';
      const now = await orderNow(deps.store, found);
      const { closesAt, ...answer } = claimEligibility({ state, terms, claimantRole, now, filing: null });
      return ok({ ...answer, closesAt: closesAt === null ? null : iso(closesAt) });
    },
  });
}

function fileRoute(): Route {
  const spec = COMMANDS['file-claim'];
  return route<OrderRecord, NewClaim>({
    method: 'post',
    path: '/v1/orders/{orderId}/claims',
    operationId: 'fileClaim',
    tag: 'Claims',
    summary: 'File a claim. Its receipt alone decides whether it was in time, whenever it is judged.',
    load: visibleOrder,
    loadGiven: orderGivenTo,
    refuseBody: ({ caller, raw }) => behalfProblem(caller, spec, raw),
    body: fileClaimSchema,
    answers: {
      201: { description: 'Accepted: the claim.', schema: claim, headers: ['Location', 'ETag', 'Idempotency-Replayed'] },
      202: { description: 'Received, and judged when workers return.', schema: claimPending, headers: ['Location'] },
    },
    handle: (context) => file(context),
  });
}

async function file(context: Context<OrderRecord, NewClaim, unknown>): Promise<Reply> {
  const { deps, caller, found, body } = context;
  const { state, orderId } = found;
  const errors = behalfErrors(onBehalfOf(body), state);
  if (errors.length > 0 && !(await isRepeat(context))) return refusedBy(invalidProblem(errors));
  const party = body.claimant.role === 'CUSTOMER' ? state.customerId : state.sellerId;
  if (body.claimant.id !== party) return refusedBy(NOT_FOUND);
  const command = { command: 'file-claim', body: body as GivenCommand<'file-claim'>['body'] } as const;
  const actor = actorOf(caller, onBehalfOf(body));
  const request = newRequest(context, { orderId, actor, authority: claimedBy(caller, state), expectedVersion: null, commands: [command] });
  return filingReply(deps.store, caller, orderId, await deps.commands.give(found, request));
}

function listRoute(): Route {
  return route<object, unknown, ListQuery>({
    method: 'get',
    path: '/v1/claims',
    operationId: 'listClaims',
    tag: 'Claims',
    summary: 'Claims, newest first.',
    load: nothingNamed,
    query: claimListQuery,
    answers: { 200: { description: 'A page of claims, in short.', schema: page(claimSummarySchema) } },
    handle: async (context) => {
      const { deps, caller, query } = context;
      const places = placesOf(context);
      const { items, nextCursor } = await deps.store.claims.list(visibleFilter(caller, { ...query, ...places.given }));
      const shown = await Promise.all(items.map(async (one) => claimSummary(one, await claimReader(deps.store, caller, one))));
      return ok({ items: shown, nextCursor: places.next(nextCursor) });
    },
  });
}

function visibleFilter(caller: Caller, { state, open, limit, cursor }: ListQuery): ClaimFilter {
  return {
    limit: limitOf(limit),
    ...(state === undefined ? {} : { state }),
    ...(open === undefined ? {} : { isOpen: open === 'true' }),
    ...(cursor === undefined ? {} : { cursor }),
    ...claimsSeenBy(caller),
  };
}

/** What a list of claims is limited to for this caller. */
export function claimsSeenBy(caller: Caller): Pick<ClaimFilter, 'party' | 'scope'> {
  const party = ownParty(caller);
  return { ...(party ? { party } : {}), ...(caller.scope ? { scope: caller.scope } : {}) };
}

function readRoute(): Route {
  return route<ClaimRecord>({
    method: 'get',
    path: '/v1/claims/{claimId}',
    operationId: 'getClaim',
    tag: 'Claims',
    summary: 'All of a claim in one read.',
    load: visibleClaim,
    answers: { 200: { description: 'The claim as this caller sees it.', schema: claim, headers: ['ETag'] } },
    handle: async ({ deps, caller, found }) => {
      const { body, headers } = await shownClaim(deps.store, found, caller);
      return ok(body, headers);
    },
  });
}

function timelineRoute(): Route {
  return route<ClaimRecord, unknown, ListParams>({
    method: 'get',
    path: '/v1/claims/{claimId}/timeline',
    operationId: 'getClaimTimeline',
    tag: 'Claims',
    summary: 'Every event of the claim, in a hash chain of its own.',
    load: visibleClaim,
    query: pageQuery,
    answers: { 200: { description: 'A page of it, oldest first.', schema: page(claimTimelineItem) } },
    handle: async (context) => {
      const { deps, caller, found } = context;
      const [events, reader] = await Promise.all([deps.store.claims.timeline(found.claimId), claimReader(deps.store, caller, found)]);
      return ok(
        pageOf(
          context,
          events.flatMap((linked) => claimTimelineEntry(linked, reader) ?? []),
        ),
      );
    },
  });
}

function reportRoute(): Route {
  return route<object>({
    method: 'get',
    path: '/v1/reports/claims',
    operationId: 'getClaimReport',
    tag: 'Reports',
    summary: 'Open claims by state and age, decided ones by outcome, days to the decision, exceptions.',
    load: nothingNamed,
    answers: { 200: { description: 'As of now.', schema: claimReport } },
    handle: async ({ deps, caller }) => ok(await deps.store.claims.report(caller.scope)),
  });
}

/** The claim that the path names, for those who may see its order. */
export async function visibleClaim({
  deps,
  caller,
  ids,
}: {
  readonly deps: AppDeps;
  readonly caller: Caller;
  readonly ids: PathIds;
}): Promise<ClaimRecord | null> {
  const found = await deps.store.claims.get(ids['claimId'] ?? '');
  if (!found) return null;
  // Who sold the order is known to the order alone.
  if (caller.scope) return (await orderSeenBy(deps, caller, found.orderId)) ? found : null;
  return maySee(caller, { ...found.state, sellerId: null }) ? found : null;
}
