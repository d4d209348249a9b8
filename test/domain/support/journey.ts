import type { CommandBodies, CommandName } from '../../../domain/order/bodies.ts';
import type { CommandRequest, Facts } from '../../../domain/order/command.ts';
import { COMMANDS } from '../../../domain/order/commands/index.ts';
import { createOrder } from '../../../domain/order/create.ts';
import { type Decision, decide } from '../../../domain/order/decide.ts';
import type { EventData, EventOf, EventType, OrderEvent } from '../../../domain/order/events.ts';
import { event } from '../../../domain/order/events.ts';
import { evolve } from '../../../domain/order/evolve.ts';
import { redact } from '../../../domain/order/redact.ts';
import type { OrderState } from '../../../domain/order/state.ts';
import { tick } from '../../../domain/order/time/tick.ts';
import type { Terms } from '../../../domain/policy/terms.ts';
import type { Actor, Role } from '../../../domain/shared/actor.ts';
import type { Authority } from '../../../domain/shared/deciding/authority.ts';
import type { Refusal } from '../../../domain/shared/deciding/refusal.ts';
import { stamped as stamp } from '../../../domain/shared/recorded.ts';
import { msOf } from '../../../domain/shared/time.ts';
import { USUAL_FACTS, usualBody } from './bodies.ts';
import { CREATED_AT, type GivenOptions, givenOrder, packOf } from './given.ts';

export interface GiveOptions {
  /** Default: the first role of the command. */
  readonly as?: Role;
  readonly onBehalfOf?: 'PROVIDER' | 'CUSTOMER';
  /** Default: cleared technicians and a second provider. */
  readonly facts?: Facts;
  readonly expectedVersion?: number;
  /** Default: none, as in requests of before there was one. */
  readonly authority?: Authority;
}

export interface Given {
  readonly events: readonly OrderEvent[];
  readonly types: readonly EventType[];
  readonly warnings: readonly string[];
  readonly because: readonly string[];
}

const IDS: Readonly<Record<Role, string>> = {
  system: 'backend',
  customer: 'cust-1',
  provider: 'prov-1',
  support: 'agent-7',
  supervisor: 'lead-1',
  auditor: 'audit-1',
};

export function actorOf(role: Role, onBehalfOf?: 'PROVIDER' | 'CUSTOMER'): Actor {
  const id = onBehalfOf === 'PROVIDER' ? 'prov-1' : 'cust-1';
  return { role, id: IDS[role], ...(onBehalfOf ? { onBehalfOf: { role: onBehalfOf, id } } : {}) };
}

/** One order and its clock: gives commands, lets time pass, and remembers every event. No server, no store. */
export class Journey {
  readonly terms: Terms;
  /** Every event since creation. */
  readonly log: OrderEvent[];
  state: OrderState;
  now: number;
  private commands = 0;

  constructor(options: GivenOptions = {}, now = CREATED_AT) {
    const given = givenOrder(options);
    const created = createOrder({ given, pack: packOf(options.marketplace ?? 'US'), now, actor: actorOf('system'), commandId: 'create' });
    if (!created.ok) throw new Error(`not created: ${JSON.stringify(created.refusal)}`);
    this.terms = created.terms;
    this.state = created.state;
    this.log = [...created.events];
    this.now = now;
  }

  /** Decides without changing anything. */
  ask<N extends CommandName>(command: N, body?: Partial<CommandBodies[N]>, options: GiveOptions = {}): Decision {
    return decide({ state: this.state, terms: this.terms }, this.request(command, body, options));
  }

  /** Gives a command with the usual body, changed as told. @throws where it is refused */
  give<N extends CommandName>(command: N, body?: Partial<CommandBodies[N]>, options: GiveOptions = {}): Given {
    const decided = this.ask(command, body, options);
    if (!decided.ok) throw new Error(`${command} was refused: ${JSON.stringify(decided.refusal)}`);
    this.take(decided.events, decided.state);
    const first = decided.events[0];
    return {
      events: decided.events,
      types: decided.events.map(({ type }) => type),
      warnings: (first?.warnings ?? []).map(({ code }) => code),
      because: first?.because ?? [],
    };
  }

