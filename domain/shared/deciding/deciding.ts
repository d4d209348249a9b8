import { TICK_STEPS_MAX, type Ticked } from '../ticking.ts';
import type {
  AggregateTypes,
  ClockTarget,
  Command,
  CommandNameOf,
  CommandSpec,
  Context,
  Decision,
  Request,
  Situation,
} from './aggregate.ts';
import { appendTo } from './append.ts';
import { lostRight } from './authority.ts';
import { type Judgement, rightRefusal, stateRefusal, unmetInState, unmetRefusal } from './judgement.ts';
import type { Outcome } from './outcome.ts';
import { invalid, type Refusal } from './refusal.ts';

/**
 * The one decision on every command, whoever asks: HTTP, console, signal, form, what-if. All commands of a request are accepted,
 * each seeing what the ones before it did, or none is.
 * @returns the events and the state after them, or the refusal and which command (`index`) it concerns
 */
export function decideBy<A extends AggregateTypes>(
  judgement: Judgement<A>,
  { state: before, terms }: Context<A>,
  request: Request<A>,
): Decision<A> {
  const early = lostBefore(judgement, before, request) ?? staleRefusal(judgement, before, request);
  if (early) return { ok: false, refusal: early, index: 0 };
  const events: A['event'][] = [];
  let state = before;
  for (const [index, one] of request.commands.entries()) {
    const decided = decideOne(judgement, { state, terms }, { request, one, step: index });
    if (!decided.ok) return { ok: false, refusal: decided.refusal, index };
    events.push(...decided.events);
    state = decided.state;
  }
  return { ok: true, events, state };
}

/** Before the version: whoever is no party any more is not told how it has gone on. */
function lostBefore<A extends AggregateTypes>(
  { partiesOf }: Judgement<A>,
  state: A['state'],
  { actor, authority, commands }: Request<A>,
): Refusal | null {
  return authority ? lostRight(actor, authority, partiesOf(state, commands[0]?.facts ?? {})) : null;
}

function staleRefusal<A extends AggregateTypes>(
  { type }: Judgement<A>,
  { version, lastActor, updatedAt }: A['state'],
  { expectedVersion }: Request<A>,
): Refusal | null {
  if (expectedVersion === undefined || expectedVersion === version) return null;
  return { code: 'stale_version', message: `The ${type} is at version ${version}.`, changedBy: lastActor, changedAt: updatedAt };
}

type OneDecision<A extends AggregateTypes> =
  | { readonly ok: true; readonly events: readonly A['event'][]; readonly state: A['state'] }
  | { readonly ok: false; readonly refusal: Refusal };

interface Step<A extends AggregateTypes> {
  readonly request: Request<A>;
  readonly one: Command<A>;
  readonly step: number;
}

function decideOne<A extends AggregateTypes>(
  judgement: Judgement<A>,
  { state, terms }: Context<A>,
  { request, one, step }: Step<A>,
): OneDecision<A> {
  const { actor, authority, commandId, receivedAt } = request;
  const { command, body, facts, occurredAt } = one;
  // A sandbox lives on its own clock; for the others the offset is zero.
  const now = receivedAt + state.clockOffsetMs;
  const situation: Situation<A> = { state, terms, now, actor, ...(authority ? { authority } : {}), facts, commandId };
  const spec: CommandSpec<A> = judgement.commands[command];
  const outcome = outcomeOf(judgement, situation, spec, body);
  if (!outcome.ok) return outcome;
  const clock = spec.movesClock?.(situation, body) ?? null;
  const passed = clock ? deadlinesOnTheWay(judgement, situation, clock) : { events: [], state, isComplete: true };
  if (clock && !passed.isComplete) return { ok: false, refusal: tooManyDeadlines(clock) };
  const marks = { at: clock?.target ?? now, actor, commandId, command, step, because: outcome.because, warnings: outcome.warnings };
  const own = appendTo(passed.state, outcome.events, { ...marks, ...(occurredAt === undefined ? {} : { occurredAt }) }, judgement.evolve);
  return { ok: true, events: [...passed.events, ...own.events], state: own.state };
}

/** What a command would lead to; the same for the command itself and for a form that asks beforehand. */
function outcomeOf<A extends AggregateTypes>(
  judgement: Judgement<A>,
  situation: Situation<A>,
  spec: CommandSpec<A>,
  body: A['bodies'][CommandNameOf<A>],
): Outcome<A['newEvent']> {
  const refusal = rightRefusal(judgement, situation, spec) ?? stateRefusal(judgement, situation.state, spec);
  if (refusal) return { ok: false, refusal };
  const failing = unmetInState(judgement, situation, spec);
  if (failing.length === 0 || spec.explains === 'ALL') return spec.decide(situation, body);
  const isExplained = failing.every(({ id }) => spec.explains?.includes(id));
  const own = isExplained ? spec.decide(situation, body) : null;
  if (own && !own.ok && own.refusal.code === 'not_allowed_now') return own;
  const first = failing.some(({ id }) => spec.decidedFirst?.includes(id)) ? judgement.decidedBy(situation.state) : null;
  return { ok: false, refusal: { ...unmetRefusal(failing), ...first } };
}

/** The test clock steps through each deadline; those that judge wait for commands that nobody has decided yet. */
function deadlinesOnTheWay<A extends AggregateTypes>(
  { tick }: Judgement<A>,
  { state, terms, facts }: Situation<A>,
  { target }: ClockTarget,
): Ticked<A['state'], A['event']> {
  const undecided = facts.oldestUndecidedAt ?? null;
  return tick({ state, terms }, target, undecided === null ? target : undecided + state.clockOffsetMs);
}

/** A clock that skipped some of its deadlines would show a lifecycle that never was. */
function tooManyDeadlines({ pointer }: ClockTarget): Refusal {
  return invalid(pointer, `passes more than ${TICK_STEPS_MAX} deadlines: go in smaller steps`);
}
