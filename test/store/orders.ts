import { randomUUID } from 'node:crypto';
import type { CommandBodies, CommandName } from '../../domain/order/bodies.ts';
import { createOrder } from '../../domain/order/create.ts';
import { decide } from '../../domain/order/decide.ts';
import { detailsOf, type OrderGiven } from '../../domain/order/details.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { redact } from '../../domain/order/redact.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import type { Ladder, LadderName } from '../../domain/policy/terms.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import type { GivenCommand, NewRequest, Store } from '../../store/contract/store.ts';

// Orders for the tests of the store: a small pack of their own, so that a new pack never changes what they see.

const LADDERS: readonly LadderName[] = [
  'schedule',
  'reschedule-agreement',
  'customer-choice',
  'guardian',
  'defect-confirmation',
  'defect-contact',
  'support-response',
  'hold-follow-up',
  'overdue-work',
  'fee-decision',
  'issue-answer',
];
const LADDER: Ladder = {
  rungs: [{ after: 'P1D', action: 'REMIND', to: 'SUPPORT', channel: 'MAIL' }],
  repeatEvery: 'P1D',
  rule: 'a day',
};

const PACK: PolicyPack = {
  id: 'test-pack',
  version: '1',
  effectiveFrom: '2020-01-01',
  marketplaceIds: ['TEST'],
  currency: 'USD',
  defaultLocale: 'en-US',
  defaultTimeZone: 'America/Los_Angeles',
  locationTypes: ['IN_HOME', 'ONLINE'],
  visitKinds: ['SERVICE'],
  gates: {
    visit: 'NOT_APPLICABLE',
    technicians: 'NOT_APPLICABLE',
    inspection: 'NOT_APPLICABLE',
    guardian: 'NOT_APPLICABLE',
    presence: 'NOT_APPLICABLE',
    scope: 'REQUIRED',
    signature: 'REQUIRED',
    notes: 'REQUIRED',
  },
  gatesByLocation: {},
  terms: {
    reasons: [{ code: 'CUSTOMER_REQUEST', attributedTo: 'CUSTOMER', uses: ['CANCEL', 'RESCHEDULE'] }],
    cancellationFee: null,
    claimWindow: null,
    bookingHorizonDays: 365,
    arrivalTolerance: 'PT15M',
    noShowAfter: 'PT1H',
    reminderGrace: 'P1D',
    correctionDays: 30,
    quoteValidFor: 'PT1H',
    limits: { reschedules: 10, notes: 50, messages: 50, inspections: 10 },
    ladders: Object.fromEntries(LADDERS.map((name) => [name, LADDER])) as Record<LadderName, Ladder>,
  },
  claims: null,
  messages: {
    maxLength: 2000,
    locales: ['en-US'],
    purposes: {
      APPOINTMENT: ['provider'],
      DEFECT_CONFIRMATION: ['provider'],
      JOB_SUMMARY: ['provider'],
      QUESTION: ['provider'],
      ANSWER: ['provider'],
      HOLDING_REPLY: ['support'],
      CLAIM: ['support'],
      INCIDENT: ['support'],
    },
    sentByMarketplace: [],
  },
  payments: { collectedBy: 'MARKETPLACE', rule: 'by the marketplace' },
  checklists: {},
  words: [],
};

const SYSTEM: Actor = { role: 'system', id: 'backend' };
export const PROVIDER: Actor = { role: 'provider', id: 'prov-1' };

/** An id of its own for every test, so that they can share a store. */
export function newId(prefix: string): string {
  return `${prefix}-${randomUUID()}`;
}

export interface Wanted {
  readonly orderId?: string;
  readonly title?: string;
  readonly customerName?: string;
  readonly providerId?: string;
  readonly createdAt?: number;
  readonly startTime?: string | null;
}

export function givenOrder({ orderId = newId('so'), title, customerName, providerId, startTime }: Wanted): OrderGiven {
  return {
    orderId,
    marketplaceId: 'TEST',
    visitKind: 'SERVICE',
    scopeOfWork: { title: title ?? 'TV wall mount', items: [{ itemId: 'mount', description: 'Mount the TV' }] },
    serviceLocation: { type: 'ONLINE', timeZone: 'America/Los_Angeles' },
    customer: { customerId: 'cust-1', name: customerName ?? 'Dana Reyes', locale: 'en-US' },
    providerId: providerId ?? 'prov-1',
    ...(startTime === null ? {} : { appointment: { startTime: startTime ?? soon(), durationInMinutes: 60 } }),
  };
}

