import type { Refusal } from '../../domain/shared/deciding/refusal.ts';
import type { Instant } from '../../domain/shared/time.ts';

/** How a request ended. Commands keep what renders their answer; other requests keep the answer itself. */
export type Answer =
  | {
      readonly outcome: 'ACCEPTED';
      readonly firstSequence: number;
      readonly lastSequence: number;
      readonly version: number;
      readonly decidedAt: Instant;
    }
  | {
      readonly outcome: 'REFUSED';
      readonly refusal: Refusal;
      readonly index: number;
      readonly version: number;
      readonly decidedAt: Instant;
    }
  | { readonly outcome: 'ANSWERED'; readonly status: number; readonly body: unknown; readonly headers: Readonly<Record<string, string>> };
