import { type Actor, ATTRIBUTIONS } from '../shared/actor.ts';
import { type Appended, appendTo } from '../shared/deciding/append.ts';
import { isRecord, isUnreadable } from '../shared/reading/unreadable.ts';
import type { Instant } from '../shared/time.ts';
import type { CommandBodies, HoldDecision } from './bodies.ts';
import type { OrderCommand } from './command.ts';
import { decide } from './decide.ts';
import { event, type OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { redact } from './redact.ts';
import type { OrderContext, OrderState } from './state.ts';

type SignalCommand = 'decide-hold' | 'decide-fee' | 'attribute';

interface ReadSignal {
  readonly decisionId: string;
  readonly actor: Actor;
  readonly command: OrderCommand<SignalCommand>;
  readonly words: Readonly<Record<string, string>>;
}

/** Keeps a signal's ids apart from those of commands. */
const signalId = (decisionId: string): string => `signal-${decisionId}`;

/**
 * A decision of support by signal: the same rules as over HTTP. Whatever arrives is answered by events, never by an exception:
 * what the rules or the form refuse becomes SUPPORT_DECISION_REFUSED; a decision id seen before yields nothing.
 */
export function decideSignal({ state, terms }: OrderContext, signal: unknown, now: Instant): Appended<OrderState, OrderEvent> {
  const read = readSignal(signal);
  const commandId = signalId(typeof read === 'string' ? decisionIdOf(signal) : read.decisionId);
  if (state.handled[commandId]) return { events: [], state };
  if (typeof read === 'string') return refused({ state, terms }, commandId, { code: 'invalid_request', message: read }, signal, now);
  const decided = decide(
    { state, terms },
    { commandId, actor: read.actor, receivedAt: now - state.clockOffsetMs, commands: [read.command] },
  );
  if (!decided.ok) return refused({ state, terms }, commandId, decided.refusal, signal, now);
  // The row that would hold the text does not exist for a signal: it travels on the first event and the store moves it out.
  const events = decided.events.map((made, index) => ({
    ...made,
    command: 'supportDecision' as const,
    ...(index === 0 ? { words: read.words } : {}),
  }));
  return { events, state: decided.state };
}

function refused(
  { state }: OrderContext,
  commandId: string,
  { code, message }: { readonly code: string; readonly message: string },
  signal: unknown,
  now: Instant,
): Appended<OrderState, OrderEvent> {
  const command =
    isRecord(signal) && typeof signal['command'] === 'string' ? signal['command'].slice(0, 40).replace(/[^a-z-]/g, '') : 'unknown';
  const made = event('SUPPORT_DECISION_REFUSED', { decisionId: commandId.slice('signal-'.length), command, code });
  const actor = actorOf(signal) ?? { role: 'support' as const, id: 'unknown' };
  const marks = { at: now, actor, commandId, command: 'supportDecision' as const, step: 0, because: [message.slice(0, 300)] };
  return appendTo(state, [made], marks, evolve);
}

/** @returns what the signal says, or a sentence on what is wrong with it */
function readSignal(signal: unknown): ReadSignal | string {
  if (isUnreadable(signal)) return `It cannot be decoded (encoding ${signal.encoding}).`;
  if (!isRecord(signal)) return 'A support decision is an object.';
  const { decisionId, command, body } = signal;
  const actor = actorOf(signal);
  if (typeof decisionId !== 'string' || !/^[A-Za-z0-9_-]{1,100}$/.test(decisionId)) return 'decisionId is missing or not an id.';
  if (!actor) return 'actor needs a role (support or supervisor) and an id.';
  if (!isRecord(body)) return 'body is missing.';
  const read = typeof command === 'string' ? readBody(command, body) : null;
  if (!read) return 'command is not one of decide-hold, decide-fee, attribute, or its body is not of its form.';
  return { decisionId, actor, command: { ...read.command, body: redact(read.command.command, read.command.body) }, words: read.words };
}

function readBody(
  command: string,
  body: Readonly<Record<string, unknown>>,
): { readonly command: OrderCommand<SignalCommand>; readonly words: Readonly<Record<string, string>> } | null {
  const { holdId, decision, guidance, attributedTo, feeId, reason, appointmentId } = body;
  const attribution = ATTRIBUTIONS.find((one) => one === attributedTo);
  if (
    command === 'decide-hold' &&
    isId(holdId) &&
    isText(guidance) &&
    isOneOf<HoldDecision>(decision, ['RESUME', 'RESCHEDULE', 'CANCEL']) &&
    (attributedTo === undefined || attribution)
  ) {
    const given: CommandBodies['decide-hold'] = { holdId, decision, guidance, ...(attribution ? { attributedTo: attribution } : {}) };
    return { command: { command, body: given, facts: {} }, words: { guidance } };
  }
  if (command === 'decide-fee' && isId(feeId) && isText(reason) && isOneOf<'POST' | 'WAIVE'>(decision, ['POST', 'WAIVE'])) {
    return { command: { command, body: { feeId, decision, reason }, facts: {} }, words: { reason } };
  }
  if (command === 'attribute' && attribution && isText(reason) && (appointmentId === undefined || isId(appointmentId))) {
    const given: CommandBodies['attribute'] = { attributedTo: attribution, reason, ...(isId(appointmentId) ? { appointmentId } : {}) };
    return { command: { command, body: given, facts: {} }, words: { reason } };
  }
  return null;
}

function actorOf(signal: unknown): Actor | null {
  const actor = isRecord(signal) ? signal['actor'] : null;
  if (!isRecord(actor) || !isId(actor['id'])) return null;
  const role = actor['role'];
  return role === 'support' || role === 'supervisor' ? { role, id: actor['id'] } : null;
}

/** What cannot be decoded is told apart by its bytes. Another signal without a readable id by nothing: all of them count as one. */
function decisionIdOf(signal: unknown): string {
  if (isUnreadable(signal)) return `unreadable-${signal.digest}`;
  const given = isRecord(signal) ? signal['decisionId'] : null;
  return isId(given) ? given : 'unreadable';
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 4000 && !UNSTORABLE.test(value);
}

// What no database takes as text: the decision would be made, and could be recorded nowhere.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is refused
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return allowed.some((one) => one === value);
}