  /** @throws where the command is accepted */
  refusal<N extends CommandName>(command: N, body?: Partial<CommandBodies[N]>, options: GiveOptions = {}): Refusal {
    const decided = this.ask(command, body, options);
    if (decided.ok)
      throw new Error(
        `${command} was accepted: ${decided.events
          .slice(0, 5)
          .map(({ type }) => type)
          .join(', ')}`,
      );
    return decided.refusal;
  }

  /** Lets time pass; deadlines on the way act. @returns what they did */
  passTo(instant: number, judgeUntil?: number): readonly OrderEvent[] {
    const passed: OrderEvent[] = [];
    for (let isComplete = false; !isComplete; ) {
      const ticked = tick({ state: this.state, terms: this.terms }, instant, judgeUntil);
      this.take(ticked.events, ticked.state);
      passed.push(...ticked.events);
      isComplete = ticked.isComplete;
    }
    this.now = instant;
    return passed;
  }

  pass(duration: string): readonly OrderEvent[] {
    return this.passTo(this.now + msOf(duration));
  }

  /** Puts an event on record that no command yields, such as an INCIDENT hold. */
  put<T extends EventType>(type: T, data: EventData[T]): void {
    const marks = { at: this.now, actor: actorOf('supervisor'), commandId: null, command: 'deadline' as const, step: 0, because: [] };
    const stamped = stamp(event(type, data), { state: this.state, ...marks });
    this.take([stamped], evolve(this.state, stamped));
  }

  last<T extends EventType>(type: T): EventOf<T> {
    const found = this.log.findLast((one): one is EventOf<T> => one.type === type);
    if (!found) throw new Error(`there is no ${type}`);
    return found;
  }

  count(type: EventType): number {
    return this.log.filter((one) => one.type === type).length;
  }

  /** The same order, going its own way from here. */
  fork(): Journey {
    const copy: Journey = Object.create(Journey.prototype);
    return Object.assign(copy, this, { log: [...this.log] });
  }

  private request<N extends CommandName>(command: N, changes: Partial<CommandBodies[N]> = {}, options: GiveOptions): CommandRequest {
    this.commands += 1;
    const role = options.onBehalfOf ? (options.as ?? 'support') : (options.as ?? COMMANDS[command].roles[0] ?? 'system');
    // As on its way into a workflow: the rules never see a text.
    const body = redact(command, { ...usualBody(command, this.state, this.now), ...changes });
    return {
      commandId: `cmd-${this.commands}`,
      actor: actorOf(role, options.onBehalfOf),
      ...(options.authority ? { authority: options.authority } : {}),
      receivedAt: this.now - this.state.clockOffsetMs,
      ...(options.expectedVersion === undefined ? {} : { expectedVersion: options.expectedVersion }),
      commands: [{ command, body, facts: options.facts ?? USUAL_FACTS }],
    };
  }

  /** Takes what was decided elsewhere. */
  take(events: readonly OrderEvent[], state: OrderState): void {
    this.log.push(...events);
    this.state = state;
  }
}

/** Ids of the conditions that a refusal names. @throws where it is of another kind */
export function unmetIds(refusal: Refusal): readonly string[] {
  if (refusal.code !== 'not_allowed_now') throw new Error(`not a 409: ${JSON.stringify(refusal)}`);
  return refusal.unmet.map(({ id }) => id);
}

/** Pointers of the values that a refusal names. @throws where it is of another kind */
export function pointers(refusal: Refusal): readonly string[] {
  if (refusal.code !== 'invalid_request') throw new Error(`not a 422: ${JSON.stringify(refusal)}`);
  return refusal.errors.map(({ pointer }) => pointer);
}
