// Goal: API and worker as processes of their own serve one lifecycle, stop without cutting anything, and refuse to start by one sentence.
// Method: two APIs and a worker as their npm scripts start them, on a real PostgreSQL and a real Temporal server.
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Connection } from '@temporalio/client';
import { CUSTOMER, INSPECTED, newOrder, PROVIDER, REGISTERED, SUPPORT, SYSTEM } from '../api/support/orders.ts';
import { describePostgres } from '../support/database.ts';
import { createDeployment, type Deployment, type Serving } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';

jest.setTimeout(120_000);

type Json = Readonly<Record<string, unknown>>;

describePostgres('separate processes', (database) => {
  let deployment: Deployment;
  let [first, second, worker]: (Serving | undefined)[] = [];

  beforeAll(async () => {
    deployment = await createDeployment(await database());
  }, 60_000);
  afterAll(() => deployment.close(), 60_000);

  const api = (serving: Serving | undefined): string => serving?.url ?? 'http://nowhere.invalid';

  async function send(url: string, method: string, path: string, token: string, body?: unknown): Promise<Json> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await response.json()) as Json;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(read)}`);
    return read;
  }

  it.each([
    ['the database is not prepared', 'api', {}, 'npm run migrate'],
    ['the database does not answer', 'worker', { DATABASE_URL: 'postgres://holdfast@127.0.0.1:1/none' }, 'DATABASE_URL'],
  ] as const)('does not start where %s, and says so in one sentence', async (_what, kind, change, said) => {
    const refused = deployment.run(kind, change);
    expect(await refused.ended).toBe(1);
    expect(refused.text()).toContain(said);
    expect(refused.text().trim().split('\n')).toHaveLength(1);
  });

  it('prepares the database by a job of its own', async () => {
    const job = deployment.run('migrate');
    expect(await job.ended).toBe(0);
    expect(job.text()).toContain('Applied: 0001-inbox');
  });

  it('does not start a worker where Temporal does not answer', async () => {
    const refused = deployment.run('worker', { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    expect(await refused.ended).toBe(1);
    expect(refused.text()).toContain('Temporal does not answer at 127.0.0.1:1');
  });

  it('is ready once API and worker are there, and says what the namespace forgets', async () => {
    worker = await deployment.serve('worker');
    [first, second] = await Promise.all([deployment.serve('api'), deployment.serve('api')]);
    for (const serving of [worker, first, second]) {
      for (const probe of ['/livez', '/startupz', '/readyz']) expect((await fetch(`${api(serving)}${probe}`)).status).toBe(200);
      // Figures are for who watches: an API has them on a port of their own, a worker with its probes.
      const [, figures] = /metrics (http:\/\/[^ )]+\/metrics)/.exec(serving.text()) ?? [];
      expect((await fetch(figures ?? `${api(serving)}/metrics`)).status).toBe(200);
      expect((await fetch(`${api(serving)}/metrics`)).status).toBe(figures === undefined ? 200 : 404);
      expect(serving.text()).toContain('keeps ended workflows for');
    }
  });

  it('has a server that answers the open polls of a worker that stops: what it was about to hand over is not lost', async () => {
    const connection = await Connection.connect({ address: deployment.temporal.address });
    const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    await connection.close();
    expect(namespaceInfo?.capabilities?.workerPollCompleteOnShutdown).toBe(true);
  });

  it('carries an order to its completion through either API', async () => {
    const [one, other] = [api(first), api(second)];
    await send(one, 'PUT', '/v1/providers/prov-1', SYSTEM, REGISTERED);
    const { orderId } = await send(other, 'POST', '/v1/orders', SYSTEM, newOrder({ sandbox: true }));
    const give = (url: string, name: string, token: string, body: unknown = {}) =>
      send(url, 'POST', `/v1/orders/${String(orderId)}/commands/${name}`, token, body);
    await give(one, 'assign-technicians', PROVIDER, { technicianIds: ['tech-1'] });
    await give(other, 'arrive', PROVIDER);
    await give(one, 'record-inspection', PROVIDER, INSPECTED);
    await give(other, 'start-work', PROVIDER);
    await give(one, 'finish-work', PROVIDER);
    await give(other, 'confirm-scope', PROVIDER, {
      customerPresent: true,
      items: [{ itemId: 'mount', done: true }],
      qualityAccepted: true,
    });
    await give(one, 'add-job-note', PROVIDER, { text: 'Mounted.' });
    await give(other, 'sign-off', CUSTOMER, { signedBy: 'Dana Example', proofType: 'CUSTOMER_SIGNATURE' });
    const { order } = (await give(one, 'complete', PROVIDER)) as { order: Json };
    expect(order['state']).toBe('COMPLETED');
    expect(await send(other, 'GET', `/v1/orders/${String(orderId)}`, SUPPORT)).toMatchObject({ state: 'COMPLETED' });
  });

  it('stops an API under load: not ready first, every answer given, no connection reset', async () => {
    if (!first) throw new Error('not started');
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    let isReady = true;
    const outcomes: string[] = [];
    const user = async (): Promise<void> => {
      while (isReady) outcomes.push(await outcomeOf(agent, `${api(first)}/v1/policies`));
    };
    const users = Array.from({ length: 4 }, user);
    await eventually('some answers', async () => outcomes.length > 20);
    first.child.kill('SIGTERM');
    await eventually('it says that it is not ready', async () => (await fetch(`${api(first)}/readyz`)).status === 503);
    // As a balancer does that looks at the probe: what it had sent by then is answered.
    isReady = false;
    await Promise.all(users);
    expect(await first.ended).toBe(0);
    agent.destroy();
    expect([...new Set(outcomes)]).toEqual(['200']);
  });

  it('stops a worker, and goes on with commands when another one is there', async () => {
    worker?.child.kill('SIGTERM');
    expect(await worker?.ended).toBe(0);
    const made = await send(api(second), 'POST', '/v1/orders', SYSTEM, newOrder());
    worker = await deployment.serve('worker');
    const path = `/v1/orders/${String(made['orderId'])}/commands/assign-technicians`;
    expect(await send(api(second), 'POST', path, PROVIDER, { technicianIds: ['tech-1'] })).toMatchObject({ outcome: 'ACCEPTED' });
  });
});

/** The status, or how the connection failed. */
function outcomeOf(agent: Agent, url: string): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, headers: { authorization: `Bearer ${SUPPORT}` } }, (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
      response.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
    });
    sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'failed'));
    sent.end();
  });
}
