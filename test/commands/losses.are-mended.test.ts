// Goal: what docs/operations.md says of a database or a Temporal that was put back to an earlier point, and of a reset, is what happens.
// Method: a real PostgreSQL that is copied and put back, workflows that are set back, ended or reset at a real server.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { PermanentRefusal } from '../../channels/channel.ts';
import { differenceOfOrder } from '../../commands/recovery/restart.ts';
import { termination } from '../../commands/temporal/gateway-termination.ts';
import { claimTermsIn, loadPolicies } from '../../policies/registry.ts';
import type { GivenCommand, Store } from '../../store/contract/store.ts';
import { migrateDatabase, openStore } from '../../store/open.ts';
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
const TASK_QUEUE = 'orders-of-losses';

describePostgres('an order after a loss', (database) => {
  let url: string;
  let store: Store;
  let bench: Bench;
  let connection: Connection;
  /** While true no effect gets through: what is owed stays owed. */
  let isDeaf = false;

  async function open(): Promise<void> {
    store = await openStore({ databaseUrl: url, claimTermsOf });
    bench = await createBench(engine(), {
      store,
      taskQueue: TASK_QUEUE,
      answerWithinMs: 4_000,
      wrapActivities: (activities) => ({
        ...activities,
        recordFee: async (input) => {
          if (isDeaf) throw new Error('not now');
          return activities.recordFee(input);
        },
      }),
    });
    await bench.startWorker();
  }
  async function close(): Promise<void> {
    await bench.close();
    await store.close();
  }
  beforeAll(async () => {
    url = await database();
    connection = await Connection.connect({ address: engine().address });
    await migrateDatabase(url);
    await open();
  }, 60_000);
  afterAll(async () => {
    await close();
    await connection.close();
  }, 60_000);

  /** As a backup that is put back: everything written since is gone. */
  async function backup(): Promise<() => Promise<void>> {
    const [admin, name] = [url.replace(/[^/]+$/, 'postgres'), url.split('/').at(-1) ?? ''];
    await close();
    await once(admin, `create database ${name}_b template ${name}`);
    await open();
    return async () => {
      await close();
      url = `${url}_b`;
      await open();
    };
  }

  const typesOf = async (orderId: string) => (await store.orders.timeline(orderId)).map(({ event }) => event.type);
  const transfers = (orderId: string) => once(url, `select key from ledger_transfers where order_id = '${orderId}'`);
  const allSent = async (orderId: string) => (await store.messages.of(orderId)).every(({ status }) => status === 'SENT');
  const difference = (orderId: string) =>
    differenceOfOrder({ store, gateway: bench.gateway, termination: termination(connection, NAMESPACE), commands: bench.service }, orderId);
  const outcomeOf = async (orderId: string, given: GivenCommand, key: string) => {
    const result = await give(bench, orderId, PROVIDER, given, { key: `${orderId}-${key}` });
    return result.kind === 'answered' ? result.answer.outcome : result.kind;
  };

  it('gets from its workflow what a database put back lacks, as long as that has it; its texts and its place in the queue of mails are lost', async () => {
    const [within, beyond] = [await createOrder(bench), await createOrder(bench)];
    await toTheDoor(bench, within);
    await toWork(bench, beyond);
    const putBack = await backup();
    await accepted(bench, within, PROVIDER, question());
    await eventually('the mail is sent', () => allSent(within));
    await complete(bench, beyond);
    await eventually('it has continued as new', async () => (await runsOf(engine().client, beyond)).length === 2);
    const unknown = await createOrder(bench);
    await putBack();

    expect(await outcomeOf(within, note(), 'note')).toBe('ACCEPTED');
    expect((await typesOf(within)).slice(-2)).toEqual(['MESSAGE_ACCEPTED', 'JOB_NOTE_ADDED']);
    expect(await store.messages.of(within)).toMatchObject([{ status: 'QUEUED', text: null, attempts: 0 }]);
    await (await difference(within))?.restart({ by: 'test' });
    const [mail] = await eventually('it is no longer queued', async () => {
      const mails = await store.messages.of(within);
      return mails.every(({ status }) => status !== 'QUEUED') && mails;
    });
    expect(mail).toMatchObject({ status: 'FAILED', reasons: [{ code: 'NO_TEXT' }] });

    // What came before the present run is nowhere else: it waits for a person, who decides that the store's story holds.
    expect(await outcomeOf(beyond, note(), 'note')).toBe('pending');
    const found = await difference(beyond);
    expect(found).toMatchObject({ sequence: 6, isDiverged: false });
    expect(found?.lost?.map(({ type }) => type)).toEqual(['JOB_NOTE_ADDED']);
    await found?.restart({ by: 'test' });
    await bench.reconciler.once();
    expect(await outcomeOf(beyond, note(), 'note')).toBe('ACCEPTED');
    expect((await orderOf(store, beyond)).state.name).toBe('IN_PROGRESS');

    expect(await store.orders.get(unknown)).toBeNull();
    expect(await difference(unknown)).toBeNull();
  });

  it('whose workflow was put back is frozen when it tells another story, and goes on from the store at a person’s word', async () => {
    const orderId = await createOrder(bench);
    await accepted(bench, orderId, PROVIDER, assign());
    const { state, terms } = await orderOf(store, orderId);
    await accepted(bench, orderId, PROVIDER, command('arrive', {}));
    await termination(connection, NAMESPACE).terminate(orderWorkflowId(orderId), 'put back');
    await bench.gateway.start({ rules: 1, state, terms });

    expect(await outcomeOf(orderId, note(), 'note')).toBe('pending');
    expect(await difference(orderId)).toMatchObject({ isDiverged: true, sequence: 4, lost: [{ sequence: 4, type: 'JOB_NOTE_ADDED' }] });
    await bench.reconciler.once();
    expect(await outcomeOf(orderId, note(), 'note')).toBe('pending');

    const found = await difference(orderId);
    await found?.restart({ by: 'test' });
    await bench.reconciler.once();
    expect(await outcomeOf(orderId, note(), 'note')).toBe('ACCEPTED');
    expect((await typesOf(orderId)).slice(-3)).toEqual(['TECHNICIANS_ASSIGNED', 'ARRIVED', 'JOB_NOTE_ADDED']);
    expect(await difference(orderId)).toMatchObject({ isDiverged: false, lost: [] });
  });

  async function withFee(): Promise<string> {
    const orderId = await createOrder(bench);
    await toTheDoor(bench, orderId);
    await accepted(bench, orderId, PROVIDER, [question(), command('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' })]);
    await accepted(bench, orderId, SUPERVISOR, command('decide-fee', { feeId: 'fee-1', decision: 'POST', reason: 'it was' }));
    return orderId;
  }

  it('whose workflow was lost before it had done what it owed does it from the store, once', async () => {
    isDeaf = true;
    const orderId = await withFee();
    await termination(connection, NAMESPACE).terminate(orderWorkflowId(orderId), 'lost');
    isDeaf = false;
    expect(await transfers(orderId)).toEqual([]);
    const found = await difference(orderId);
    await found?.restart({ by: 'test' });
    await eventually('the fee is entered', async () => (await transfers(orderId)).length === 1);
    await eventually('every mail is sent', () => allSent(orderId));
    expect((await store.messages.of(orderId)).map(({ attempts }) => attempts)).toEqual([1, 1]);
    await found?.restart({ by: 'test' });
    await eventually('it has done everything again', async () => {
      const activities = (await runsOf(engine().client, orderId)).flatMap(eventsOf);
      return activities.filter((event) => event.activityTaskCompletedEventAttributes).length >= 3;
    });
    expect(await transfers(orderId)).toHaveLength(1);
    expect((await store.messages.of(orderId)).map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it('sends a mail that had failed for good, once a person has put it back into the queue', async () => {
    const orderId = await createOrder(bench);
    bench.mails.failures = [new PermanentRefusal('REFUSED', 'no such mailbox')];
    await accepted(bench, orderId, PROVIDER, question());
    const statuses = async () => (await store.messages.of(orderId)).map(({ status }) => status);
    await eventually('it has failed', async () => (await statuses())[0] === 'FAILED');
    await (await difference(orderId))?.restart({ by: 'test' });
    await once(url, `update messages set status = 'QUEUED', leased_until = null where order_id = '${orderId}' and status = 'FAILED'`);
    await (await difference(orderId))?.restart({ by: 'test' });
    await eventually('it is sent', async () => (await statuses())[0] === 'SENT');
    const [{ messageId } = { messageId: '' }] = await store.messages.of(orderId);
    expect(bench.mails.attempts.filter((mail) => mail.messageId === messageId)).toHaveLength(2);
  });

  it('that is reset does everything again, and nothing of it twice', async () => {
    const orderId = await withFee();
    await eventually('everything is done', async () => (await allSent(orderId)) && (await transfers(orderId)).length === 1);
    const { raw, runId } = await engine().client.workflow.getHandle(orderWorkflowId(orderId)).describe();
    expect(raw.workflowExecutionInfo?.firstRunId).toBe(runId);
    const history = (await runsOf(engine().client, orderId)).flatMap(eventsOf);
    const { eventId } = history.find((event) => event.workflowTaskCompletedEventAttributes) ?? {};
    await engine().client.workflowService.resetWorkflowExecution({
      namespace: NAMESPACE,
      workflowExecution: { workflowId: orderWorkflowId(orderId), runId },
      workflowTaskFinishEventId: eventId ?? null,
      reason: 'as docs/operations.md says',
      requestId: `${orderId}-reset`,
    });
    const { state } = await orderOf(store, orderId);
    await eventually('it has been through everything again', async () => {
      const view = (await engine().client.workflow.getHandle(orderWorkflowId(orderId)).query('view')) as { readonly sequence: number };
      return view.sequence === state.sequence;
    });
    expect(await outcomeOf(orderId, note(), 'note')).toBe('REFUSED');
    expect(await difference(orderId)).toMatchObject({ isDiverged: false, lost: [] });
    expect(await transfers(orderId)).toHaveLength(1);
    expect((await store.messages.of(orderId)).map(({ attempts, status }) => [attempts, status])).toEqual([
      [1, 'SENT'],
      [1, 'SENT'],
    ]);
  });
});
