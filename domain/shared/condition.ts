export type ConditionId =
  | 'programme.marketplace'
  | 'partner.enrolled'
  | 'order.completed'
  | 'window.open'
  | 'partner.contacted_first'
  | 'documents.complete'
  | 'claim.none_open';

/** What a condition was judged by, and the event of the order's log that says so. */
export interface ConditionFact {
  readonly event: { readonly sequence: number; readonly type: string } | null;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** One condition of eligibility, explained. */
export interface Condition {
  readonly id: ConditionId;
  /** REQUIRES_ACTION: not met yet, and somebody can still meet it. */
  readonly verdict: 'PASSED' | 'FAILED' | 'REQUIRES_ACTION' | 'NOT_APPLICABLE';
  readonly message: string;
  readonly fact: ConditionFact;
  /** What would fix it; absent where nothing has to or can be done. */
  readonly fix?: string;
}
