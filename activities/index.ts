import { guarded } from './failures.ts';
import type { ActivityPorts, EffectInput } from './ports.ts';
import { recordEvents } from './record.ts';
import { type RecordFeeInput, recordFee } from './record-fee.ts';
import { type SendMessageInput, type SendMessageResult, sendMessage } from './send-message.ts';
import { type SettledBeforeInput, settledBefore } from './settled-before.ts';

export type { ActivityPorts } from './ports.ts';

/**
 * The activities of an order under the names that its history knows them by; never renamed.
 * Each may run any number of times, also twice at once. What they throw is an ApplicationFailure with a code and no content.
 */
export function createActivities(ports: ActivityPorts) {
  return {
    /** @returns the sequence up to which the store has the order */
    record: (input: EffectInput): Promise<{ sequence: number }> =>
      guarded('record', async () => ({ sequence: (await recordEvents(ports, input)).state.sequence })),
    sendMessage: (input: SendMessageInput): Promise<SendMessageResult> => guarded('sendMessage', () => sendMessage(ports, input)),
    recordFee: (input: RecordFeeInput): Promise<{ entered: boolean }> => guarded('recordFee', () => recordFee(ports, input)),
    settledBefore: (input: SettledBeforeInput): Promise<void> => guarded('settledBefore', () => settledBefore(ports, input)),
  };
}

/** Imported by workflows as a type only. */
export type Activities = ReturnType<typeof createActivities>;
