import { guarded } from './failures.ts';
import type { ActivityPorts, ClaimEffectInput, EffectInput } from './ports.ts';
import { cancelRecallOrder, createRecallOrder, type RecallInput } from './recall-order.ts';
import { recordClaimEvents, recordEvents } from './record.ts';
import { type RecordFeeInput, recordFee } from './record-fee.ts';
import { type RecordObligationInput, recordObligation } from './record-obligation.ts';
import {
  type SendClaimMessageInput,
  type SendMessageInput,
  type SendMessageResult,
  sendClaimMessage,
  sendMessage,
} from './send-message.ts';
import { type SettledBeforeInput, settledBefore } from './settled-before.ts';
import { type StartClaimInput, startClaim } from './start-claim.ts';
import { type TellClaimInput, type TellOrderInput, tellClaim, tellOrder } from './tell.ts';

export type { ActivityPorts } from './ports.ts';

/**
 * The activities of orders and claims under the names that its history knows them by; never renamed.
 * Each may run any number of times, also twice at once. What they throw is an ApplicationFailure with a code and no content.
 */
export function createActivities(ports: ActivityPorts) {
  return {
    /** @returns the sequence up to which the store has the order */
    record: (input: EffectInput): Promise<{ sequence: number }> =>
      guarded('record', async () => ({ sequence: (await recordEvents(ports, input)).state.sequence })),
    sendMessage: (input: SendMessageInput): Promise<SendMessageResult> => guarded('sendMessage', () => sendMessage(ports, input)),
    recordFee: (input: RecordFeeInput): Promise<{ entered: boolean }> => guarded('recordFee', () => recordFee(ports, input)),
    recordClaim: (input: ClaimEffectInput): Promise<{ sequence: number }> =>
      guarded('recordClaim', async () => ({ sequence: (await recordClaimEvents(ports, input)).state.sequence })),
    sendClaimMessage: (input: SendClaimMessageInput): Promise<SendMessageResult> =>
      guarded('sendClaimMessage', () => sendClaimMessage(ports, input)),
    recordObligation: (input: RecordObligationInput): Promise<{ entered: boolean }> =>
      guarded('recordObligation', () => recordObligation(ports, input)),
    startClaim: (input: StartClaimInput): Promise<void> => guarded('startClaim', () => startClaim(ports, input)),
    tellClaim: (input: TellClaimInput): Promise<void> => guarded('tellClaim', () => tellClaim(ports, input)),
    tellOrder: (input: TellOrderInput): Promise<void> => guarded('tellOrder', () => tellOrder(ports, input)),
    createRecallOrder: (input: RecallInput): Promise<void> => guarded('createRecallOrder', () => createRecallOrder(ports, input)),
    cancelRecallOrder: (input: RecallInput): Promise<void> => guarded('cancelRecallOrder', () => cancelRecallOrder(ports, input)),
    settledBefore: (input: SettledBeforeInput): Promise<void> => guarded('settledBefore', () => settledBefore(ports, input)),
  };
}

/** Imported by workflows as a type only. */
export type Activities = ReturnType<typeof createActivities>;
