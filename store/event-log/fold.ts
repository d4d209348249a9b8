import { evolveDetails, type OrderDetails } from '../../domain/order/details.ts';
import { effectsOf, type MessageIntent } from '../../domain/order/effects.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { evolve } from '../../domain/order/evolve.ts';
import type { OrderState } from '../../domain/order/state.ts';
import { HOLDFAST } from '../../domain/shared/actor.ts';
import type { PrivateData } from '../../domain/shared/reading/redaction.ts';
import type { GivenCommand, MessageRow } from '../contract/store.ts';
import { eventHash } from './chain.ts';
import { type Linked, withoutWords } from './log.ts';
import { newSalt, textsHashOf } from './text-digests.ts';
import { textsOf } from './texts.ts';

/** An order's state and details after some event, and the hash of that event. */
export interface Folded {
  readonly state: OrderState | null;
  readonly details: OrderDetails;
  readonly lastHash: string;
}

export type LinkedEvent = Linked<OrderEvent>;

export interface Step {
  readonly folded: Folded & { readonly state: OrderState };
  readonly linked: LinkedEvent;
  readonly messages: readonly MessageRow[];
}

/** One event further: state, details, the event's place in the chain, and the messages that follow from it. */
export function foldEvent(before: Folded, given: OrderEvent, commands: readonly GivenCommand[] | null): Step {
  const event = withoutWords(given);
  const texts = textsOf(given, before.details, commands);
  const state = evolve(before.state, event);
  const details = evolveDetails(before.details, event, texts);
  const { orderId } = state;
  const salt = newSalt();
  const textsHash = textsHashOf(texts, salt);
  const hash = eventHash(before.lastHash, orderId, event, textsHash);
  return {
    folded: { state, details, lastHash: hash },
    linked: { orderId, event, texts, salt, textsHash, previousHash: before.lastHash, hash },
    messages: messagesOf(event, state, texts),
  };
}

function messagesOf(event: OrderEvent, state: OrderState, texts: PrivateData | null): readonly MessageRow[] {
  return effectsOf(event, state).flatMap((effect) => (effect.kind === 'message' ? [messageRow(effect.message, event, state, texts)] : []));
}

function messageRow(intent: MessageIntent, event: OrderEvent, { orderId }: OrderState, texts: PrivateData | null): MessageRow {
  const written = event.type === 'MESSAGE_ACCEPTED';
  const queued = queuedMessage(intent, { orderId, from: written ? event.actor : HOLDFAST, createdAt: event.at });
  return written ? { ...queued, variables: { ...intent.variables, ...givenVariables(texts) }, text: givenText(texts) } : queued;
}

/** A message that waits to be sent; its text is rendered at the first attempt. */
export function queuedMessage(intent: MessageIntent, by: Pick<MessageRow, 'orderId' | 'from' | 'createdAt'>): MessageRow {
  return {
    ...by,
    messageId: intent.messageId,
    direction: 'OUTBOUND',
    purpose: intent.purpose,
    to: intent.to,
    templateId: intent.templateId,
    variables: intent.variables,
    locale: intent.locale,
    subject: null,
    text: null,
    status: 'QUEUED',
    attempts: 0,
    reasons: [],
    holdId: intent.holdId,
    sentAt: null,
  };
}

function givenText(texts: PrivateData | null): string | null {
  const text = texts?.['text'];
  return typeof text === 'string' ? text : null;
}

function givenVariables(texts: PrivateData | null): MessageRow['variables'] {
  const variables = texts?.['variables'];
  if (typeof variables !== 'object' || variables === null) return {};
  return Object.fromEntries(
    Object.entries(variables).filter(
      (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
    ),
  );
}
