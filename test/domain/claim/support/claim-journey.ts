import type { ClaimCommandBodies, ClaimCommandName } from '../../../../domain/claim/bodies.ts';
import type { ClaimFacts } from '../../../../domain/claim/command.ts';
import { type DecisionOnClaim, decideOnClaim } from '../../../../domain/claim/decide.ts';
import { type ClaimEffect, claimEffectsOf } from '../../../../domain/claim/effects.ts';
import type { ClaimEvent, ClaimEventOf, ClaimEventType } from '../../../../domain/claim/events.ts';
import { evolveClaim } from '../../../../domain/claim/evolve.ts';
import { openClaimOf } from '../../../../domain/claim/filing/open.ts';
import { decideClaimNotice } from '../../../../domain/claim/orders/notice.ts';
import type { ClaimNotice } from '../../../../domain/claim/orders/notice-kinds.ts';
import { redactClaim } from '../../../../domain/claim/redact.ts';
import type { ClaimState } from '../../../../domain/claim/state.ts';
import { tickClaim } from '../../../../domain/claim/time/tick.ts';
import type { ClaimTerms } from '../../../../domain/policy/claim-terms.ts';
import { claimTermsFor } from '../../../../domain/policy/pack.ts';
import type { Actor, Role } from '../../../../domain/shared/actor.ts';
import type { Authority } from '../../../../domain/shared/deciding/authority.ts';
import type { Refusal } from '../../../../domain/shared/deciding/refusal.ts';
import { msOf } from '../../../../domain/shared/time.ts';
import { packOf } from '../../support/given.ts';
import { actorOf, type Journey } from '../../support/journey.ts';
import { claimBody } from './bodies.ts';
import { completedOrder } from './orders.ts';

export interface GiveOptions {
  readonly as?: Role;
  /** Default: the usual person of the role. */
  readonly by?: string;
  readonly onBehalfOf?: 'PROVIDER' | 'CUSTOMER';
  readonly facts?: ClaimFacts;
  readonly expectedVersion?: number;
  readonly authority?: Authority;
}

/** What the store would say: the usual documents are there, and nobody else decided on the order. */
export const USUAL_CLAIM_FACTS: ClaimFacts = {
  documents: ['doc-receipt', 'doc-photo', 'doc-proof', 'doc-more'].map((documentId) => ({ documentId, usable: true })),
};

/** One claim and its clock: gives commands, lets time pass, and remembers every event and effect. No server, no store. */
export class ClaimJourney {
  readonly terms: ClaimTerms;
  readonly log: ClaimEvent[] = [];
  readonly effects: ClaimEffect[] = [];
  state: ClaimState;
  now: number;
  private commands = 0;

  constructor(order: Journey = completedOrder()) {
    const marketplace = order.state.marketplaceId === 'IN' ? 'IN' : 'US';
    const terms = claimTermsFor(packOf(marketplace));
    if (!terms) throw new Error('no programme');
    this.terms = terms;
    if (order.count('CLAIM_FILED') === 0) order.give('file-claim', {}, { as: marketplace === 'IN' ? 'system' : 'customer' });
    const opened = openClaimOf({ order: order.state, filed: order.last('CLAIM_FILED'), terms });
    this.state = opened.state;
    this.now = order.now;
    this.take(opened.events, opened.state);
  }

  ask<N extends ClaimCommandName>(command: N, body: Partial<ClaimCommandBodies[N]> = {}, options: GiveOptions = {}): DecisionOnClaim {
    this.commands += 1;
    const usual = actorOf(options.as ?? (options.onBehalfOf ? 'support' : usualRole(command, this.state)), options.onBehalfOf);
    const actor: Actor = options.by === undefined ? usual : { ...usual, id: options.by };
    // As on its way into a workflow: the rules never see a text.
    const redacted = redactClaim(command, claimBody(command, body));
    return decideOnClaim(this, {
      commandId: `claim-cmd-${this.commands}`,
      actor,
      ...(options.authority ? { authority: options.authority } : {}),
      receivedAt: this.now - this.state.clockOffsetMs,
      ...(options.expectedVersion === undefined ? {} : { expectedVersion: options.expectedVersion }),
      commands: [{ command, body: redacted, facts: options.facts ?? USUAL_CLAIM_FACTS }],
    });
  }

  /** @throws where it is refused @returns the kinds of the events */
  give<N extends ClaimCommandName>(command: N, body?: Partial<ClaimCommandBodies[N]>, options?: GiveOptions): readonly ClaimEventType[] {
    const decided = this.ask(command, body, options);
    if (!decided.ok) throw new Error(`${command} was refused: ${JSON.stringify(decided.refusal)}`);
    this.take(decided.events, decided.state);
    return decided.events.map(({ type }) => type);
  }

  /** @throws where the command is accepted */
  refusal<N extends ClaimCommandName>(command: N, body?: Partial<ClaimCommandBodies[N]>, options?: GiveOptions): Refusal {
    const decided = this.ask(command, body, options);
    if (decided.ok) throw new Error(`${command} was accepted`);
    return decided.refusal;
  }

  tell(notice: ClaimNotice): readonly ClaimEventType[] {
    const { events, state } = decideClaimNotice(this.state, notice, this.now);
    this.take(events, state);
    return events.map(({ type }) => type);
  }

  /** Lets time pass; deadlines on the way act. @returns the kinds of what they did */
  passTo(instant: number, judgeUntil?: number): readonly ClaimEventType[] {
    const passed: ClaimEventType[] = [];
    for (let isComplete = false; !isComplete; ) {
      const ticked = tickClaim(this, instant, judgeUntil);
      this.take(ticked.events, ticked.state);
      passed.push(...ticked.events.map(({ type }) => type));
      isComplete = ticked.isComplete;
    }
    this.now = instant;
    return passed;
  }

  pass(duration: string): readonly ClaimEventType[] {
    return this.passTo(this.now + msOf(duration));
  }

  last<T extends ClaimEventType>(type: T): ClaimEventOf<T> {
    const found = this.log.findLast((one): one is ClaimEventOf<T> => one.type === type);
    if (!found) throw new Error(`there is no ${type}`);
    return found;
  }

  /** What followed outside from the events after the `from`th effect. */
  effectsAfter(from: number): readonly ClaimEffect[] {
    return this.effects.slice(from);
  }

  fork(): ClaimJourney {
    const copy: ClaimJourney = Object.create(ClaimJourney.prototype);
    return Object.assign(copy, this, { log: [...this.log], effects: [...this.effects] });
  }

  /** Takes what was decided; each event's effects look at the state right after it. */
  take(events: readonly ClaimEvent[], after: ClaimState): void {
    let state: ClaimState | null = this.log.length === 0 ? null : this.state;
    for (const event of events) {
      state = evolveClaim(state, event);
      this.log.push(event);
      this.effects.push(...claimEffectsOf(event, state));
    }
    this.state = after;
  }
}

const CLAIMANTS: ReadonlySet<ClaimCommandName> = new Set<ClaimCommandName>(['submit-documents', 'appeal', 'settle', 'withdraw']);
const SUPERVISORS: ReadonlySet<ClaimCommandName> = new Set<ClaimCommandName>(['confirm-decision', 'decide-appeal']);

export function usualRole(command: ClaimCommandName, { claimant }: Pick<ClaimState, 'claimant'>): Role {
  if (command === 'respond') return 'provider';
  if (CLAIMANTS.has(command)) return claimant.role === 'CUSTOMER' ? 'customer' : 'system';
  return SUPERVISORS.has(command) ? 'supervisor' : 'support';
}
