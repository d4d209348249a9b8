// Goal: an order costs the server what was planned, and no more: history events, Actions and bytes.
// Method: real histories of a visit with three effects and all deadlines armed, and of the claim window after it.
import { describe, expect, it } from '@jest/globals';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { actionsOf, eventsOf, runsOf } from '../support/history.ts';
import { assign, complete, inspect, question } from '../support/journey.ts';
import { accepted, CUSTOMER, command, createOrder, PROVIDER } from '../support/orders.ts';
import { useBench } from '../support/use-bench.ts';

/** Issue "one service order": happy path with all deadlines armed and three effects; the claim window's run. */
const EVENTS_MAX = 55;
const ACTIONS_MAX = 13;
const CLAIM_WINDOW_BYTES_MAX = 8 * 1024;

const bench = useBench();

async function happyPath(): Promise<string> {
  const orderId = await createOrder(bench());
  await accepted(bench(), orderId, PROVIDER, [assign(), question()]);
  await accepted(bench(), orderId, CUSTOMER, command('amend', { locale: 'es-US' }));
  await eventually('two mails', async () => bench().mails.attempts.length === 2);
  await accepted(bench(), orderId, PROVIDER, command('arrive', {}));
  await accepted(bench(), orderId, PROVIDER, [inspect(), command('start-work', {})]);
  await complete(bench(), orderId);
  await eventually('three mails', async () => bench().mails.attempts.length === 3);
  await eventually('the window is open', async () => (await runsOf(bench().engine.client, orderId)).length === 2);
  await eventually('its timer is armed', async () => {
    const window = (await runsOf(bench().engine.client, orderId)).at(-1) ?? {};
    return eventsOf(window).some((event) => event.timerStartedEventAttributes);
  });
  return orderId;
}

describe('the history of a happy path', () => {
  it(`has at most ${EVENTS_MAX} events and ${ACTIONS_MAX} Actions, three effects and the claim window's timer included`, async () => {
    const runs = await runsOf(bench().engine.client, await happyPath());
    const count = { events: eventsOf(runs[0] ?? {}).length, actions: runs.reduce((sum, run) => sum + actionsOf(run), 0) };
    expect(runs.flatMap(eventsOf).filter((event) => event.activityTaskScheduledEventAttributes)).toHaveLength(3);
    expect(count.events).toBeLessThanOrEqual(EVENTS_MAX);
    expect(count.actions).toBeLessThanOrEqual(ACTIONS_MAX);
  });

  it(`in its claim window has at most ${CLAIM_WINDOW_BYTES_MAX} bytes`, async () => {
    const orderId = await happyPath();
    const { historySize = Number.NaN } = await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).describe();
    expect(historySize).toBeLessThanOrEqual(CLAIM_WINDOW_BYTES_MAX);
  });
});
