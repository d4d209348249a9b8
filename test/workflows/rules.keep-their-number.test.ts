// Goal: an order goes by the rules that it began with until it continues as new, in its workflow and in the store; a program that does
// not know its rules waits, and decides nothing.
// Method: workers of this program and of one that gives the next number, one after the other on the same orders, and their histories.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { rulesOf } from '../../domain/shared/rules.ts';
import { RULES_KNOWN } from '../../domain/shared/rules-numbers.ts';
import { DAY_MS } from '../../domain/shared/time.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { NAMESPACE } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { eventsOf, runsOf } from '../support/history.ts';
import { complete, question, toWork } from '../support/journey.ts';
import { accepted, CUSTOMER, command, createOrder, give, orderOf, PROVIDER } from '../support/orders.ts';
import { bundleInstead } from '../support/stand-in.ts';
import { useBench } from '../support/use-bench.ts';

const bench = useBench();

/** Temporal tries a task that failed again after ten seconds and more, and workers are replaced meanwhile. */
const PATIENT_MS = 45_000;

let next: { readonly code: string };
beforeAll(async () => {
  next = await bundleInstead({ request: '/rules-numbers.ts', by: new URL('support/next-numbers.ts', import.meta.url) });
}, 60_000);

const raised = async (orderId: string) =>
  (await bench().store.orders.timeline(orderId)).map(({ event }) => event).filter(({ type }) => type === 'RULES_RAISED');

async function changeTo(bundle?: { readonly code: string }): Promise<void> {
  await bench().stopWorker();
  await bench().startWorker(bundle);
}

const failedTasks = async (orderId: string): Promise<readonly string[]> =>
  (await runsOf(bench().engine.client, orderId))
    .flatMap(eventsOf)
    .flatMap((event) => event.workflowTaskFailedEventAttributes?.failure?.message ?? []);

describe('an order that began under the first rules', () => {
  it('keeps them with a newer program, until it continues as new; from then on its events and the store have the new number', async () => {
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    await changeTo(next);
    await accepted(bench(), orderId, PROVIDER, question());
    expect(await raised(orderId)).toEqual([]);
    expect(rulesOf((await orderOf(bench().store, orderId)).state)).toBe(1);

    await complete(bench(), orderId);
    const [event] = await eventually('the rules are raised', async () => {
      const found = await raised(orderId);
      return found.length > 0 && found;
    });
    expect(event).toMatchObject({ data: { from: 1, to: 2 }, actor: { role: 'system', id: 'holdfast' }, command: 'upgrade' });
    const { state } = await orderOf(bench().store, orderId);
    expect(rulesOf(state)).toBe(2);
    expect(await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).query('view')).toEqual(state);

    await accepted(bench(), orderId, CUSTOMER, command('rate', { stars: 5 }));
    expect(await raised(orderId)).toHaveLength(1);

    // An operator's reset goes through it again, and it is the same event.
    const { workflowService } = bench().engine.client;
    const { runId } = await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).describe();
    const workflowExecution = { workflowId: orderWorkflowId(orderId), runId };
    const first = eventsOf((await runsOf(bench().engine.client, orderId)).at(-1) ?? {}).find(
      (one) => one.workflowTaskCompletedEventAttributes,
    );
    await workflowService.resetWorkflowExecution({
      namespace: NAMESPACE,
      workflowExecution,
      workflowTaskFinishEventId: first?.eventId ?? null,
      reason: 'test',
      requestId: `${orderId}-reset`,
    });
    const { sequence } = (await orderOf(bench().store, orderId)).state;
    const told = await eventually('it has been through everything again', async () => {
      const events = await bench().gateway.eventsAfter(orderId, 0);
      return events.at(-1)?.sequence === sequence && events;
    });
    const stored = (await bench().store.orders.timeline(orderId)).map(({ event: one }) => one);
    expect(told).toEqual(stored.slice(-told.length));
  });
});

describe('an order whose rules have a number that the program does not know', () => {
  it('waits with a failing task that says so, is not failed, and goes on where a program knows it', async () => {
    await changeTo(next);
    const orderId = await createOrder(bench());
    await toWork(bench(), orderId);
    await complete(bench(), orderId);
    await eventually('the rules are raised', async () => (await raised(orderId)).length > 0, PATIENT_MS);

    await changeTo();
    const rate = command('rate', { stars: 4 });
    const asked = give(bench(), orderId, CUSTOMER, rate, { key: `${orderId}-rate` });
    const [words] = await eventually(
      'a task fails',
      async () => {
        const found = await failedTasks(orderId);
        return found.length > 0 && found;
      },
      PATIENT_MS,
    );
    expect(words).toContain(`The rules have the number 2, and this version knows them up to ${RULES_KNOWN}`);
    const { status } = await bench().engine.client.workflow.getHandle(orderWorkflowId(orderId)).describe();
    expect(status.name).toBe('RUNNING');

    await changeTo(next);
    await asked;
    const isAnswered = async (): Promise<boolean> => {
      const again = await give(bench(), orderId, CUSTOMER, rate, { key: `${orderId}-rate` });
      return again.kind === 'answered' && again.answer.outcome === 'ACCEPTED';
    };
    await eventually('it is answered', isAnswered, PATIENT_MS);
    const rated = (await bench().store.orders.timeline(orderId)).filter(({ event }) => event.type === 'RATED');
    expect(rated).toHaveLength(1);

    // When it has ended the API decides, and this one does not know its rules either.
    await bench().fastForward(orderId, 32 * DAY_MS);
    await eventually('the order ends', async () => (await orderOf(bench().store, orderId)).state.ended, PATIENT_MS);
    expect(await give(bench(), orderId, CUSTOMER, rate)).toMatchObject({ kind: 'pending' });
    expect(bench().logged.join('\n')).toContain('UnknownRules');
  }, 180_000);
});
