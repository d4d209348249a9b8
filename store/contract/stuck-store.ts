import type { ColumnType } from 'kysely';
import type { Instant } from '../../domain/shared/time.ts';
import type { Subject } from './requests.ts';

/** TASK_FAILS: its code throws, again and again. FOREIGN: under its id runs what is no workflow of ours, or nobody of ours takes it. */
export type WhyStuck = 'TASK_FAILS' | 'FOREIGN';

/** An order or a claim whose workflow stands still: it decides nothing until its code is mended, or it is started again. */
export interface Stuck extends Subject {
  readonly why: WhyStuck;
  /** When that was first seen, or since when Temporal tries, where that is earlier. */
  readonly since: Instant;
  readonly attempts: number;
}

export interface StuckWorkflows {
  /** @param since as far as Temporal knows @returns whether it was not known before */
  mark(stuck: Subject & Pick<Stuck, 'why' | 'attempts'> & { readonly since: Instant | null }): Promise<boolean>;
  /** It moves again, or is gone. @returns whether it was known to stand still */
  clear(subject: Subject): Promise<boolean>;
  /** The oldest first. */
  list(limit: number): Promise<readonly Stuck[]>;
  /** Those of these orders, their claims included. */
  among(orderIds: readonly string[]): Promise<readonly Stuck[]>;
  counts(): Promise<{ readonly orders: number; readonly claims: number }>;
}

export interface StuckWorkflowsTable {
  order_id: string;
  /** Empty: the order itself. */
  claim_id: string;
  why: WhyStuck;
  since: ColumnType<Date, Date, Date>;
  attempts: number;
}
