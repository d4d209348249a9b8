import type { EventOf } from '../../order/events.ts';
import type { OrderState } from '../../order/state.ts';
import type { ClaimTerms } from '../../policy/claim-terms.ts';
import { type Stamp, stamped } from '../../shared/recorded.ts';
import { ruledBy, rulesOf } from '../../shared/rules.ts';
import { msOf } from '../../shared/time.ts';
import { type ClaimEvent, type ClaimEventSource, claimEvent } from '../events.ts';
import { evolveClaim } from '../evolve.ts';
import type { ClaimState } from '../state.ts';

export interface OpenInput {
  /** The order after its completion; nothing that is read of it changes any more. */
  readonly order: OrderState;
  readonly filed: EventOf<'CLAIM_FILED'>;
  readonly terms: ClaimTerms;
}

/**
 * Opens the claim that the order has accepted, and starts the partner's clock. The same answer whoever asks and however often:
 * all that could change since is in CLAIM_FILED.
 */
export function openClaimOf({ order, filed, terms }: OpenInput): { readonly events: readonly ClaimEvent[]; readonly state: ClaimState } {
  const { actor, commandId, at, data } = filed;
  const marks: Omit<Stamp<ClaimEventSource>, 'state' | 'because'> = { at, actor, commandId, command: 'file-claim', step: 0 };
  const isDesk = actor.role === 'support' || actor.role === 'supervisor';
  const opened = claimEvent('CLAIM_OPENED', {
    ...ruledBy(rulesOf(data)),
    claimId: data.claimId,
    orderId: order.orderId,
    orderSequence: filed.sequence,
    claimant: data.claimant,
    providerId: order.providerId,
    customerId: order.customerId,
    marketplaceId: order.marketplaceId,
    timeZone: order.timeZone,
    locale: order.locale,
    price: order.price,
    sandbox: order.sandbox,
    clockOffsetMs: data.clockOffsetMs,
    remedies: order.agreedRemedies?.length ? order.agreedRemedies : terms.remedies,
    desiredRemedy: data.desiredRemedy,
    isException: data.isException,
    contactedFirst: data.contactedFirst,
    // Who files for the claimant has taken a side.
    deciders: [...new Set([...data.deciders, ...(isDesk ? [actor.id] : [])])],
    documentIds: data.documentIds,
  });
  const policy = `policy.${terms.policy.id}@${terms.policy.version}`;
  const first: ClaimEvent = stamped(opened, { ...marks, state: { sequence: 0, updatedAt: at }, because: [...filed.because, policy] });
  const submitted = evolveClaim(null, first);
  const told = claimEvent('PARTNER_TOLD', { answersBy: at + msOf(terms.partnerAnswersWithin) });
  const second: ClaimEvent = stamped(told, { ...marks, state: submitted, because: ['claim.partner-answers-first'] });
  return { events: [first, second], state: evolveClaim(submitted, second) };
}
