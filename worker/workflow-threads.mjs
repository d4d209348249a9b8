// Loaded by Node before anything else in every thread (`--import`, scripts/setup.mjs), for the threads that run workflows.
//
// Temporal's SDK notes a stack trace for each promise that workflow code makes, for its `__stack_trace` query, and has no option
// against it. That was a fifth of a workflow thread's time here. Nobody reads those traces: an order says itself what it waits
// for. The query then answers with nothing; all else stays as it is. To be removed once the SDK can leave them out.
import v8 from 'node:v8';
import { isMainThread } from 'node:worker_threads';

if (!isMainThread) v8.promiseHooks.createHook = () => () => undefined;
