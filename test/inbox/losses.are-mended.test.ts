// Goal: what docs/operations.md says of a database or a Temporal restored to an earlier point, and of a reset, is what happens.
// Method: a real PostgreSQL that is copied and put back, workflows that are set back or reset at a real server.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { claimTermsIn, loadPolicies } from '../../policies/registry.ts';
import { migrateDatabase, openStore } from '../../store/open.ts';
import type { Store } from '../../store/store.ts';
import { orderWorkflowId } from '../../workflows/messages.ts';
import { type Bench, createBench } from '../support/bench.ts';
import { describePostgres, once } from '../support/database.ts';
import { NAMESPACE } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { eventsOf, runsOf } from '../support/history.ts';
import { assign, complete, note, question, toTheDoor, toWork } from '../support/journey.ts';
import { accepted, command, createOrder, give, orderOf, PROVIDER, SUPERVISOR } from '../support/orders.ts';
import { useEngine } from '../support/use-bench.ts';

const engine = useEngine();

const claimTermsOf = claimTermsIn(loadPolicies());
const kill = (orderId: string): Promise<unknown> =>
  engine().client.workflow.getHandle(orderWorkflowId(orderId)).terminate('as docs/operations.md says');

describePostgres('orders after a loss', (database) => {
  let url: string;
  let store: Store;
  let bench: Bench;
  const taskQueue = 'orders-of-losses';

  async function open(): Promise<void> {
    store = await openStore({ databaseUrl: url, claimTermsOf });
    bench = await createBench(engine(), { store, taskQueue, answerWithinMs: 4_000 });
    await bench.startWorker();
  }
  async function close(): Promise<void> {
    await bench.close();
    await store.close();
  }
  beforeAll(async () => {
    url = await database();
    await migrateDatabase(url);
    await open();
  }, 60_000);
  afterAll(close, 60_000);

  const typesOf = async (orderId: string) => (await store.orders.timeline(orderId)).map(({ event }) => event.type);

  it('X db', async () => {
    const a = await createOrder(bench);
    await toTheDoor(bench, a);
    const c = await createOrder(bench);
    await toWork(bench, c);
    await close();
    const admin = url.replace(/[^/]+$/, 'postgres');
    const name = url.split('/').at(-1) ?? '';
    await once(admin, `create database ${name}_backup template ${name}`);
    await open();
    await accepted(bench, a, PROVIDER, question());
    await eventually('sent', async () => (await store.messages.of(a)).every(({ status }) => status === 'SENT'));
    await complete(bench, c);
    await eventually('window', async () => (await runsOf(engine().client, c)).length === 2);
    const b = await createOrder(bench);
    await accepted(bench, b, PROVIDER, assign());
    await close();
    url = `${url}_backup`;
    await open();
    console.log('a before', await typesOf(a), await store.messages.of(a));
    console.log('a', JSON.stringify(await give(bench, a, PROVIDER, note())));
    console.log('a after', await typesOf(a), JSON.stringify((await store.messages.of(a)).map(({ status, text, attempts }) => [status, text, attempts])));
    console.log('a mails', bench.mails.attempts.length);
    console.log('c', JSON.stringify(await give(bench, c, PROVIDER, note(), { key: 'c-note' })));
    console.log(bench.logged.slice(-5));
    await kill(c);
    console.log('c', JSON.stringify(await give(bench, c, PROVIDER, note(), { key: 'c-note' })));
    console.log('c after', await typesOf(c), (await orderOf(store, c)).divergedAt);
    console.log('b', await store.orders.get(b));
    console.log(JSON.stringify((await runsOf(engine().client, b)).flatMap(eventsOf).map((e) => e.eventType)));
  });

  it('X diverged', async () => {
    const d = await createOrder(bench);
    await accepted(bench, d, PROVIDER, assign());
    const early = await orderOf(store, d);
    await accepted(bench, d, PROVIDER, command('arrive', {}));
    await kill(d);
    await bench.gateway.start({ rules: 1, state: early.state, terms: early.terms });
    console.log('d', JSON.stringify(await give(bench, d, PROVIDER, note(), { key: 'd-note' })));
    console.log((await orderOf(store, d)).divergedAt, bench.logged.slice(-4));
    await bench.reconciler.once();
    console.log('d again', JSON.stringify(await give(bench, d, PROVIDER, note(), { key: 'd-note' })));
    await kill(d);
    await once(url, `update orders set diverged_at = null where order_id = '${d}'`);
    await bench.reconciler.once();
    console.log('d mended', JSON.stringify(await give(bench, d, PROVIDER, note(), { key: 'd-note' })), await typesOf(d));
  });

  it('X reset', async () => {
    const e = await createOrder(bench);
    await toTheDoor(bench, e);
    await accepted(bench, e, PROVIDER, question());
    await accepted(bench, e, PROVIDER, command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }));
    await accepted(bench, e, SUPERVISOR, command('decide-fee', { feeId: 'fee-1', decision: 'POST', reason: 'x' }));
    await eventually('sent', async () => (await store.messages.of(e)).every(({ status }) => status === 'SENT'));
    await eventually('fee', async () => (await once(url, `select * from ledger_transfers where order_id='${e}'`)).length === 1);
    const before = bench.mails.attempts.length;
    const run = (await runsOf(engine().client, e)).at(-1) ?? {};
    const first = eventsOf(run).find((event) => event.workflowTaskCompletedEventAttributes);
    const runId = (await engine().client.workflow.getHandle(orderWorkflowId(e)).describe()).runId;
    const r = await engine().client.workflowService.resetWorkflowExecution({
      namespace: NAMESPACE, workflowExecution: { workflowId: orderWorkflowId(e), runId }, reason: 'test', workflowTaskFinishEventId: first?.eventId ?? null, requestId: 'r1' } as never);
    console.log('reset', JSON.stringify(r));
    await eventually('view', async () => {
      const view = (await engine().client.workflow.getHandle(orderWorkflowId(e)).query('view')) as { sequence: number };
      return view.sequence === (await orderOf(store, e)).state.sequence;
    }).catch((error) => console.log(String(error)));
    console.log(JSON.stringify(await engine().client.workflow.getHandle(orderWorkflowId(e)).query('view')).slice(0, 300));
    console.log('state', (await orderOf(store, e)).divergedAt, await typesOf(e), await once(url, `select * from ledger_transfers where order_id='${e}'`), bench.mails.attempts.length - before, (await store.messages.of(e)).map(({ attempts, status }) => [attempts, status]));
    console.log('after', JSON.stringify(await give(bench, e, PROVIDER, command('add-job-note', { text: 'x' }))).slice(0, 200));
    const e2 = await createOrder(bench);
    await toTheDoor(bench, e2);
  });
});
