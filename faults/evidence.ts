import type { StoredClaimEvent, StoredEvent } from '../store/contract/store.ts';
import type { Acknowledged } from './client.ts';
import type { Mail } from './mail-sink.ts';
import type { Lived } from './shapes.ts';

/** An order's or claim's row, as the store has it. */
export interface SubjectRow {
  readonly id: string;
  readonly orderId: string;
  readonly name: string;
  readonly version: number;
  readonly sequence: number;
  readonly ended: boolean;
  readonly diverged: boolean;
  readonly lastHash: string;
}

export interface RequestRow {
  readonly commandId: string;
  readonly key: string | null;
  readonly orderId: string | null;
  readonly claimId: string | null;
  /** It was a command of an order or claim, decided by its workflow; else the store answered it. */
  readonly isCommand: boolean;
  readonly outcome: 'ACCEPTED' | 'REFUSED' | 'ANSWERED' | null;
  readonly receivedAt: number;
  readonly answer: {
    readonly firstSequence?: number;
    readonly lastSequence?: number;
    readonly version?: number;
    readonly status?: number;
    readonly refusal?: { readonly code: string };
  } | null;
}

export interface LetterRow {
  readonly messageId: string;
  readonly orderId: string;
  readonly status: string;
  readonly template: string | null;
  readonly purpose: string;
  readonly attempts: number;
}

export interface Entry {
  readonly key: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface TimedOut {
  readonly how: 'START_TO_CLOSE' | 'SCHEDULE_TO_START' | 'unknown';
  /** When a worker was given it, and which; null where none was. */
  readonly startedAt: number | null;
  readonly worker: string;
}

/** What Temporal says of one workflow. */
export interface WorkflowFacts {
  /** Null: it is not there. */
  readonly status: string | null;
  /** What it answers to the query; null where it has ended. */
  readonly version: number | null;
  readonly sequence: number | null;
  readonly pendingActivities: number;
  /** Attempts of the workflow task that is pending; 0: none is. */
  readonly pendingTaskAttempts: number;
  /** Causes of workflow tasks that failed, in all of its runs. */
  readonly failedTasks: readonly string[];
  /** Workflow tasks that timed out, by how: one that a worker had begun (START_TO_CLOSE), or one that no worker took up where it was cached. */
  readonly timedOutTasks: readonly TimedOut[];
  /** Activities that needed more than one attempt, by what ended the attempt before the last one. */
  readonly retried: readonly string[];
}

/** Everything that is known at the end of a run, as plain data: what the clients were told, and what is there. */
export interface Evidence {
  readonly journal: readonly Acknowledged[];
  readonly lived: readonly Lived[];
  readonly orders: readonly SubjectRow[];
  readonly claims: readonly SubjectRow[];
  readonly events: ReadonlyMap<string, readonly StoredEvent[]>;
  readonly claimEvents: ReadonlyMap<string, readonly StoredClaimEvent[]>;
  readonly requests: readonly RequestRow[];
  readonly letters: readonly LetterRow[];
  readonly entries: readonly Entry[];
  readonly mails: readonly Mail[];
  /** The right side of every Message-ID. */
  readonly mailDomain: string;
  /** By order id, and by claim id. */
  readonly workflows: ReadonlyMap<string, WorkflowFacts>;
}

/** Something that must never be. */
export interface Violation {
  readonly rule:
    | 'answer.lost'
    | 'answer.differs'
    | 'command.twice'
    | 'command.undecided'
    | 'receipt.missing'
    | 'log.broken'
    | 'log.diverged'
    | 'order.end'
    | 'fee.twice'
    | 'fee.missing'
    | 'ledger.unbalanced'
    | 'letter.missing'
    | 'letter.phantom'
    | 'letter.unsent'
    | 'mail.missing'
    | 'mail.phantom'
    | 'mail.differs'
    | 'workflow.missing'
    | 'workflow.differs'
    | 'workflow.stuck'
    | 'stop.cut';
  readonly of: string;
  readonly why: string;
}
