// Goal: a job makes a version of the worker the current one, waits for its workers, and says in one sentence what it did or why not.
// Method: workers with a version and the job as processes of their own, on a real PostgreSQL and a real Temporal server.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { describePostgres } from '../support/database.ts';
import { createDeployment, type Deployment, type Serving } from '../support/deployment.ts';

jest.setTimeout(120_000);

describePostgres('the current version of the worker', (database) => {
  let deployment: Deployment;
  let worker: Serving;
  beforeAll(async () => {
    deployment = await createDeployment(await database());
    await deployment.run('migrate').ended;
    worker = await deployment.serve('worker', { WORKER_BUILD_ID: 'v1' });
  }, 60_000);
  afterAll(() => deployment.close(), 60_000);

  async function promote(buildId: string | undefined, change: Readonly<Record<string, string | undefined>> = {}) {
    const job = deployment.run('promote', { WORKER_BUILD_ID: buildId, ...change }, { args: ['--within', '2'] });
    return { status: await job.ended, said: job.text().trim() };
  }

  it('becomes the one that is named, and again nothing happens', async () => {
    expect(await promote('v1')).toEqual({ status: 0, said: 'Version v1 is current now; it was the workers without a version.' });
    expect(await promote('v1')).toEqual({ status: 0, said: 'Version v1 is current already.' });
  });

  it('does not become one whose workers are not there', async () => {
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
  ])('stays as it is where %s, and the job says so in one sentence', async (_what, buildId, change, said) => {
    const refused = await promote(buildId, change);
    expect(refused).toEqual({ status: 1, said: expect.stringContaining(said) });
    expect(refused.said.split('\n')).toHaveLength(1);
  });

  it('polls on until its worker is told to stop', async () => {
    expect(worker.child.exitCode).toBeNull();
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  });
});
