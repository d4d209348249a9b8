import type { z } from 'zod';
import { timelineEntry } from '../../domain/order/views/timeline.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { nothingNamed } from '../auth/visible.ts';
import { invalidField } from '../http/problems.ts';
import { ok, refusedBy } from '../http/reply.ts';
import { type Route, route } from '../http/route.ts';
import { pageOf } from '../list-page.ts';
import { staffReader } from '../presenters/readers.ts';
import { account, feedItem, page, policy, policySummary } from '../schemas/answers.ts';
import { feedQuery, type ListParams, limitOf, pageQuery } from '../schemas/queries.ts';

/** What belongs to no single order: the feed, the ledger, the policies. */
export function registerRoutes(): readonly Route[] {
  return [feedRoute(), accountsRoute(), policiesRoute(), policyRoute()];
}

function feedRoute(): Route {
  return route<object, unknown, z.infer<typeof feedQuery>>({
    method: 'get',
    path: '/v1/events',
    operationId: 'getEvents',
    tag: 'Events',
    summary: 'The events of all orders that the caller sees, in order.',
    description: 'Go on with `after` = `nextCursor`, or, at the end of what there is, the `cursor` of the last item.',
    load: nothingNamed,
    query: feedQuery,
    answers: { 200: { description: 'A page of events, oldest first.', schema: page(feedItem) } },
    handle: async ({ deps, caller, query }) => {
      const limit = limitOf(query.limit);
      const after = Number(query.after ?? query.cursor ?? 0);
      const events = await deps.store.orders.feed(after, limit + 1, caller.scope);
      // Whoever waits at a place that is not there yet would miss what comes before it.
      if (events.length === 0 && after > 0 && after > (await deps.store.orders.lastPosition())) {
        return refusedBy(invalidField(query.after === undefined ? '/cursor' : '/after', 'is beyond the end of this feed'));
      }
      const reader = staffReader(caller);
      const page = events.slice(0, limit);
      const items = page.flatMap((stored) => {
        const line = timelineEntry(stored, reader);
        return line ? [{ cursor: String(stored.position), orderId: stored.orderId, ...line }] : [];
      });
      return ok({ items, nextCursor: events.length > limit ? String(page.at(-1)?.position) : null });
    },
  });
}

function accountsRoute(): Route {
  return route<object, unknown, ListParams>({
    method: 'get',
    path: '/v1/ledger/accounts',
    operationId: 'getLedgerAccounts',
    tag: 'Money',
    summary: 'The balance of every account; all of them sum to zero in each currency.',
    load: nothingNamed,
    query: pageQuery,
    answers: { 200: { description: 'A page of accounts, by name.', schema: page(account) } },
    handle: async (context) => ok(pageOf(context, await context.deps.store.ledger.accounts())),
  });
}

function policiesRoute(): Route {
  return route<object, unknown, ListParams>({
    method: 'get',
    path: '/v1/policies',
    operationId: 'getPolicies',
    tag: 'Policies',
    summary: 'Every published version of every policy pack.',
    load: nothingNamed,
    query: pageQuery,
    answers: { 200: { description: 'By id, newest first.', schema: page(policySummary) } },
    handle: async (context) => ok(pageOf(context, context.deps.policies.list().map(summary))),
  });
}

function policyRoute(): Route {
  return route<PolicyPack>({
    method: 'get',
    path: '/v1/policies/{policyId}/{version}',
    operationId: 'getPolicy',
    tag: 'Policies',
    summary: 'One version: reason codes, windows, amounts, and the policy in words a customer can read.',
    load: ({ deps, ids }) => deps.policies.get(ids['policyId'] ?? '', ids['version'] ?? ''),
    answers: { 200: { description: 'The pack.', schema: policy } },
    handle: async ({ found }) => ok(found),
  });
}

function summary({ id, version, effectiveFrom, marketplaceIds, currency, words }: PolicyPack) {
  return { id, version, effectiveFrom, marketplaceIds, currency, titles: words.map(({ title }) => title) };
}
