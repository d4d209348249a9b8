import { lostRight, type Parties } from '../shared/authority.ts';
import { stamped } from '../shared/recorded.ts';
import { forbidden, notAllowed, type Refusal, unmet } from '../shared/refusal.ts';
import { refusalByRole } from '../shared/role.ts';
import type { ClaimCommandBodies, ClaimCommandName } from './bodies.ts';
import type {
  ClaimCommand,
  ClaimCommandRequest,
  ClaimCommandSpec,
  ClaimDecisionOutcome,
  ClaimFacts,
  ClaimMoves,
  ClaimSituation,
} from './command.ts';
import { CLAIM_COMMANDS } from './commands/index.ts';
import type { ClaimEvent } from './events.ts';
import { evolveClaim } from './evolve.ts';
import { sideOfCaller } from './rules.ts';
import type { ClaimContext, ClaimState } from './state.ts';

export type DecisionOnClaim =
  | { readonly ok: true; readonly events: readonly ClaimEvent[]; readonly state: ClaimState }
  | { readonly ok: false; readonly refusal: Refusal; readonly index: number };

/**
 * The one decision on every command of a claim, whoever asks. All commands of a request are accepted, each seeing what the ones
 * before it did, or none is.
 */
export function decideOnClaim({ state: before, terms }: ClaimContext, request: ClaimCommandRequest): DecisionOnClaim {
  // Before the version, as for orders.
  const { actor, authority } = request;
  const lost = authority ? lostRight(actor, authority, partiesOf(before, request.commands[0]?.facts)) : null;
  if (lost) return { ok: false, refusal: lost, index: 0 };
  if (request.expectedVersion !== undefined && request.expectedVersion !== before.version) {
    const message = `The claim is at version ${before.version}.`;
    const refusal: Refusal = { code: 'stale_version', message, changedBy: before.lastActor, changedAt: before.updatedAt };
    return { ok: false, refusal, index: 0 };
  }
  const events: ClaimEvent[] = [];
  let state = before;
  for (const [index, one] of request.commands.entries()) {
    const situation: ClaimSituation = {
      state,
      terms,
      // Claims of sandbox orders live on their order's clock; for the others the offset is zero.
      now: request.receivedAt + state.clockOffsetMs,
      actor,
      ...(authority ? { authority } : {}),
      facts: one.facts,
      commandId: request.commandId,
    };
    const outcome = outcomeOf(situation, one.command, one.body);
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal, index };
    for (const made of stampedEvents(situation, one, outcome, index)) {
      state = evolveClaim(state, made);
      events.push(made);
    }
  }
  return { ok: true, events, state };
}

function stampedEvents(
  { state, now, actor, commandId }: ClaimSituation,
  { command, occurredAt }: ClaimCommand,
  { events, because, warnings }: Extract<ClaimDecisionOutcome, { ok: true }>,
  step: number,
): readonly ClaimEvent[] {
  const marks = { at: now, actor, commandId, command, step, because, ...(occurredAt === undefined ? {} : { occurredAt }) };
  return events.map((made, index) =>
    stamped(made, {
      ...marks,
      state: { sequence: state.sequence + index, updatedAt: state.updatedAt },
      ...(index === 0 ? { warnings } : {}),
    }),
  );
}

/** Nothing is left to decide: the refusal says who was first and when. */
const DECIDED_FIRST: ReadonlySet<string> = new Set(['claim.undecided', 'claim.state', 'refund.owed']);

function outcomeOf<N extends ClaimCommandName>(situation: ClaimSituation, command: N, body: ClaimCommandBodies[N]): ClaimDecisionOutcome {
  const spec: ClaimCommandSpec<N> = CLAIM_COMMANDS[command];
  const refusal = claimRightRefusal(situation, spec) ?? claimStateRefusal(situation, spec);
  if (refusal) return { ok: false, refusal };
  const failing = spec.unmet(situation);
  if (failing.length === 0) return spec.decide(situation, body);
  const refused = notAllowed(failing[0]?.message ?? 'Not now.', ...failing);
  const first = failing.some(({ id }) => DECIDED_FIRST.has(id)) ? decidedFirst(situation.state) : null;
  return { ok: false, refusal: { ...refused, ...first } };
}

/** Whose a claim is: as its order. */
function partiesOf({ customerId, providerId, marketplaceId, claimant }: ClaimState, facts: ClaimFacts = {}): Parties {
  const sellerId = claimant.role === 'SELLER' ? claimant.id : (facts.sellerId ?? null);
  return { customerId, providerId, marketplaceId, sellerId };
}

/** Whose command it is, by its right as the claim stands, and whether the caller speaks for a side of it: the API checks it first (403). */
export function claimRightRefusal(
  { actor, authority, state, facts }: Pick<ClaimSituation, 'actor' | 'authority' | 'state'> & Partial<Pick<ClaimSituation, 'facts'>>,
  spec: Pick<ClaimCommandSpec, 'command' | 'roles' | 'forOthers'>,
): Refusal | null {
  const refusal = refusalByRole(actor, spec) ?? (authority ? lostRight(actor, authority, partiesOf(state, facts)) : null);
  if (refusal) return refusal;
  if (sideOfCaller({ actor, state }) !== null) return null;
  return forbidden(`This is a claim of the ${state.claimant.role.toLowerCase()}; ${spec.command} is not yours.`);
}

/** The state does not know the command; if somebody decided first, it says who and when. */
export function claimStateRefusal(
  { state }: Pick<ClaimSituation, 'state'>,
  { command, moves }: { readonly command: ClaimCommandName; readonly moves: ClaimMoves },
): Refusal | null {
  if (moves[state.name] && !state.ended) return null;
  const message = `${command} is not possible while the claim is ${state.name}.`;
  const first = decidedFirst(state);
  return { code: 'not_allowed_now', message, unmet: [unmet('claim.state', message, null)], ...first };
}

function decidedFirst({ decision }: ClaimState): { readonly decidedBy: string; readonly decidedAt: number } | null {
  return decision ? { decidedBy: decision.confirmedBy ?? decision.by, decidedAt: decision.at } : null;
}