function soon(): string {
  return new Date(Date.now() + 86_400_000).toISOString();
}

/** A request that is not a command of an order. */
export function request(given: Partial<NewRequest> = {}): NewRequest {
  return {
    commandId: newId('cmd'),
    caller: 'system:backend',
    idempotencyKey: null,
    method: 'POST',
    path: '/v1/orders',
    bodyHash: 'hash-of-body',
    order: null,
    ...given,
  };
}

export function creation(wanted: Wanted): {
  readonly order: { readonly details: ReturnType<typeof detailsOf>; readonly terms: ReturnType<typeof termsOf>; readonly bodyHash: string };
  readonly events: readonly OrderEvent[];
  readonly state: OrderState;
} {
  const given = givenOrder(wanted);
  const created = decided(given, wanted.createdAt ?? Date.now());
  return {
    order: { details: detailsOf(given), terms: created.terms, bodyHash: `hash-of-${given.orderId}` },
    events: created.events,
    state: created.state,
  };
}

function decided(given: OrderGiven, now: number): Extract<ReturnType<typeof createOrder>, { ok: true }> {
  const created = createOrder({ given, pack: PACK, now, actor: SYSTEM, commandId: newId('create'), imported: true });
  if (!created.ok) throw new Error(`the fixture is refused: ${created.refusal.message}`);
  return created;
}

function termsOf(): Extract<ReturnType<typeof createOrder>, { ok: true }>['terms'] {
  return decided(givenOrder({}), 0).terms;
}

/** Creates an order in the store as the API does. @returns its state */
export async function create(store: Store, wanted: Wanted = {}): Promise<OrderState> {
  const { order, events, state } = creation(wanted);
  await store.inbox.answerOnce(request(), async (tx) => {
    if (!(await tx.createOrder(order, events, state))) throw new Error('the order id is taken');
    return { outcome: 'ANSWERED', status: 201, body: { orderId: state.orderId }, headers: {} };
  });
  return state;
}

export function command<N extends CommandName>(name: N, body: CommandBodies[N]): GivenCommand {
  return { command: name, body };
}

/**
 * Takes a request of commands into the inbox and decides it on `state` as the workflow would, with the text redacted.
 * Nothing is recorded yet.
 */
export async function give(
  store: Store,
  state: OrderState,
  commands: readonly GivenCommand[],
  { actor = PROVIDER, commandId = newId('cmd') }: { readonly actor?: Actor; readonly commandId?: string } = {},
): Promise<{ readonly commandId: string; readonly events: readonly OrderEvent[]; readonly state: OrderState }> {
  const { orderId } = state;
  const order = { orderId, actor, authority: {}, expectedVersion: null, commands };
  await store.inbox.receive(request({ commandId, path: `/v1/orders/${orderId}/commands`, order }));
  const receivedAt = Math.max(Date.now(), state.updatedAt + 1);
  const decision = decide(
    { state, terms: termsOf() },
    {
      commandId,
      actor,
      receivedAt,
      commands: commands.map(({ command: name, body }) => ({ command: name, body: redact(name, body), facts: {} })),
    },
  );
  if (!decision.ok) throw new Error(`the fixture's command is refused: ${JSON.stringify(decision.refusal)}`);
  return { commandId, events: decision.events, state: decision.state };
}

export function note(text: string): GivenCommand {
  return command('add-job-note', { text, topics: ['ADVICE'] });
}

/** Everything up to a signature. */
export const FINISH: readonly GivenCommand[] = [
  command('start-work', {}),
  command('add-job-note', { text: 'keep it dry' }),
  command('finish-work', {}),
  command('confirm-scope', {
    customerPresent: true,
    items: [{ itemId: 'mount', done: true, note: 'behind the sofa' }],
    qualityAccepted: true,
  }),
];
