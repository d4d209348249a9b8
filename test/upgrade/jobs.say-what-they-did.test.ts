// Goal: an operator's jobs do one thing, any number of times, and say in a sentence what they did or why not.
// Method: a worker with a version and the jobs as processes of their own, on a real PostgreSQL and a real Temporal server.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { openStore } from '../../store/open.ts';
import { describePostgres } from '../support/database.ts';
import { createDeployment, type Deployment, type Serving } from '../support/deployment.ts';
import { storeOrder } from '../support/orders.ts';

jest.setTimeout(120_000);

describePostgres('an operator’s jobs', (database) => {
  let databaseUrl: string;
  let deployment: Deployment;
  let worker: Serving;
  beforeAll(async () => {
    databaseUrl = await database();
    deployment = await createDeployment(databaseUrl);
    await deployment.run('migrate').ended;
    worker = await deployment.serve('worker', { WORKER_BUILD_ID: 'v1' });
  }, 60_000);
  afterAll(() => deployment.close(), 60_000);

  async function promote(buildId: string | undefined, change: Readonly<Record<string, string | undefined>> = {}) {
    const job = deployment.run('promote', { WORKER_BUILD_ID: buildId, ...change }, { args: ['--within', '2'] });
    return { status: await job.ended, said: job.text().trim() };
  }

  it('make the version current that is named, and again nothing happens', async () => {
    expect(await promote('v1')).toEqual({ status: 0, said: 'Version v1 is current now; it was the workers without a version.' });
    expect(await promote('v1')).toEqual({ status: 0, said: 'Version v1 is current already.' });
  });

  it('do not make a version current whose workers are not there', async () => {
    const refused = (buildId: string) => ({
      status: 1,
      said: `No worker of version ${buildId} polls (waited 2 s): start one with this WORKER_BUILD_ID. Current is still version v1.`,
    });
    expect(await promote('v2')).toEqual(refused('v2'));
  });

  it.each([
    ['no version is named', undefined, {}, 'WORKER_BUILD_ID is missing'],
    ['the name is none', 'v 1', {}, 'WORKER_BUILD_ID: expected letters'],
    ['no Temporal is named', 'v1', { TEMPORAL_ADDRESS: undefined }, 'TEMPORAL_ADDRESS is missing'],
    ['Temporal does not answer', 'v1', { TEMPORAL_ADDRESS: '127.0.0.1:1' }, 'Temporal at 127.0.0.1:1 (namespace default)'],
  ])('leave the version as it is where %s, and say so in one sentence', async (_what, buildId, change, said) => {
    const refused = await promote(buildId, change);
    expect(refused).toEqual({ status: 1, said: expect.stringContaining(said) });
    expect(refused.said.split('\n')).toHaveLength(1);
  });

  it('start the workflow of an order again from the store, at a word of their own', async () => {
    const store = await openStore({ databaseUrl, schema: 'REQUIRE' });
    const orderId = await storeOrder(store);
    await store.close();
    const restart = async (...args: readonly string[]) => {
      const job = deployment.run('restart-workflow', {}, { args });
      return { status: await job.ended, said: job.text().trim() };
    };
    const words = `order/${orderId} is at 2 in the store.`;
    expect(await restart('order', orderId)).toEqual({ status: 0, said: expect.stringContaining('Nothing was done: add --yes') });
    const done = { status: 0, said: expect.stringMatching(/It was started again from the store\.$/) };
    expect(await restart('order', orderId, '--yes')).toEqual(done);
    expect(await restart('order', orderId, '--yes')).toEqual(done);
    expect((await restart('order', orderId)).said).toBe(
      `${words} Its workflow says nothing else. Nothing was done: add --yes to start it again from the store.`,
    );
    const refused = [
      ['order', 'so-none', '--yes'],
      ['table', orderId],
      ['order', orderId, '--no'],
    ].map((args) => restart(...args));
    expect(await Promise.all(refused)).toEqual(
      ['is not in the store', 'Say which one', 'Say which one'].map((said) => ({ status: 1, said: expect.stringContaining(said) })),
    );
  });

  it('leave a worker that polls until it is told to stop', async () => {
    expect(worker.child.exitCode).toBeNull();
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });
});
