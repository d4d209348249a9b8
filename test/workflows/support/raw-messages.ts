import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { NAMESPACE } from '../../support/engine.ts';

/** A payload as it lies on the wire, made by hand. */
export interface RawPayload {
  readonly metadata?: Readonly<Record<string, Uint8Array>>;
  readonly data?: Uint8Array;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

export const encoded = (encoding: string, data: Uint8Array | string): RawPayload => ({
  metadata: { encoding: bytes(encoding) },
  data: typeof data === 'string' ? bytes(data) : data,
});

export const asJson = (value: unknown): RawPayload => encoded('json/plain', JSON.stringify(value));

/** Nobody here can make a value of these. */
export const UNDECODABLE: Readonly<Record<string, readonly RawPayload[]>> = {
  encrypted: [encoded('binary/encrypted', Uint8Array.of(0, 0, 0))],
  'a protobuf as JSON': [encoded('json/protobuf', '{}')],
  'a binary protobuf': [encoded('binary/protobuf', Uint8Array.of(10, 1, 65))],
  'of an encoding that nobody knows': [encoded('x-unknown/\u0000é', 'x')],
  'of an empty encoding': [encoded('', '{}')],
  'without metadata': [{ data: bytes('{"a": 1}') }],
  'with metadata that is no text': [{ metadata: { encoding: Uint8Array.of(0xff, 0xfe) }, data: bytes('{}') }],
  'an empty payload': [{}],
  'JSON without data': [{ metadata: { encoding: bytes('json/plain') } }],
  'broken JSON': [encoded('json/plain', '{"decisionId": "d-')],
  'JSON of broken UTF-8': [encoded('json/plain', Uint8Array.of(0x7b, 0xff, 0x7d))],
  'a readable argument, then one that is not': [asJson(null), encoded('binary/encrypted', Uint8Array.of(1))],
};

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** A value can be made of these; it means nothing. */
export const MEANINGLESS: Readonly<Record<string, readonly RawPayload[]>> = {
  'no argument': [],
  'several arguments': [asJson({}), asJson([]), asJson('x')],
  null: [asJson(null)],
  undefined: [encoded('binary/null', '')],
  bytes: [encoded('binary/plain', Uint8Array.of(0, 255))],
  'a number': [asJson(7)],
  'a number beyond measure': [encoded('json/plain', '1e999')],
  'a text': [asJson('RESUME')],
  'a text with NUL': [asJson('a\u0000b')],
  'half a character': [encoded('json/plain', '"\\ud800"')],
  'a list': [asJson([1, 2])],
  'an empty object': [asJson({})],
  'a prototype': [encoded('json/plain', '{"__proto__": {"commandId": "x"}, "constructor": 1}')],
  'fields of other types': [
    asJson({ decisionId: {}, noticeId: [], kind: 7, claimId: {}, actor: 'x', body: 1, commandId: {}, commands: 'x', after: {} }),
  ],
  'nested deeply': [encoded('json/plain', `{"kind": ${deep(100_000)}, "noticeId": ${deep(100_000)}, "body": ${deep(100_000)}}`)],
  huge: [asJson({ decisionId: 'x'.repeat(1_500_000), noticeId: 'x'.repeat(100), commandId: 'x' })],
};

const plain = (payloads: readonly RawPayload[]) => ({
  payloads: payloads.map(({ metadata = {}, data }) => ({ metadata, data: data ?? null })),
});
const HEADER = { fields: { tracing: { metadata: { encoding: bytes('binary/encrypted') }, data: Uint8Array.of(1) } } };

/** What any client of Temporal may send to a running workflow, past ours. */
export function rawMessages({ workflowService }: Client, workflowId: string) {
  const workflowExecution = { workflowId };
  const base = { namespace: NAMESPACE, workflowExecution, identity: 'stranger' };
  return {
    signal: (signalName: string, payloads: readonly RawPayload[]): Promise<unknown> =>
      workflowService.signalWorkflowExecution({ ...base, signalName, input: plain(payloads), header: HEADER, requestId: randomUUID() }),
    /** @returns whether it was accepted; a failure of the update is an answer, an error of the call is thrown */
    update: async (name: string, payloads: readonly RawPayload[]): Promise<'ACCEPTED' | 'REJECTED'> => {
      const { outcome } = await workflowService.updateWorkflowExecution({
        ...base,
        firstExecutionRunId: '',
        // Until it is completed.
        waitPolicy: { lifecycleStage: 3 },
        request: { meta: { updateId: randomUUID(), identity: 'stranger' }, input: { name, args: plain(payloads), header: HEADER } },
      });
      return outcome?.failure ? 'REJECTED' : 'ACCEPTED';
    },
    /** @returns whether it was answered */
    query: (queryType: string, payloads: readonly RawPayload[]): Promise<boolean> =>
      workflowService
        .queryWorkflow({
          namespace: NAMESPACE,
          execution: workflowExecution,
          query: { queryType, queryArgs: plain(payloads), header: HEADER },
        })
        .then(
          () => true,
          () => false,
        ),
    /** Under the id of an order, before us or after us. */
    start: (type: string, taskQueue: string, payloads: readonly RawPayload[]): Promise<unknown> =>
      workflowService.startWorkflowExecution({
        namespace: NAMESPACE,
        workflowId,
        workflowType: { name: type },
        taskQueue: { name: taskQueue },
        input: plain(payloads),
        memo: { fields: Object.fromEntries(plain(payloads).payloads.map((payload, index) => [`m${index}`, payload])) },
        header: HEADER,
        identity: 'stranger',
        requestId: randomUUID(),
      }),
    /** Answers the first activity that waits, in its worker's place. @returns whether there was one */
    answerActivity: async (payloads: readonly RawPayload[]): Promise<boolean> => {
      const { pendingActivities } = await workflowService.describeWorkflowExecution({ namespace: NAMESPACE, execution: workflowExecution });
      const activityId = pendingActivities?.[0]?.activityId;
      if (!activityId) return false;
      const answer = { namespace: NAMESPACE, workflowId, runId: '', activityId, result: plain(payloads), identity: 'stranger' };
      return workflowService.respondActivityTaskCompletedById(answer).then(
        () => true,
        () => false,
      );
    },
    failedTasks: async (): Promise<number> => {
      let failed = 0;
      // Two at a time: an event may be as large as half of what the client takes.
      for (let nextPageToken: Uint8Array | undefined = new Uint8Array(); nextPageToken; ) {
        const asked = { namespace: NAMESPACE, execution: workflowExecution, maximumPageSize: 2, nextPageToken };
        const page: Awaited<ReturnType<typeof workflowService.getWorkflowExecutionHistory>> =
          await workflowService.getWorkflowExecutionHistory(asked);
        failed += (page.history?.events ?? []).filter((event) => event.workflowTaskFailedEventAttributes).length;
        nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
      }
      return failed;
    },
  };
}
