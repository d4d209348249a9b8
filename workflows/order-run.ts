import { ActivityFailure, ApplicationFailure, allHandlersFinished, condition, log, setHandler, workflowInfo } from '@temporalio/workflow';
import type { CommandRequest } from '../domain/order/command.ts';
import { type Deadline, nextDeadline } from '../domain/order/deadlines.ts';
import { decide } from '../domain/order/decide.ts';
import { type Effect, effectsOf } from '../domain/order/effects.ts';
import type { OrderEvent } from '../domain/order/events.ts';
import { evolve } from '../domain/order/evolve.ts';
import { decideSignal } from '../domain/order/signal.ts';
import type { OrderState, OrderStateName } from '../domain/order/state.ts';
import { tick } from '../domain/order/tick.ts';
import type { Terms } from '../domain/policy/terms.ts';
import { Alarm } from './alarm.ts';
import { record, recordFee, sendMessage, settledBefore } from './effects.ts';
import { type CommandAnswer, commandUpdate, eventsQuery, type ServiceOrderInput, supportDecisionSignal, viewQuery } from './messages.ts';

/** Where a history grows past this the order continues as new: far above an ordinary order, far below the server's own limit. */
const HISTORY_EVENTS_MAX = 1_000;

/** A run that ends waits for its effects; a mail is given up after three days, so no deadline beyond this can fall into it. */
const ENDING_HORIZON_MS = 4 * 86_400_000;

// Contract of a run
// 1. All handlers are registered before the first await; the state is there before them.
// 2. A command is decided twice: in the validator, where a refusal leaves no trace in the history, and in the handler, because
//    replay skips the validator. Handlers decide, change the state and return; they never await.
// 3. A signal never throws: what the rules refuse is an event.
// 4. Effects are queued by events and started by the main loop alone. They are watched, not awaited: none delays the order.
// 5. An effect's input carries the events that no activity has recorded yet, so it records first and then acts.
// 6. One timer. A deadline that blames or releases somebody first asks the store for commands received before it.
// 7. A run ends (continue as new, return) only when all handlers have finished, every event is recorded and no effect is in
//    flight, with no await between that check and the end.

/** One run of an order's workflow: its state, what it still owes the outside, and its one timer. */
export class OrderRun {
  state: OrderState;
  readonly #terms: Terms;
  readonly #events: OrderEvent[] = [];
  readonly #owed: Effect[] = [];
  readonly #alarm = new Alarm();
  readonly #historyEventsMax: number;
  #recordedUpTo: number;
  /** Up to here some activity has the events in its input: it records them at its first attempt, however long its own work takes. */
  #carriedUpTo: number;
  /** Events of signals and timers: nobody outside records them, so the main loop does. */
  #ownUpTo: number;
  #inFlight = 0;
  #isEnding = false;
  /** Deadlines that judge are applied up to here: every command received before is decided. */
  #judgedUntil = 0;
  #isAsking = false;
  #hasVerdict = false;

  constructor({ state, terms, historyEventsMax = HISTORY_EVENTS_MAX }: ServiceOrderInput) {
    this.state = state;
    this.#terms = terms;
    this.#historyEventsMax = historyEventsMax;
    this.#recordedUpTo = state.sequence;
    this.#carriedUpTo = state.sequence;
    this.#ownUpTo = state.sequence;
    setHandler(commandUpdate, (request) => this.#handle(request), { validator: (request) => this.#validate(request) });
    setHandler(supportDecisionSignal, (signal: unknown) => this.#receive(signal));
    setHandler(viewQuery, () => this.state);
    setHandler(eventsQuery, ({ after }) => this.#events.filter((event) => event.sequence > after));
  }

  /** Lives through the given states, until the order is in another one or over, or has grown so long that it should continue as new. */
  async while(...states: readonly OrderStateName[]): Promise<void> {
    await this.#until(() => !states.includes(this.state.name) || this.state.ended || this.isLong());
  }

  /** Lives on until everything that was decided is recorded and done; the caller ends the run with no await in between. */
  async untilSettled(): Promise<void> {
    this.#isEnding = true;
    await this.#until(
      () => this.#inFlight === 0 && this.#owed.length === 0 && this.#recordedUpTo === this.state.sequence && allHandlersFinished(),
    );
  }

  /** Whether the history has grown so far that the order should continue as new. */
  isLong(): boolean {
    return workflowInfo().historyLength > this.#historyEventsMax;
  }

  /** The main loop: the only place that acts. */
  async #until(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.#startOwed();
      this.#arm();
      await condition(() => isOver() || this.#hasWork());
      this.#actOnDeadlines();
    }
  }

  #validate(request: CommandRequest): void {
    if (this.state.handled[request.commandId]) return;
    const decision = decide({ state: this.state, terms: this.#terms }, request);
    if (decision.ok) return;
    throw ApplicationFailure.nonRetryable(decision.refusal.message, decision.refusal.code, {
      refusal: decision.refusal,
      index: decision.index,
    });
  }

  #handle(request: CommandRequest): CommandAnswer {
    const handled = this.state.handled[request.commandId];
    if (handled) return { events: this.#events.filter((event) => event.commandId === request.commandId), handled };
    const decision = decide({ state: this.state, terms: this.#terms }, request);
    // The validator has just accepted it, and nothing runs in between: a difference is a bug, and a bug waits for its fix.
    if (!decision.ok) throw new Error(`accepted and then refused: ${decision.refusal.code}`);
    this.#apply(decision.events);
    return { events: decision.events };
  }

  #receive(signal: unknown): void {
    const { events } = decideSignal({ state: this.state, terms: this.#terms }, signal, this.#now());
    this.#apply(events);
    if (events.length > 0) this.#ownUpTo = this.state.sequence;
  }

  #apply(events: readonly OrderEvent[]): void {
    for (const event of events) {
      this.state = evolve(this.state, event);
      this.#events.push(event);
      this.#owed.push(...effectsOf(event, this.state));
    }
  }

  /** The order's own time: a sandbox order's test clock is ahead of the workflow's. */
  #now(): number {
    return Date.now() + this.state.clockOffsetMs;
  }

  #hasWork(): boolean {
    return this.#alarm.hasRung() || this.#hasVerdict || this.#owed.length > 0 || this.#needsRecord() || this.#isNearerThanAlarm();
  }

  #needsRecord(): boolean {
    return this.#carriedUpTo < (this.#isEnding ? this.state.sequence : this.#ownUpTo);
  }

  #isNearerThanAlarm(): boolean {
    const next = this.#nextToArm();
    return next !== null && this.#alarm.isLaterThan(next.due - this.state.clockOffsetMs);
  }

