import {
  allHandlersFinished,
  condition,
  defineQuery,
  defineUpdate,
  log,
  type SignalDefinition,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Decider, DeciderTypes } from '../domain/shared/decider.ts';
import type { Context, Request } from '../domain/shared/deciding/aggregate.ts';
import { BY_PARTY } from '../domain/shared/deciding/authority.ts';
import { unreadableRequest } from '../domain/shared/reading/readable-request.ts';
import { requireKnownRules, rulesOf } from '../domain/shared/rules.ts';
import type { Due } from '../domain/shared/ticking.ts';
import { raiseRules } from '../domain/shared/upgrade.ts';
import { Alarm } from './alarm.ts';
import { failureTypeOf } from './failure-type.ts';
import { type Answer, COMMAND, EVENTS, VIEW } from './messages.ts';
import { refused, rehearse } from './rehearse.ts';
import type { RunPorts, RunStart } from './run-ports.ts';

/** Where a history grows past this it continues as new: far above an ordinary one, far below the server's own limit. */
const HISTORY_EVENTS_MAX = 1_000;
/** The same in bytes: signals that nobody asked for may be large, and the server ends a run at 50 MiB. */
const HISTORY_BYTES_MAX = 8 * 1_024 * 1_024;

/** A run that ends waits for its effects; a mail is given up after three days, so no deadline beyond this can fall into it. */
const ENDING_HORIZON_MS = 4 * 86_400_000;

// Contract of a run
// 1. All handlers are registered before the first await; the state is there before them.
// 2. A command is decided twice: in the validator, where a refusal leaves no trace in the history, and in the handler, because
//    replay skips the validator. Handlers decide, change the state and return; they never await.
// 3. A signal never throws, whatever came: what the rules refuse or nobody can read is an event, or nothing. What cannot be decoded
//    arrives as a value (payload-converter.ts). Names that nobody handles stay with the SDK, unread; there is no default handler,
//    because it would make the SDK throw at reserved names.
// 4. Effects are queued by events and started by the main loop alone. They are watched, not awaited: none delays anything.
// 5. An effect's input carries the events that no activity has recorded yet, so it records first and then acts.
// 6. One timer. A deadline that blames or releases somebody first asks the store for commands received before it.
// 7. A run ends (continue as new, return) only when all handlers have finished, every event is recorded and no effect is in
//    flight, with no await between that check and the end.

/** One run of a workflow: its state, what it still owes the outside, and its one timer. */
export class Run<A extends DeciderTypes> {
  state: A['state'];
  readonly #decider: Decider<A>;
  readonly #ports: RunPorts<A>;
  readonly #terms: A['terms'];
  readonly #events: A['event'][] = [];
  readonly #owed: A['effect'][] = [];
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

