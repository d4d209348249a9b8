import type { Role } from '../shared/actor.ts';
import { lostRight } from '../shared/authority.ts';
import { invalid, notAllowed, type Refusal, type Unmet, unmet } from '../shared/refusal.ts';
import { refusalByRole } from '../shared/role.ts';
import { TICK_STEPS_MAX } from '../shared/ticking.ts';
import type { Instant } from '../shared/time.ts';
import { blockedByHolds } from './blocking.ts';
import type { CommandBodies, CommandName } from './bodies.ts';
import type { CommandRequest, CommandSpec, Moves, OrderCommand, Outcome, Situation } from './command.ts';
import { advanceTarget } from './commands/advance-clock.ts';
import { COMMANDS } from './commands/index.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { stamp } from './stamp.ts';
import type { OrderContext, OrderState } from './state.ts';
import { type TickResult, tick } from './tick.ts';

export type Decision =
  | { readonly ok: true; readonly events: readonly OrderEvent[]; readonly state: OrderState }
  | { readonly ok: false; readonly refusal: Refusal; readonly index: number };

/**
 * The one decision on every command of an order, whoever asks: HTTP, console, signal, form, what-if.
 * All commands of a request are accepted, each seeing what the ones before it did, or none is.
 * @returns the events and the state after them, or the refusal and which command (`index`) it concerns
 */
export function decide({ state: before, terms }: OrderContext, request: CommandRequest): Decision {
  // Before the version: whoever is no party of the order any more is not told how it has gone on.
  const lost = request.authority ? lostRight(request.actor, request.authority, before) : null;
  if (lost) return { ok: false, refusal: lost, index: 0 };
  if (request.expectedVersion !== undefined && request.expectedVersion !== before.version) {
    const refusal: Refusal = {
      code: 'stale_version',
      message: `The order is at version ${before.version}.`,
      changedBy: before.lastActor,
      changedAt: before.updatedAt,
    };
    return { ok: false, refusal, index: 0 };
  }
  const events: OrderEvent[] = [];
  let state = before;
  for (const [index, one] of request.commands.entries()) {
    const decided = decideOne({ state, terms }, request, one, index);
    if (!decided.ok) return { ok: false, refusal: decided.refusal, index };
    events.push(...decided.events);
    state = decided.state;
  }
  return { ok: true, events, state };
}

type OneDecision =
  | { readonly ok: true; readonly events: readonly OrderEvent[]; readonly state: OrderState }
  | { readonly ok: false; readonly refusal: Refusal };

function decideOne({ state, terms }: OrderContext, request: CommandRequest, one: OrderCommand, step: number): OneDecision {
  const { actor, authority, commandId } = request;
  // Sandbox orders live on their own clock; for the others the offset is zero.
  const now = request.receivedAt + state.clockOffsetMs;
  const situation: Situation = { state, terms, now, actor, ...(authority ? { authority } : {}), facts: one.facts, commandId };
  const outcome = outcomeOf(situation, one.command, one.body);
  if (!outcome.ok) return outcome;
  const passed = one.command === 'advance-clock' ? deadlinesOnTheWay(situation, one) : { events: [], state, isComplete: true };
  if (!passed.isComplete) return { ok: false, refusal: tooManyDeadlines(one.body as CommandBodies['advance-clock']) };
  const events: OrderEvent[] = [...passed.events];
  let after: OrderState = passed.state;
  for (const [index, made] of outcome.events.entries()) {
    const at = one.command === 'advance-clock' ? (advanceTarget(situation, one.body as CommandBodies['advance-clock']) ?? now) : now;
    const stamped = stamp(made, {
      state: after,
      at,
      actor,
      commandId,
      command: one.command,
      step,
      because: outcome.because,
      ...(index === 0 ? { warnings: outcome.warnings } : {}),
      ...(one.occurredAt === undefined ? {} : { occurredAt: one.occurredAt }),
    });
    after = evolve(after, stamped);
    events.push(stamped);
  }
  return { ok: true, events, state: after };
}

