import { invalid, type Refusal, type Unmet, unmet } from '../shared/deciding/refusal.ts';
import { unusableDocument } from '../shared/documents.ts';
import type { ClaimSide } from './bodies.ts';
import type { ClaimSituation } from './command.ts';
import type { ClaimState } from './state.ts';

/** For which side of the claim the caller speaks; null: for none. A seller speaks through its backend. */
export function sideOfCaller({ actor, state }: Pick<ClaimSituation, 'actor' | 'state'>): ClaimSide | 'SUPPORT' | null {
  const isCustomers = state.claimant.role === 'CUSTOMER';
  if (actor.onBehalfOf) {
    if (actor.onBehalfOf.role === 'PROVIDER') return 'PROVIDER';
    return isCustomers ? 'CLAIMANT' : null;
  }
  switch (actor.role) {
    case 'customer':
      return isCustomers ? 'CLAIMANT' : null;
    case 'system':
      return isCustomers ? null : 'CLAIMANT';
    case 'provider':
      return 'PROVIDER';
    case 'support':
    case 'supervisor':
      return 'SUPPORT';
    case 'auditor':
    case 'timer':
      return null;
  }
}

/** The side of a command that only the two sides give. @throws for support's own, which such a command's roles leave out */
export function partyOfClaim(situation: Pick<ClaimSituation, 'actor' | 'state'>): ClaimSide {
  const side = sideOfCaller(situation);
  if (side === 'CLAIMANT' || side === 'PROVIDER') return side;
  throw new Error('not a side of the claim');
}

/** No one who decided something on the order decides on a claim about it. */
export function independent({ state, actor, facts }: ClaimSituation): readonly Unmet[] {
  const decided = state.deciders.includes(actor.id) || (facts.orderDeciders ?? []).includes(actor.id);
  if (!decided) return [];
  return [unmet('decider.independent', 'You decided something on this order, or filed this claim: somebody else decides it.', 'SUPPORT')];
}

/** Whose decision was appealed has no say in what comes after, not even where a remedy is chosen again. */
export function notAppealedAgainst({ state, actor }: ClaimSituation): readonly Unmet[] {
  const appealed = state.name === 'APPEALED' ? state.decision : state.firstDecision;
  const isFirst = appealed !== null && (appealed.by === actor.id || appealed.confirmedBy === actor.id);
  return isFirst ? [unmet('decider.other', 'You made the decision that was appealed: another person decides.', 'SUPERVISOR')] : [];
}

/** Documents must be uploaded and belong to the order; what the store did not say is not there. */
export function documentsRefusal(
  { facts, state, terms }: ClaimSituation,
  documentIds: readonly string[],
  pointer: (index: number) => string,
): Refusal | null {
  const unusable = unusableDocument(facts.documents, documentIds, pointer);
  if (unusable) return unusable;
  const all = new Set([...state.documentIds, ...documentIds]);
  return all.size > terms.limits.documents ? invalid(pointer(0), `more than ${terms.limits.documents} documents of one claim`) : null;
}

/** Either side may appeal once, within its window; the receipt of the appeal counts. */
export function appealUnmet({ appeal, appealableUntil }: ClaimState, now: number): readonly Unmet[] {
  if (appeal) return [unmet('appeal.once', 'An appeal was made already.', null)];
  const isOpen = appealableUntil !== null && now < appealableUntil;
  return isOpen ? [] : [unmet('appeal.window', 'The time to appeal is over.', null)];
}
