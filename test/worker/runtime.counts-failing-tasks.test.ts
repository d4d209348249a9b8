// Goal: a workflow task that fails is counted under the name that the alarm looks at.
// Method: a real server and worker, with a workflow that has a bug; the page of metrics that a worker serves.
import { beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../../app/embedded/free-port.ts';
import { createMeters } from '../../telemetry/meters.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { installRuntime } from '../../worker/runtime.ts';
import { createBench } from '../support/bench.ts';
import { eventually } from '../support/eventually.ts';
import { useEngine } from '../support/use-bench.ts';

const meters = createMeters();
// Before the engine: the runtime is installed once.
beforeAll(async () => {
  meters.add(installRuntime({ warn: () => undefined, error: () => undefined }, await freePort('127.0.0.1')));
});
const engine = useEngine();

const FAILED = /^temporal_workflow_task_execution_failed_total\{.*\} [1-9]/m;

it('a task that fails is counted, and none before', async () => {
  const bench = await createBench(engine(), { bundle: await bundleWorkflows(new URL('failing/index.ts', import.meta.url)) });
  await bench.startWorker();
  expect((await meters.text()).body).not.toMatch(FAILED);
  await bench.gateway.start({ state: { orderId: 'so-bug' } } as unknown as Parameters<typeof bench.gateway.start>[0]);
  await eventually('the failure is counted', async () => FAILED.test((await meters.text()).body));
  await engine().client.workflow.getHandle('order/so-bug').terminate();
  await bench.close();
});
