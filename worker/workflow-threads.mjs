// Loaded by Node before anything else in every thread (`--import`, scripts/setup.mjs), for the threads that run workflows.
// To be removed once the SDK has options for what is left out here; where it changes, all is as the SDK has it.
import v8 from 'node:v8';
import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) {
  // Temporal's SDK notes a stack trace for each promise that workflow code makes, for its `__stack_trace` query. That was a fifth of
  // a workflow thread's time here. Nobody reads those traces: an order says itself what it waits for. The query then answers with
  // nothing.
  v8.promiseHooks.createHook = () => () => undefined;

  // Each entry into the sandbox is guarded against endless loops by a thread that is made and joined for it: half of a workflow
  // thread's time. The guard stays wherever workflow code runs. The last entry of a task only collects what that code asked for.
  const { prototype } = Script;
  const enter = Reflect.get(prototype, 'runInContext');
  prototype.runInContext = function withGuardWhereNeeded(context, options) {
    const isCollecting = context.__temporal_args?.[1] === 'concludeActivation';
    return Reflect.apply(enter, this, [context, isCollecting ? { ...options, timeout: undefined } : options]);
  };
}
