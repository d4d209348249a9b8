/** What is said of it before, and what is done on the word. */
export interface Found {
  readonly workflowId: string;
  readonly sequence: number;
  readonly isDiverged: boolean;
  readonly lost: readonly { readonly sequence: number; readonly type: string }[] | null;
  readonly restart: (options: { readonly withoutSignals: boolean }) => Promise<{ readonly signals: number; readonly decided: number }>;
}

/** @returns null where it is not there, or has ended */
export type Find = (kind: 'order' | 'claim', id: string) => Promise<Found | null>;