  /** While the store is asked about a deadline there is nothing nearer; a run that ends leaves far deadlines to the next one. */
  #nextToArm(): Deadline | null {
    const next = this.#isAsking ? null : nextDeadline(this.state, this.#terms);
    const isFar = next !== null && this.#isEnding && next.due > this.#now() + ENDING_HORIZON_MS;
    return isFar ? null : next;
  }

  #arm(): void {
    const next = this.#nextToArm();
    if (next) this.#alarm.armFor(next.due - this.state.clockOffsetMs, Date.now());
  }

  #actOnDeadlines(): void {
    if (!this.#alarm.hasRung() && !this.#hasVerdict) return;
    this.#alarm.reset();
    this.#hasVerdict = false;
    const { events } = tick({ state: this.state, terms: this.#terms }, this.#now(), this.#judgedUntil);
    this.#apply(events);
    if (events.length > 0) this.#ownUpTo = this.state.sequence;
    const next = nextDeadline(this.state, this.#terms);
    if (next?.judges && next.due <= this.#now() && !this.#isAsking) void this.#ask(next.due);
  }

  /** Commands received before `due` are decided first; then what is due is looked at again, for they may have changed it. */
  async #ask(due: number): Promise<void> {
    this.#isAsking = true;
    try {
      await settledBefore({ orderId: this.state.orderId, due });
      this.#judgedUntil = Math.max(this.#judgedUntil, due);
    } finally {
      this.#isAsking = false;
      this.#hasVerdict = true;
    }
  }

  #startOwed(): void {
    const { orderId } = this.state;
    for (const effect of this.#owed.splice(0)) {
      if (effect.kind === 'message')
        this.#start('effect', (events) => sendMessage({ orderId, events, messageId: effect.message.messageId }));
      else if (effect.kind === 'fee') this.#start('effect', (events) => recordFee({ orderId, events, fee: effect.fee }));
    }
    if (this.#needsRecord()) this.#start('record', (events) => record({ orderId, events }));
  }

  /** Starts an activity with the events not yet known to be recorded, and watches it. */
  #start(kind: 'effect' | 'record', run: (events: readonly OrderEvent[]) => Promise<unknown>): void {
    const upTo = this.state.sequence;
    const events = this.#events.filter((event) => event.sequence > this.#recordedUpTo);
    this.#inFlight += 1;
    this.#carriedUpTo = upTo;
    void this.#watch(kind, run(events), upTo);
  }

  /** What comes as a failure can never succeed (effects.ts): the order lives on, and a person finds it in the log. */
  async #watch(kind: 'effect' | 'record', activity: Promise<unknown>, upTo: number): Promise<void> {
    try {
      await activity;
      this.#recordedUpTo = Math.max(this.#recordedUpTo, upTo);
    } catch (error) {
      log.error('an activity failed for good', { orderId: this.state.orderId, kind, error: failureTypeOf(error) });
      // Whether the effect got as far as recording is unknown: `record` tells. Where that fails, store and order differ; nothing is
      // tried again until a person has looked, and the run does not end before everything is recorded.
      if (kind === 'effect') this.#carriedUpTo = Math.min(this.#carriedUpTo, this.#recordedUpTo);
    } finally {
      this.#inFlight -= 1;
    }
  }
}

function failureTypeOf(error: unknown): string {
  return error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'unknown') : 'unknown';
}