  /** @throws UnknownRules where only a newer version knows the number of its rules: the task fails until that version takes it */
  constructor(decider: Decider<A>, { rules, state, terms, historyEventsMax = HISTORY_EVENTS_MAX }: RunStart<A>, ports: RunPorts<A>) {
    requireKnownRules(Math.max(rules, rulesOf(state)));
    this.state = state;
    this.#decider = decider;
    this.#ports = ports;
    this.#terms = terms;
    this.#historyEventsMax = historyEventsMax;
    this.#recordedUpTo = state.sequence;
    this.#carriedUpTo = state.sequence;
    this.#ownUpTo = state.sequence;
    // Before the handlers: a command that waits already may be decided while its handler is set.
    // By the time at which the run was started, which stays what it is when an operator resets it.
    this.#applyOwn(raiseRules(state, rules, workflowInfo().startTime.getTime() + state.clockOffsetMs));
    setHandler(defineUpdate<Answer<A['event']>, [Request<A>]>(COMMAND), (request) => this.#handle(request), {
      validator: (request) => this.#validate(request),
    });
    setHandler(defineQuery<A['state']>(VIEW), () => this.state);
    setHandler(defineQuery<readonly A['event'][], [{ after: number }]>(EVENTS), ({ after }) =>
      this.#events.filter((event) => event.sequence > after),
    );
  }

  /** A signal is answered by events; to be called before the first await. What it carries may be anything. */
  onSignal<T>(signal: SignalDefinition<[T]>, decide: (context: Context<A>, given: unknown, now: number) => readonly A['event'][]): void {
    setHandler(signal, (given: unknown) => this.#applyOwn(decide(this.#context(), given, this.#now())));
  }

  /**
   * What was decided before this run and is perhaps not done yet; everything that is done has a key and is done once.
   * @param events all of them, from the first: each asks for what it asked for in its own time
   */
  owe(events: readonly A['event'][]): void {
    let state: A['state'] | null = null;
    for (const event of events) {
      state = this.#decider.evolve(state, event);
      this.#owed.push(...this.#decider.effectsOf(event, state));
    }
  }

  /** Lives through the given states, until it is in another one or over, or has grown so long that it should continue as new. */
  async while(...states: readonly A['state']['name'][]): Promise<void> {
    await this.#until(() => !states.includes(this.state.name) || this.state.ended || this.isLong());
  }

  /** Lives on until everything that was decided is recorded and done; the caller ends the run with no await in between. */
  async untilSettled(): Promise<void> {
    this.#isEnding = true;
    await this.#until(
      () => this.#inFlight === 0 && this.#owed.length === 0 && this.#recordedUpTo === this.state.sequence && allHandlersFinished(),
    );
  }

  /** Whether the history has grown so far that it should continue as new. */
  isLong(): boolean {
    const { historyLength, historySize } = workflowInfo();
    return historyLength > this.#historyEventsMax || historySize > HISTORY_BYTES_MAX;
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

  #validate(request: Request<A>): void {
    const unreadable = unreadableRequest(request);
    if (unreadable) throw refused(unreadable, 0);
    if (this.#handledAs(request)) return;
    // One that lacks the field is judged by the party all the same, if it is new: an API of an older version may send it. In replay
    // nobody is asked here, and what was accepted without the field stays accepted.
    const decision = this.#decider.decide(this.#context(), { authority: BY_PARTY, ...request });
    if (!decision.ok) throw refused(decision.refusal, decision.index);
    rehearse(this.#decider, this.#context(), decision.events);
  }

  /** An id may be any text, `constructor` too. */
  #handledAs({ commandId }: Request<A>): Answer<A['event']>['handled'] {
    return Object.hasOwn(this.state.handled, commandId) ? this.state.handled[commandId] : undefined;
  }

  #handle(request: Request<A>): Answer<A['event']> {
    const handled = this.#handledAs(request);
    if (handled) return { events: this.#events.filter((event) => event.commandId === request.commandId), handled };
    const decision = this.#decider.decide(this.#context(), request);
    // The validator has just accepted it, and nothing runs in between: a difference is a bug, and a bug waits for its fix.
    if (!decision.ok) throw new Error(`accepted and then refused: ${decision.refusal.code}`);
    this.#apply(decision.events);
    return { events: decision.events };
  }

  #apply(events: readonly A['event'][]): void {
    for (const event of events) {
      this.state = this.#decider.evolve(this.state, event);
      this.#events.push(event);
      this.#owed.push(...this.#decider.effectsOf(event, this.state));
    }
  }

  /** Events of signals and timers: nobody outside records them. */
  #applyOwn(events: readonly A['event'][]): void {
    this.#apply(events);
    if (events.length > 0) this.#ownUpTo = this.state.sequence;
  }

  #context(): Context<A> {
    return { state: this.state, terms: this.#terms };
  }

  /** Its own time: a sandbox's test clock is ahead of the workflow's. */
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
  #nextToArm(): Due | null {
    const next = this.#isAsking ? null : this.#decider.nextDeadline(this.#context());
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
    this.#applyOwn(this.#decider.tick(this.#context(), this.#now(), this.#judgedUntil).events);
    const next = this.#decider.nextDeadline(this.#context());
    if (next?.judges && next.due <= this.#now() && !this.#isAsking) void this.#ask(next.due);
  }

  /** Commands received before `due` are decided first; then what is due is looked at again, for they may have changed it. */
  async #ask(due: number): Promise<void> {
    this.#isAsking = true;
    try {
      await this.#ports.settledBefore(due);
      this.#judgedUntil = Math.max(this.#judgedUntil, due);
    } finally {
      this.#isAsking = false;
      this.#hasVerdict = true;
    }
  }

  #startOwed(): void {
    for (const effect of this.#owed.splice(0)) this.#start('effect', (events) => this.#ports.perform(effect, events));
    if (this.#needsRecord()) this.#start('record', (events) => this.#ports.record(events));
  }

  /** Starts an activity with the events not yet known to be recorded, and watches it. */
  #start(kind: 'effect' | 'record', run: (events: readonly A['event'][]) => Promise<unknown>): void {
    const upTo = this.state.sequence;
    const events = this.#events.filter((event) => event.sequence > this.#recordedUpTo);
    this.#inFlight += 1;
    this.#carriedUpTo = upTo;
    void this.#watch(kind, run(events), upTo);
  }

  /** What comes as a failure can never succeed (effects.ts): it lives on, and a person finds it in the log. */
  async #watch(kind: 'effect' | 'record', activity: Promise<unknown>, upTo: number): Promise<void> {
    try {
      await activity;
      this.#recordedUpTo = Math.max(this.#recordedUpTo, upTo);
    } catch (error) {
      log.error('an activity failed for good', { ...this.#ports.ids, kind, error: failureTypeOf(error) });
      // Whether the effect got as far as recording is unknown: `record` tells. Where that fails, store and workflow differ; nothing is
      // tried again until a person has looked, and the run does not end before everything is recorded.
      if (kind === 'effect') this.#carriedUpTo = Math.min(this.#carriedUpTo, this.#recordedUpTo);
    } finally {
      this.#inFlight -= 1;
    }
  }
}
