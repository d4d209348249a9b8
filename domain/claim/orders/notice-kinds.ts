/** What another object of the program tells a claim; by signal, once by its id. */
export type ClaimNotice =
  | {
      readonly kind: 'recall-ended';
      readonly noticeId: string;
      readonly recallOrderId: string;
      readonly outcome: 'COMPLETED' | 'CANCELLED';
    }
  /** Claims share the test clock of their order; `offsetMs` is the whole offset, not the step. */
  | { readonly kind: 'clock-advanced'; readonly noticeId: string; readonly offsetMs: number };
