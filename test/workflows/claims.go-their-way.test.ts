// Goal: a claim goes its way on the real server, from its filing to its end, and its order closes only behind it.
// Method: sandbox orders, whose claims share their test clock; what happened is read from the store, the ledger and the mails.
import { describe, expect, it } from '@jest/globals';
import type { ClaimEventType } from '../../domain/claim/events.ts';
import { claimWorkflowId } from '../../workflows/messages.ts';
import { AGENT, CHIEF, claimAccepted, claimEventsOf, claimOf, completedOrder, file, filed, tellClaim } from '../support/claims.ts';
import { eventually } from '../support/eventually.ts';
import { eventsOf, textOf } from '../support/history.ts';
import { complete, toWork } from '../support/journey.ts';
import { accepted, CANARY, CUSTOMER, command, orderOf, PROVIDER, SUPERVISOR, SUPPORT, SYSTEM } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench();

const happened = (claimId: string, type: ClaimEventType) =>
  eventually(`${type} is recorded`, async () => (await claimEventsOf(bench().store, claimId)).find((event) => event.type === type));

const advance = (orderId: string, by: string) => accepted(bench(), orderId, SYSTEM, command('advance-clock', { by }));

const orderClosed = (orderId: string) =>
  eventually('the order knows that the claim is over', async () =>
    (await orderOf(bench().store, orderId)).state.claims.every(({ ended }) => ended !== null),
  );

async function investigated(orderId: string, more: Parameters<typeof filed>[2] = {}): Promise<string> {
  const claimId = await filed(bench(), orderId, more);
  await claimAccepted(bench(), claimId, PROVIDER, ['respond', { position: 'CONTEST', text: `${CANARY} it hung straight` }]);
  await claimAccepted(bench(), claimId, AGENT, ['investigate', {}]);
  return claimId;
}

const refund = (amountMinor: number) =>
  ['decide', { outcome: 'APPROVED', remedy: 'REFUND', amount: { amountMinor, currency: 'USD' }, reason: `${CANARY} seen` }] as const;

