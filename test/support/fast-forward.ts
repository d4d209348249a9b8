import { InterceptingCall, type Interceptor } from '@grpc/grpc-js';
import type { Client } from '@temporalio/client';
import * as proto from '@temporalio/proto';

const { temporal } = (proto as unknown as { default?: typeof proto }).default ?? proto;
type Cfg = proto.temporal.api.common.v1.ITimeSkippingConfig;
const MASK = { paths: ['time_skipping_config'] }; // snake_case: proto path, not JSON name

/** Sandbox/test only. Advances ONE workflow's clock by `ms`, then leaves it there (skipping turns itself off). */
export async function fastForward(
  client: Client,
  workflowId: string,
  ms: number,
  opts: { maxSkips?: number; signal?: AbortSignal } = {},
): Promise<Date> {
  const ws = client.workflowService;
  const namespace = client.options.namespace;
  const id = `ff-${crypto.randomUUID()}`;
  const config: Cfg = {
    enabled: true,
    disablePropagation: true,
    maxSessionSkipCount: opts.maxSkips ?? 1000,
    fastForwardConfig: { id, duration: msToDuration(ms) },
  };
  const workflowExecution = { workflowId };
  await ws.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    workflowExecutionOptions: { timeSkippingConfig: config },
    updateMask: MASK,
  });
  const R = temporal.api.enums.v1.FastForwardPollingResult;
  for (;;) {
    // server answers POLL_TIMEOUT after about 20 s
    const r = await ws.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId: id });
    if (r.fastForwardPollingResult === R.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) break;
    if (r.fastForwardPollingResult === R.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED)
      throw new Error(`fast-forward failed: ${r.failedReason}`);
    const d = await ws.describeWorkflowExecution({ namespace, execution: workflowExecution }); // POLL_TIMEOUT
    if (d.workflowExtendedInfo?.timeSkippingInfo?.effectiveConfig?.enabled !== true)
      throw new Error('fast-forward stopped short: maxSessionSkipCount used up');
    opts.signal?.throwIfAborted();
  }
  return virtualNow(client, workflowId);
}
export async function virtualNow(client: Client, workflowId: string): Promise<Date> {
  const d = await client.workflowService.describeWorkflowExecution({ namespace: client.options.namespace, execution: { workflowId } });
  const t = d.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return t ? new Date(Number(t.seconds ?? 0) * 1000 + (t.nanos ?? 0) / 1e6) : new Date();
}
const msToDuration = (ms: number) => proto_Duration(Math.floor(ms / 1000), (ms % 1000) * 1e6);
function proto_Duration(seconds: number, nanos: number) {
  return { seconds: seconds as unknown as NonNullable<proto.google.protobuf.IDuration['seconds']>, nanos };
}

/** gRPC interceptor: adds a config to every StartWorkflowExecution of an ordinary client. */
export const timeSkippingOnStart =
  (get: () => Cfg | undefined): Interceptor =>
  (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      sendMessage(message: Uint8Array, next) {
        const cfg = get();
        if (cfg && options.method_definition.path.endsWith('/StartWorkflowExecution')) {
          const Req = temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
          const req = Req.decode(message);
          req.timeSkippingConfig = cfg;
          message = Buffer.from(Req.encode(req).finish());
        }
        next(message);
      },
    });
