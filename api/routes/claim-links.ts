import type { z } from 'zod';
import { claimLinkFor } from '../../channels/claim-link.ts';
import { notAllowed, unmet } from '../../domain/shared/deciding/refusal.ts';
import { iso } from '../../domain/shared/time.ts';
import type { ClaimLinkRow, OrderRecord } from '../../store/contract/store.ts';
import { actorOf } from '../auth/on-behalf.ts';
import { visibleOrder } from '../auth/visible.ts';
import { answeredOnce } from '../http/once.ts';
import { refusalProblem } from '../http/problems.ts';
import { ok, refusedBy } from '../http/reply.ts';
import { type Route, route } from '../http/route.ts';
import { pageOf } from '../list-page.ts';
import { claimLinkItem, claimLinksRevoked, page } from '../schemas/answers.ts';
import { type ListParams, pageQuery } from '../schemas/queries.ts';
import { reasonSchema } from '../schemas/requests.ts';

/** The links of the feedback mail, without the links themselves: those are credentials, and stand nowhere. */
export function claimLinkRoutes(): readonly Route[] {
  return [listRoute(), revokeRoute()];
}

function listRoute(): Route {
  return route<OrderRecord, unknown, ListParams>({
    method: 'get',
    path: '/v1/orders/{orderId}/claim-links',
    operationId: 'getClaimLinks',
    tag: 'Claims',
    summary: 'Which letters carried a claim link, and when links were revoked; oldest first. Never the link itself.',
    load: visibleOrder,
    query: pageQuery,
    answers: { 200: { description: 'A page of what the order has given.', schema: page(claimLinkItem) } },
    handle: async (context) => {
      const { deps, found } = context;
      const rows = await deps.store.claimLinks.of(found.orderId);
      return ok(
        pageOf(
          context,
          rows.map((row) => linkView(row, rows.at(-1))),
        ),
      );
    },
  });
}

function linkView({ number, messageId, createdAt, revoked }: ClaimLinkRow, last: ClaimLinkRow | undefined) {
  const at = iso(createdAt);
  if (revoked) return { number, change: 'REVOKED', at, messageId: null, isNewest: false, by: revoked.by, reason: revoked.reason };
  return { number, change: 'GIVEN', at, messageId, isNewest: number === last?.number, by: null, reason: null };
}

type Revocation = z.infer<typeof reasonSchema>;

function revokeRoute(): Route {
  return route<OrderRecord, Revocation>({
    method: 'post',
    path: '/v1/orders/{orderId}/claim-links/revoke',
    operationId: 'revokeClaimLinks',
    tag: 'Claims',
    summary: 'End every claim link that the order has given. `resend-claim-link` gives a new one.',
    load: visibleOrder,
    body: reasonSchema,
    answers: { 200: { description: 'They open nothing any more.', schema: claimLinksRevoked } },
    handle: (context) =>
      answeredOnce(context, async (tx) => {
        const { caller, found, body } = context;
        if (!claimLinkFor(found.state)) return refusedBy(refusalProblem(NONE_GIVEN));
        const number = await tx.revokeClaimLinks(found.orderId, actorOf(caller, undefined), body.reason);
        return ok({ number, revokedAt: iso(await tx.now()) });
      }),
  });
}

const NONE_GIVEN = notAllowed(
  'The order has given no claim link.',
  unmet('claim-link.given', 'A link is given at completion, where there is a guarantee programme.', null),
);
