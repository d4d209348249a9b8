import type { HoldDecision } from '../../domain/order/bodies.ts';
import type { OrderDetails } from '../../domain/order/details.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import { activeAppointment, type OrderState } from '../../domain/order/state.ts';
import { deadlinesOf } from '../../domain/order/time/deadlines.ts';
import type { LadderName, Terms } from '../../domain/policy/terms.ts';
import { findTemplate } from './table.ts';
import { type Language, NONE, type Variables, type VariableValue, wordingLanguage } from './template.ts';
import { feeDecisionWords, holdDecisionWords, ladderWords } from './words.ts';

/** What a message is written from; the store's OrderRecord is one. */
export interface OrderToWriteAbout {
  readonly state: OrderState;
  readonly details: OrderDetails;
  readonly terms: Terms;
}

/** What a message names beside its order; MessageIntent and MessageRow are such. */
export interface MessageToWrite {
  readonly templateId: string | null;
  readonly variables: Variables;
  readonly locale: string;
  readonly holdId: string | null;
}

interface Sources {
  readonly order: OrderToWriteAbout;
  readonly message: MessageToWrite;
  readonly language: Language;
}

/** Below what a variable may have, so that a long text is cut rather than the message refused. */
const TEXT_LENGTH_MAX = 1500;
const NOTES_SHOWN_MAX = 10;
const NOTE_LENGTH_MAX = 150;
const LIST_ITEMS_MAX = 30;
const LIST_ITEM_LENGTH_MAX = 60;

/** How each variable that the order knows is found; undefined where it does not (yet) know. */
const FROM_ORDER: Readonly<Record<string, (sources: Sources) => VariableValue | undefined>> = {
  orderId: ({ order }) => order.state.orderId,
  customerName: ({ order }) => order.details.given.customer.name,
  serviceTitle: ({ order }) => order.details.given.scopeOfWork.title,
  // The message knows which appointment it was about; the order may have another by now.
  appointmentStart: ({ order, message }) => message.variables['startAt'] ?? appointmentStart(order),
  closesAt: ({ order }) => order.state.claimWindow?.closesAt ?? NONE,
  scopeItems: ({ order }) => list(order.details.given.scopeOfWork.items.map(({ description }) => description)),
  workDone: ({ order }) => workDone(order),
  notesCount: ({ order }) => recorded(order, 'JOB_NOTE_ADDED').length,
  notes: ({ order }) => notes(order),
  issue: ({ order, message }) => textOf(order, lastOf(order, 'ISSUE_RAISED', message.variables['issueId']), 'description'),
  guidance: ({ order, message }) => textOf(order, lastHoldDecision(order, message), 'guidance') ?? NONE,
  decision: (sources) => decision(sources),
  amount: ({ order, message }) => feeAmount(order, message),
  what: ({ message, language }) => ladderOf(message)?.[language],
  until: ({ order, message }) => nextRungAt(order, message) ?? NONE,
};

/** Variables that nobody has to fill in: the order's own. */
export function isFilledFromOrder(name: string): boolean {
  return Object.hasOwn(FROM_ORDER, name);
}

/**
 * All variables of the message's template: what the message gives, else what the order knows. What the template does not
 * use is left out; what nobody knows stays missing, and rendering refuses it.
 * `what`, `decision` and `amount` come from the order even where the message gives a code for them: codes are not for people.
 */
