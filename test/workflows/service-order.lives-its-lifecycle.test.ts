// Goal: an order lives from its creation to its end on the real server, and says nothing private to it.
// Method: real worker, store and timers; the server lets the order's time run on.
import { describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../domain/shared/time.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import type { Bench } from '../support/bench.ts';
import { eventually } from '../support/eventually.ts';
import { runsOf, textOf } from '../support/history.ts';
import { complete, toWork } from '../support/journey.ts';
import { accepted, CANARY, command, createOrder, orderOf, PROVIDER, SUPERVISOR } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench();

const ended = (orderId: string, { store }: Bench) =>
  eventually('the order ends', async () => {
    const order = await orderOf(store, orderId);
    return order.state.ended && order.state;
  });

const gone = (orderId: string, { gateway }: Bench) => eventually('its workflow is gone', async () => !(await gateway.isRunning(orderId)));

describe('a service order', () => {
  it('is completed, reminds before the end of its claim window, closes by its own timer and is gone', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    await complete(bench(), orderId);
    await bench().fastForward(orderId, 32 * DAY_MS);
    const state = await ended(orderId, bench());
    expect(state.name).toBe('CLOSED');
    expect(state.closedAt).toBeGreaterThanOrEqual(state.claimWindow?.closesAt ?? Number.POSITIVE_INFINITY);
    await gone(orderId, bench());
    const result: unknown = await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).result();
    expect(result).toEqual({ state: 'CLOSED', version: state.version });
    const messages = await bench().store.messages.of(orderId);
    expect(messages.map(({ templateId, status }) => [templateId, status])).toEqual([
      ['feedback', 'SENT'],
      ['claim-window-reminder', 'SENT'],
    ]);
  });

  it('stays open in its claim window as long as that is not over', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    await complete(bench(), orderId);
    await bench().fastForward(orderId, 29 * DAY_MS);
    expect((await orderOf(bench().store, orderId)).state.name).toBe('COMPLETED');
    expect(await bench().gateway.isRunning(orderId)).toBe(true);
  });

  it('is cancelled by its provider, has the fee in the ledger once, and ends when corrections are over', async () => {
    const orderId = await createOrder(bench());
    const cancelled = await accepted(bench(), orderId, PROVIDER, command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }));
    const feeId = cancelled.fees[0]?.feeId ?? '';
    await accepted(bench(), orderId, SUPERVISOR, command('decide-fee', { feeId, decision: 'POST', reason: `${CANARY} reason` }));
    const entries = await eventually('the fee is entered', async () => {
      const found = await bench().store.ledger.entriesOf(orderId);
      return found.length > 0 && found;
    });
    expect(entries.map(({ amount }) => amount.amountMinor).toSorted((a, b) => a - b)).toEqual([-5000, 5000]);
    await bench().fastForward(orderId, 31 * DAY_MS);
    expect((await ended(orderId, bench())).name).toBe('CANCELLED');
    await gone(orderId, bench());
    expect(await bench().store.ledger.entriesOf(orderId)).toHaveLength(2);
  });

  it('has no free text and no personal data in its history', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    await complete(bench(), orderId);
    await eventually('the summary is sent', async () => bench().mails.attempts.length === 1);
    expect(JSON.stringify(bench().mails.attempts)).toContain(CANARY);
    const seen = textOf(await runsOf(bench().engine.client, orderId)).toLowerCase();
    // Compared first, so that a failure does not print a whole history.
    expect(seen.includes('finish-work')).toBe(true);
    expect(seen.includes(CANARY.toLowerCase())).toBe(false);
    expect(bench().logged.join('').toLowerCase()).not.toContain(CANARY.toLowerCase());
  });
});
