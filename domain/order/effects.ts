import type { MessagePurpose } from '../policy/pack.ts';
import type { Money } from '../shared/money.ts';
import type { OrderEvent } from './events.ts';
import type { OrderState } from './state.ts';

/** A message that follows from an event. Its text is rendered by channels/ from the template, the variables and the order. */
export interface MessageIntent {
  readonly messageId: string;
  readonly purpose: MessagePurpose | 'REMINDER' | 'ESCALATION' | 'NOTICE';
  readonly to: 'CUSTOMER' | 'PROVIDER' | 'SUPERVISOR' | 'SUPPORT';
  /** Null: the text was written by a person and is in the command's row. */
  readonly templateId: string | null;
  readonly variables: Readonly<Record<string, string | number>>;
  readonly locale: string;
  readonly holdId: string | null;
}

export interface FeeIntent {
  readonly key: string;
  readonly feeId: string;
  readonly amount: Money;
  readonly reversal: boolean;
  readonly providerId: string;
}

export type Effect = { readonly kind: 'message'; readonly message: MessageIntent } | { readonly kind: 'fee'; readonly fee: FeeIntent };

/** What has to happen outside because of an event; `state` is the state after it. Same input, same ids: an effect is done once by its key. */
export function effectsOf(_event: OrderEvent, _state: OrderState): readonly Effect[] {
  return [];
}
