// Goal: a version with another rule and another schema comes and goes while orders are open: none is stuck, none is decided twice.
// Method: two versions made of this checkout, their processes on a real PostgreSQL and a real Temporal server, users who never pause.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { claimTermsIn, loadPolicies } from '../../policies/registry.ts';
import type { Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { isDeep } from '../domain/support/properties.ts';
import { bundleForReplay, replay } from '../replay/support/replay.ts';
import { describePostgres } from '../support/database.ts';
import { createDeployment, type Deployment, type Serving } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { eventsOf, runsOf } from '../support/history.ts';
import { checkEverything } from './support/check.ts';
import { CANCEL, createLoad, FEE, NOTE, TO_COMPLETED, TO_DOOR, TO_END, TO_FINISHED, TO_WORK } from './support/load.ts';
import { ADDS, makeVersions, NEW_WARNING, TAKES_AWAY, type Versions } from './support/versions.ts';

jest.setTimeout(isDeep ? 600_000 : 240_000);

/** Orders of each kind that are in the middle of something, and users beside them. */
const EACH = isDeep ? 12 : 2;
const USERS = isDeep ? 6 : 2;

let versions: Versions;
beforeAll(async () => {
  installRuntime({ warn: () => undefined, error: () => undefined });
  versions = await makeVersions();
}, 60_000);
afterAll(() => Promise.all(Object.values(versions).map((version) => version.remove())));

describePostgres('a version that comes and goes', (database) => {
  const load = createLoad();
  let deployment: Deployment;
  let databaseUrl: string;
  let store: Store;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    databaseUrl = await database();
    deployment = await createDeployment(databaseUrl);
    connection = await Connection.connect({ address: deployment.temporal.address });
    client = new Client({ connection });
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await connection.close();
    await deployment.close();
  }, 60_000);

  const job = async (kind: 'migrate' | 'promote', version: 'first' | 'second' | 'third') => {
    const ran = deployment.run(kind, { WORKER_BUILD_ID: version }, { root: versions[version].root });
    return { status: await ran.ended, said: ran.text().trim() };
  };
  const promote = async (version: 'first' | 'second', before: string) => {
    const first = await job('promote', version);
    // On a machine that has no time to spare it may say so; then it says that it is done.
    const isLate = first.said.endsWith('run it again.');
    const said = isLate ? `Version ${version} is current already.` : `Version ${version} is current now; it was ${before}.`;
    expect(isLate ? await job('promote', version) : first).toEqual({ status: 0, said });
  };
  const start = async (version: 'first' | 'second') => {
    const how = { root: versions[version].root };
    const [worker, api] = await Promise.all([
      deployment.serve('worker', { WORKER_BUILD_ID: version }, how),
      deployment.serve('api', {}, how),
    ]);
    return { worker, api };
  };
  const stop = async (...processes: readonly Serving[]) => {
    for (const { child } of processes) child.kill('SIGTERM');
    for (const { ended } of processes) expect(await ended).toBe(0);
  };

  const several = (count: number, make: () => Promise<string>) => Promise.all(Array.from({ length: count }, make));
  const each = (orders: readonly string[], ...steps: readonly (readonly [string, string, object?])[]) =>
    Promise.all(orders.map((orderId) => load.give(orderId, ...(steps as Parameters<typeof load.give>[1][]))));
  const warned = async (orders: readonly string[]) =>
    (await each(orders, NOTE)).map(({ body }) => (body['warnings'] as readonly { code: string }[]).map(({ code }) => code));
  const eachOf = (orders: readonly string[], codes: readonly string[]) => orders.map(() => codes);
  const raised = (orders: readonly string[]) =>
    Promise.all(
      orders.map((orderId) =>
        eventually('its rules are raised', async () =>
          (await store.orders.timeline(orderId)).some(({ event }) => event.type === 'RULES_RAISED'),
        ),
      ),
    );

  it('changes nothing for open orders until they continue as new, gives new ones the new rule, and can be taken back', async () => {
    expect((await job('migrate', 'first')).status).toBe(0);
    let first = await start('first');
    load.goTo(first.api.url);
    await promote('first', 'the workers without a version');
    store = await openStore({ databaseUrl, schema: 'REQUIRE', claimTermsOf: claimTermsIn(loadPolicies()) });
    await load.register();
    const users = load.users(USERS);

    // Orders in every phase, under the first rules.
    const [asked, atTheDoor, atWork, finished, completed, cancelled] = (await Promise.all(
      [
        [],
        TO_DOOR,
        [...TO_DOOR, ...TO_WORK],
        [...TO_DOOR, ...TO_WORK, ...TO_FINISHED],
        [...TO_DOOR, ...TO_WORK, ...TO_FINISHED, ...TO_COMPLETED],
        [...TO_DOOR, CANCEL],
      ].map((steps) =>
        several(EACH, async () => {
          const orderId = await load.create();
          if (steps.length > 0) await load.give(orderId, ...steps);
          return orderId;
        }),
      ),
    )) as [string[], string[], string[], string[], string[], string[]];
    const old = [...asked, ...atTheDoor, ...atWork, ...finished, ...completed];

    // The migration of the second version while the first one serves, then its processes, then the change.
    expect(await job('migrate', 'second')).toEqual({ status: 0, said: `Applied: ${ADDS}.` });
    expect(await job('migrate', 'first')).toEqual({ status: 0, said: 'The database is up to date.' });
    const second = await start('second');
    load.goTo(first.api.url, second.api.url);
    expect(await warned(atWork)).toEqual(eachOf(atWork, []));
    await promote('second', 'version first');
    load.goTo(second.api.url);
    await stop(first.api, first.worker);

    // The second version goes on with all of them, by the rules that they began with; only what begins has the new ones.
    expect(await warned(old)).toEqual(eachOf(old, []));
    const begun = await several(EACH, load.create);
    expect(await warned(begun)).toEqual(eachOf(begun, [NEW_WARNING]));
    await each(begun, ...TO_DOOR, ...TO_WORK);
    await each(finished, ...TO_COMPLETED);
    await raised(finished);
    expect(await warned(finished)).toEqual(eachOf(finished, [NEW_WARNING]));
    await each(cancelled, FEE);

    // It was a mistake: back to the first version, on the schema as it is now. The second one does not even stop orderly.
    first = await start('first');
    load.goTo(first.api.url, second.api.url);
    for (const { child } of [second.worker, second.api]) child.kill('SIGKILL');
    await promote('first', 'version second');
    load.goTo(first.api.url);

    // What had the new rules keeps them, what did not never gets them.
    expect(await warned([...finished, ...begun])).toEqual(eachOf([...finished, ...begun], [NEW_WARNING]));
    await each(asked, ...TO_DOOR);
    await each([...asked, ...atTheDoor], ...TO_WORK);
    await each([...asked, ...atTheDoor, ...atWork, ...begun], ...TO_FINISHED, ...TO_COMPLETED);
    const kept = [...asked, ...atTheDoor, ...atWork, ...completed];
    expect(await warned(kept)).toEqual(eachOf(kept, []));
    expect(await warned(begun)).toEqual(eachOf(begun, [NEW_WARNING]));

    await each([...old, ...begun, ...cancelled], TO_END);
    await users.stop();
    expect(load.counted.differing).toEqual([]);
    await checkEverything({ databaseUrl, store, client, orders: load.orders });
    const workedOn = await Promise.all(begun.map(async (orderId) => versionsIn(await runsOf(client, orderId))));
    expect(workedOn).toEqual(eachOf(begun, ['second', 'first']));
    expect(versionsIn(await runsOf(client, atWork[0] ?? ''))).toEqual(['first', 'second', 'first']);
    console.info(`upgrade: ${load.orders.length} orders, ${load.counted.answered} commands, ${load.counted.again} asked again`);
  });

  it('cannot be taken back once it has taken something away, and says so', async () => {
    expect(await job('migrate', 'third')).toEqual({ status: 0, said: `Applied: ${TAKES_AWAY}.` });
    const sentence = `The database was migrated by a newer version (${TAKES_AWAY}): start that version.`;
    const refused = (['api', 'worker'] as const).map((kind) => deployment.run(kind, {}, { root: versions.first.root }));
    expect(await Promise.all(refused.map(({ ended }) => ended))).toEqual([1, 1]);
    expect(refused.map(({ text }) => text().trim())).toEqual([sentence, sentence]);
  });
});

/** The versions that worked on an order, one after the other. */
function versionsIn(runs: Awaited<ReturnType<typeof runsOf>>): readonly string[] {
  const builds = runs.flatMap(eventsOf).flatMap((event) => event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId ?? []);
  return builds.filter((build, index) => build !== builds[index - 1]);
}

describe('the changed rule', () => {
  const folder = new URL('../replay/histories/', import.meta.url);
  const histories = readdirSync(folder).filter((name) => isDeep || /^(visit|defect)\./.test(name));

  async function differing(root: string): Promise<readonly string[]> {
    const bundle = await bundleForReplay({ workflows: new URL(`file://${root}/workflows/index.ts`) });
    const found: string[] = [];
    for (const name of histories) found.push(...(await replay(bundle, JSON.parse(readFileSync(new URL(name, folder), 'utf8')), name)));
    return found;
  }

  it('under its number replays what orders were answered before', async () => {
    expect(await differing(versions.second.root)).toEqual([]);
  });

  it('without its number is found by the replay of saved histories, before it is deployed', async () => {
    const found = await differing(versions.wrong.root);
    expect(found.some((difference) => difference.startsWith('update '))).toBe(true);
    expect(found.some((difference) => difference.startsWith('activity '))).toBe(true);
  });
});
