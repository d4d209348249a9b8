import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';
import { assessCancellation } from '../money/cancellation.ts';
import { quoteRefusal } from '../money/quote.ts';
import { blamesFormerProvider, partyOf } from '../rules.ts';

/**
 * Ends the order before completion. Who asked is not who is at fault: the reason's table and the record say that, and only
 * the fault leads to a fee, which is a proposal. Source: policies, "Cancellation Policy".
 */
export const cancel: CommandSpec<'cancel'> = {
  command: 'cancel',
  summary: 'Cancel the order.',
  roles: ['customer', 'provider', 'support', 'system'],
  forOthers: true,
  moves: {
    REQUESTED: ['CANCELLED'],
    SCHEDULED: ['CANCELLED'],
    ON_SITE: ['CANCELLED'],
    IN_PROGRESS: ['CANCELLED'],
    WORK_FINISHED: ['CANCELLED'],
  },
  privateFields: ['note'],
  unmet: (situation) => {
    const party = partyOf(situation);
    const tooLate =
      situation.state.name === 'WORK_FINISHED' && party !== 'SUPPORT' && party !== 'SUPERVISOR' && !isLeftByDecision(situation.state);
    return tooLate ? [unmet('work.unfinished', 'The work is finished: only support can cancel now.', 'SUPPORT')] : [];
  },
  decide: (situation, body) => {
    const { state } = situation;
    const assessment = assessCancellation(situation, body);
    if (!assessment) return refuse(invalid('/reasonCode', 'is not a reason for cancelling in this policy'));
    const blame = blamesFormerProvider(situation, assessment.attributedTo);
    if (blame) return refuse(blame);
    const quoted = body.quoteId === undefined ? null : quoteRefusal(body.quoteId, assessment, situation.now);
    if (quoted) return refuse(quoted);
    const { reasonCode, initiatedBy, attributedTo, fee, because } = assessment;
    const lifted = state.holds.map(({ holdId, kind }) => event('HOLD_LIFTED', { holdId, kind }));
    const proposed = fee ? [event('FEE_PROPOSED', { feeId: `fee-${state.fees.length + 1}`, kind: 'CANCELLATION', ...fee })] : [];
    return accept([event('ORDER_CANCELLED', { reasonCode, initiatedBy, attributedTo }), ...lifted, ...proposed], because);
  },
};

/** A decision of support may leave cancelling to the parties also after the work. */
function isLeftByDecision(state: { readonly holds: readonly { readonly defect: { readonly decision: unknown } | null }[] }): boolean {
  return state.holds.some((hold) => hold.defect?.decision != null);
}
