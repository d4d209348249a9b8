import type { Refusal } from '../domain/shared/deciding/refusal.ts';
import type { InboxRow, RecordResult } from '../store/contract/store.ts';
import type { SendResult } from './ports.ts';

/** What a command is given to: an order or a claim, as it was loaded. The way of a command is the same for both (send.ts). */
export interface Target<E> {
  /** For the log: ids only. */
  readonly ids: Readonly<Record<string, string>>;
  /** Its workflow is gone for good. */
  readonly ended: boolean;
  readonly hasStarted: boolean;
  /** As it is now; null: it is not there. */
  reload(): Promise<Target<E> | null>;
  /** Facts, then the update. */
  ask(row: InboxRow): Promise<SendResult<E>>;
  /** Starts its workflow from the store, or leaves it to the reconciler. */
  begin(): Promise<void>;
  /** @param row the request that the events were decided for, where it is one */
  record(events: readonly E[], row?: InboxRow): Promise<RecordResult<unknown>>;
  eventsAfter(sequence: number): Promise<readonly E[]>;
  /** What the rules say of it when there is no workflow any more. @throws UnknownRules */
  decideEnded(row: InboxRow): Promise<EndedDecision<E>>;
  /** What is to be started because of events that were recorded without a workflow. */
  afterEnded(events: readonly E[]): Promise<void>;
}

export type EndedDecision<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusal: Refusal; readonly index: number };