export function templateVariables(order: OrderToWriteAbout, message: MessageToWrite): Variables {
  const template = message.templateId === null ? null : findTemplate(message.templateId);
  const sources: Sources = { order, message, language: wordingLanguage(message.locale) };
  const found = Object.keys(template?.variables ?? {}).flatMap((name): [string, VariableValue][] => {
    const given = Object.hasOwn(message.variables, name) ? message.variables[name] : undefined;
    const own = Object.hasOwn(FROM_ORDER, name) ? FROM_ORDER[name]?.(sources) : undefined;
    const [first, second] = IN_WORDS.has(name) ? [own, given] : [given, own];
    // NONE is an answer too.
    const value = first === undefined ? second : first;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(found);
}

const IN_WORDS: ReadonlySet<string> = new Set(['what', 'decision', 'amount']);

function appointmentStart({ state }: OrderToWriteAbout): VariableValue | undefined {
  return (activeAppointment(state) ?? state.appointments.at(-1))?.startAt;
}

/** Until when the reader has time: then the ladder climbs further. */
function nextRungAt({ state, terms }: OrderToWriteAbout, { variables }: MessageToWrite): VariableValue | undefined {
  const deadlines = deadlinesOf(state, terms);
  return deadlines.find(({ kind, subject }) => kind === variables['ladder'] && subject === variables['subject'])?.due;
}

function recorded<T extends OrderEvent['type']>({ details }: OrderToWriteAbout, type: T): readonly Extract<OrderEvent, { type: T }>[] {
  return details.record.filter((event): event is Extract<OrderEvent, { type: T }> => event.type === type);
}

function lastOf(order: OrderToWriteAbout, type: 'ISSUE_RAISED', issueId: VariableValue | undefined): OrderEvent | undefined {
  const issues = recorded(order, type);
  return issues.findLast(({ data }) => data.issueId === issueId) ?? issues.at(-1);
}

function lastHoldDecision(order: OrderToWriteAbout, message: MessageToWrite): Extract<OrderEvent, { type: 'HOLD_DECIDED' }> | undefined {
  const holdId = message.holdId ?? message.variables['holdId'];
  const decisions = recorded(order, 'HOLD_DECIDED');
  return decisions.findLast(({ data }) => data.holdId === holdId) ?? decisions.at(-1);
}

function textOf({ details }: OrderToWriteAbout, event: OrderEvent | undefined, field: string): string | undefined {
  const text = event === undefined ? undefined : details.texts[event.sequence]?.[field];
  return typeof text === 'string' && text.trim() !== '' ? shortened(text.trim(), TEXT_LENGTH_MAX) : undefined;
}

function workDone({ state, details }: OrderToWriteAbout): VariableValue {
  const done = new Set(state.scopeCheck?.items.filter((item) => item.done).map(({ itemId }) => itemId));
  return list(details.given.scopeOfWork.items.filter(({ itemId }) => done.has(itemId)).map(({ description }) => description));
}

function notes(order: OrderToWriteAbout): VariableValue {
  const texts = recorded(order, 'JOB_NOTE_ADDED').map((event) => textOf(order, event, 'text'));
  return bullets(texts.filter((text) => text !== undefined).slice(-NOTES_SHOWN_MAX), NOTE_LENGTH_MAX);
}

function list(items: readonly string[]): VariableValue {
  return bullets(items.slice(0, LIST_ITEMS_MAX), LIST_ITEM_LENGTH_MAX);
}

function bullets(items: readonly string[], lengthMax: number): VariableValue {
  if (items.length === 0) return NONE;
  return items.map((item) => `- ${shortened(item.replace(/\s+/g, ' ').trim(), lengthMax)}`).join('\n');
}

/** Counted in characters, so that none is cut in half. */
function shortened(text: string, lengthMax: number): string {
  const characters = Array.from(text);
  return characters.length <= lengthMax ? text : `${characters.slice(0, lengthMax - 1).join('')}…`;
}

function decision({ order, message, language }: Sources): string | undefined {
  if (message.templateId === 'fee-decided') {
    const status = feeOf(order, message)?.status;
    return status === 'POSTED' || status === 'WAIVED' || status === 'REVERSED' ? feeDecisionWords[status][language] : undefined;
  }
  const decided: HoldDecision | undefined = lastHoldDecision(order, message)?.data.decision;
  return decided === undefined ? undefined : holdDecisionWords[decided][language];
}

function feeOf({ state }: OrderToWriteAbout, { variables }: MessageToWrite): OrderState['fees'][number] | undefined {
  return state.fees.find(({ feeId }) => feeId === variables['feeId']) ?? state.fees.at(-1);
}

function feeAmount(order: OrderToWriteAbout, message: MessageToWrite): string | undefined {
  const { amountMinor, currency } = message.variables;
  if (amountMinor !== undefined && currency !== undefined) return `${amountMinor} ${currency}`;
  const amount = feeOf(order, message)?.amount;
  return amount === undefined ? undefined : `${amount.amountMinor} ${amount.currency}`;
}

function ladderOf({ variables }: MessageToWrite): (typeof ladderWords)[LadderName] | undefined {
  const ladder = String(variables['ladder'] ?? '');
  return isLadder(ladder) ? ladderWords[ladder] : undefined;
}

function isLadder(name: string): name is LadderName {
  return Object.hasOwn(ladderWords, name);
}
