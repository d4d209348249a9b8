import type { z } from 'zod';
import { timelineEntry } from '../../domain/order/timeline.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { staffReader } from '../readers.ts';
import { ok } from '../reply.ts';
import { type Route, route } from '../route.ts';
import { account, feedItem, page, policy, policySummary } from '../schemas/answers.ts';
import { feedQuery, limitOf } from '../schemas/queries.ts';
import { nothingNamed } from '../visible.ts';

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
      const events = await deps.store.orders.feed(Number(query.after ?? query.cursor ?? 0), limit + 1, caller.scope);
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
  return route<object>({
    method: 'get',
    path: '/v1/ledger/accounts',
    operationId: 'getLedgerAccounts',
    tag: 'Money',
    summary: 'The balance of every account; all of them sum to zero in each currency.',
    load: nothingNamed,
    answers: { 200: { description: 'All accounts.', schema: page(account) } },
    handle: async ({ deps }) => ok({ items: await deps.store.ledger.accounts(), nextCursor: null }),
  });
}

function policiesRoute(): Route {
  return route<object>({
    method: 'get',
    path: '/v1/policies',
    operationId: 'getPolicies',
    tag: 'Policies',
    summary: 'Every published version of every policy pack.',
    load: nothingNamed,
    answers: { 200: { description: 'By id, newest first.', schema: page(policySummary) } },
    handle: async ({ deps }) => ok({ items: deps.policies.list().map(summary), nextCursor: null }),
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