describe('a claim', () => {
  it('is told to the partner, decided, paid between the parties and over when nobody can appeal any more; then its order may close', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await investigated(orderId, { desiredRemedy: 'REFUND' });
    await eventually('the partner has its letter', async () => bench().mails.attempts.some(({ to }) => to === 'desk@provider.example'));
    await claimAccepted(bench(), claimId, AGENT, refund(5_000));
    await eventually('it is owed', async () =>
      (await bench().store.ledger.accounts()).some(({ account }) => account === 'provider:prov-1:refunds-owed'),
    );
    const settled = await claimAccepted(bench(), claimId, CUSTOMER, ['settle', { note: 'paid in cash' }]);
    expect(settled.name).toBe('SETTLED');
    await orderClosed(orderId);
    const due = (await bench().store.ledger.entriesOf(orderId)).filter(({ account }) => account === 'customer:cust-1:refunds-due');
    expect(due.map(({ amount }) => amount.amountMinor)).toEqual([5_000, -5_000]);
    await advance(orderId, 'P40D');
    await eventually('the order closes', async () => (await orderOf(bench().store, orderId)).state.name === 'CLOSED');
  });

  it('stays below 80 events of history from filing to settlement, and nothing private enters it', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await investigated(orderId);
    await claimAccepted(bench(), claimId, AGENT, refund(5_000));
    await claimAccepted(bench(), claimId, CUSTOMER, ['settle', { note: `${CANARY} paid` }]);
    await orderClosed(orderId);
    const history = await bench().engine.client.workflow.getHandle(claimWorkflowId({ orderId, claimId })).fetchHistory();
    expect(eventsOf(history).length).toBeLessThanOrEqual(80);
    expect(textOf(history)).not.toContain(CANARY);
  });

  it('goes on when the partner is silent, and keeps its order open beyond the window', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await filed(bench(), orderId);
    expect(await tellClaim(bench(), claimId, AGENT, ['investigate', {}])).toMatchObject({ answer: { outcome: 'REFUSED' } });
    await advance(orderId, 'P40D');
    expect(await happened(claimId, 'PARTNER_SILENT')).toMatchObject({ actor: { role: 'timer' } });
    expect((await orderOf(bench().store, orderId)).state.name).toBe('COMPLETED');
    await claimAccepted(bench(), claimId, AGENT, ['investigate', {}]);
    await claimAccepted(bench(), claimId, AGENT, ['decide', { outcome: 'DENIED', remedy: 'NONE', reason: 'as agreed' }]);
    await advance(orderId, 'P30D');
    await happened(claimId, 'CLAIM_CLOSED');
    await orderClosed(orderId);
    await eventually('the order closes', async () => (await orderOf(bench().store, orderId)).state.name === 'CLOSED');
  });

  it('is done again in a linked order without a price, and settles when that completes', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await investigated(orderId);
    const { recall } = await claimAccepted(bench(), claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REDO', reason: 'seen' }]);
    const recallOrderId = recall?.recallOrderId ?? '';
    const linked = await eventually('the linked order is there', () => bench().store.orders.get(recallOrderId));
    expect(linked.state).toMatchObject({ name: 'REQUESTED', price: null, recallOf: { orderId, claimId } });
    const startTime = new Date(Date.now() + 2 * 86_400_000).toISOString();
    await accepted(bench(), recallOrderId, PROVIDER, command('schedule', { startTime, durationInMinutes: 60 }));
    await toWork(bench(), recallOrderId);
    await complete(bench(), recallOrderId);
    await happened(claimId, 'REDO_COMPLETED');
    expect((await claimOf(bench().store, claimId)).state).toMatchObject({ name: 'SETTLED', settledBy: 'REDO' });
  });

  it('goes back to support when its linked order is cancelled, and another remedy settles it', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await investigated(orderId);
    const { recall } = await claimAccepted(bench(), claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REDO', reason: 'seen' }]);
    const recallOrderId = recall?.recallOrderId ?? '';
    await eventually('the linked order is there', () => bench().store.orders.get(recallOrderId));
    await accepted(bench(), recallOrderId, CUSTOMER, command('cancel', { reasonCode: 'CUSTOMER_REQUEST' }));
    await happened(claimId, 'REDO_CANCELLED');
    await claimAccepted(bench(), claimId, AGENT, refund(2_000));
    expect((await claimAccepted(bench(), claimId, CUSTOMER, ['settle', { note: 'paid' }])).name).toBe('SETTLED');
  });

  it('is decided on appeal by another person, and what the first decision set going is taken back', async () => {
    const orderId = await completedOrder(bench());
    const claimId = await investigated(orderId);
    const { recall } = await claimAccepted(bench(), claimId, AGENT, ['decide', { outcome: 'APPROVED', remedy: 'REDO', reason: 'seen' }]);
    await eventually('the linked order is there', () => bench().store.orders.get(recall?.recallOrderId ?? ''));
    await claimAccepted(bench(), claimId, PROVIDER, ['appeal', { reason: 'it was as agreed' }]);
    const denial = ['decide-appeal', { outcome: 'DENIED', remedy: 'NONE', reason: 'as agreed' }] as const;
    expect(await tellClaim(bench(), claimId, { ...CHIEF, id: AGENT.id }, denial)).toMatchObject({ answer: { outcome: 'REFUSED' } });
    expect(await claimAccepted(bench(), claimId, CHIEF, denial)).toMatchObject({ name: 'CLOSED', ended: true });
    await eventually(
      'the linked order is cancelled',
      async () => (await orderOf(bench().store, recall?.recallOrderId ?? '')).state.name === 'CANCELLED',
    );
    await orderClosed(orderId);
  });

  it('is one at a time: of two at once one is accepted, and the other hears that a claim is open', async () => {
    const orderId = await completedOrder(bench());
    const results = await Promise.all([file(bench(), orderId), file(bench(), orderId)]);
    const outcomes = results.map((result) => (result.kind === 'answered' ? result.answer.outcome : result.kind)).sort();
    expect(outcomes).toEqual(['ACCEPTED', 'REFUSED']);
    expect(await bench().store.claims.ofOrder(orderId)).toHaveLength(1);
    expect(await bench().store.inbox.refusedClaims(orderId)).toHaveLength(1);
  });

  it('that is late is refused and stays on record; a supervisor admits it, also when the workflow of the order is gone', async () => {
    const orderId = await completedOrder(bench());
    await advance(orderId, 'P40D');
    await eventually('the order closes', async () => (await orderOf(bench().store, orderId)).state.ended);
    await eventually('its workflow ends', async () => !(await bench().gateway.isRunning(orderId)));
    const late = await file(bench(), orderId);
    expect(late).toMatchObject({ answer: { outcome: 'REFUSED', refusal: { code: 'claim_not_eligible' } } });
    expect(await bench().store.inbox.refusedClaims(orderId)).toHaveLength(1);
    expect(await file(bench(), orderId, { exception: { reason: 'ill' } }, SUPPORT)).toMatchObject({
      answer: { outcome: 'REFUSED', refusal: { code: 'forbidden' } },
    });
    const claimId = await filed(bench(), orderId, { exception: { reason: 'was in hospital' } }, SUPERVISOR);
    expect((await claimOf(bench().store, claimId)).state.isException).toBe(true);
    await claimAccepted(bench(), claimId, CUSTOMER, ['withdraw', {}]);
    await orderClosed(orderId);
    expect(await bench().store.claims.report()).toMatchObject({ exceptions: 1, withdrawn: 1 });
  });
});

describe('a claim filed while every worker is stopped', () => {
  it('is kept, and judged by its receipt when they return, though the window is over by then', async () => {
    const orderId = await completedOrder(bench(), { sandbox: false });
    await bench().fastForward(orderId, 29 * 86_400_000);
    await bench().stopWorker();
    const { store } = bench();
    const receipt = await file({ store, service: bench().service }, orderId);
    expect(receipt).toMatchObject({ kind: 'pending' });
    await bench().startWorker();
    await bench().fastForward(orderId, 5 * 86_400_000);
    await bench().reconciler.once();
    const [claim] = await eventually('it is judged', async () => {
      const claims = await store.claims.ofOrder(orderId);
      return claims.length > 0 && claims;
    });
    expect(claim?.state.isException).toBe(false);
    expect((await orderOf(store, orderId)).state.name).toBe('COMPLETED');
  });
});