/** Nothing is left to decide: the command's own refusal says who was first and when, which the bare condition cannot. */
const DECIDED_FIRST: ReadonlySet<string> = new Set(['hold.undecided', 'fee.undecided', 'requirement.unwaived']);

/** What a command would lead to; the same for the command itself and for a form that asks beforehand. */
function outcomeOf<N extends CommandName>(situation: Situation, command: N, body: CommandBodies[N]): Outcome {
  const spec: CommandSpec<N> = COMMANDS[command];
  const refusal = rightRefusal(situation, spec) ?? stateRefusal(situation, spec);
  if (refusal) return { ok: false, refusal };
  const failing = unmetInState(situation, spec);
  if (failing.length === 0 || spec.explains) return spec.decide(situation, body);
  const refused: Outcome = { ok: false, refusal: notAllowed(failing[0]?.message ?? 'Not now.', ...failing) };
  if (!failing.every(({ id }) => DECIDED_FIRST.has(id))) return refused;
  const own = spec.decide(situation, body);
  return !own.ok && own.refusal.code === 'not_allowed_now' ? own : refused;
}

/** What speaks against a command whatever its body says, in the order in which it is judged; the command itself, forms and quotes ask it. */
export function refusalBefore(situation: Situation, spec: Pick<CommandSpec, 'command' | 'roles' | 'forOthers' | 'moves' | 'unmet'>) {
  const refusal = rightRefusal(situation, spec) ?? stateRefusal(situation, spec);
  if (refusal) return refusal;
  const failing = unmetInState(situation, spec);
  return failing.length === 0 ? null : notAllowed(failing[0]?.message ?? 'Not now.', ...failing);
}

/** The holds, and the command's own conditions. */
function unmetInState(situation: Situation, { command, unmet: own }: Pick<CommandSpec, 'command' | 'unmet'>): readonly Unmet[] {
  return [...blockedByHolds(situation, command), ...own(situation)];
}

/** Whose command it is: by its role, and by what its right rests on as the order stands. The API checks it first; a signal comes straight here. */
export function rightRefusal(
  { actor, authority, state }: Pick<Situation, 'actor' | 'authority' | 'state'>,
  spec: { readonly command: CommandName; readonly roles: readonly Role[]; readonly forOthers: boolean },
): Refusal | null {
  return refusalByRole(actor, spec) ?? (authority ? lostRight(actor, authority, state) : null);
}

/** The state does not know the command; if somebody decided first, it says who and when. */
export function stateRefusal(
  { state }: Pick<Situation, 'state'>,
  spec: { readonly command: CommandName; readonly moves: Moves },
): Refusal | null {
  if (spec.moves[state.name]) return null;
  const message = `${spec.command} is not possible while the order is ${state.name}.`;
  const first = decidedFirst(state);
  return { code: 'not_allowed_now', message, unmet: [unmet('order.state', message, null)], ...first };
}

function decidedFirst(state: OrderState): { readonly decidedBy: string; readonly decidedAt: Instant } | null {
  if (state.cancellation) return { decidedBy: state.cancellation.by, decidedAt: state.cancellation.at };
  if (state.completedAt !== null) return { decidedBy: state.completedBy ?? state.lastActor, decidedAt: state.completedAt };
  return null;
}

/** The test clock steps through each deadline; those that judge wait for commands that nobody has decided yet. */
function deadlinesOnTheWay({ state, terms, facts, now }: Situation, { body }: OrderCommand): TickResult {
  const target = advanceTarget({ now }, body as CommandBodies['advance-clock']) ?? now;
  const undecided = facts.oldestUndecidedAt ?? null;
  return tick({ state, terms }, target, undecided === null ? target : undecided + state.clockOffsetMs);
}

/** A clock that skipped some of its deadlines would show an order that never was. */
function tooManyDeadlines({ by }: CommandBodies['advance-clock']): Refusal {
  return invalid(by === undefined ? '/to' : '/by', `passes more than ${TICK_STEPS_MAX} deadlines: go in smaller steps`);
}
