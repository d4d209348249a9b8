import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';

/** A proposed fee is posted or waived by a person, once. Source: policies, "Amazon may deduct a $50 cancellation fee". */
export const decideFee: CommandSpec<'decide-fee'> = {
  command: 'decide-fee',
  summary: 'Post or waive a proposed fee.',
  roles: ['supervisor'],
  forOthers: false,
  moves: stays('CANCELLED'),
  privateFields: ['reason'],
  explains: ['fee.undecided'],
  unmet: ({ state }) => {
    if (state.fees.length === 0) return [unmet('fee.proposed', 'No fee is proposed.', null)];
    return state.fees.some((fee) => fee.status === 'PROPOSED' || fee.status === 'REVIEW')
      ? []
      : [unmet('fee.undecided', 'Every fee is decided.', null)];
  },
  decide: ({ state }, { feeId, decision }) => {
    const fee = state.fees.find((one) => one.feeId === feeId);
    if (!fee) return refuse(invalid('/feeId', 'is not a fee of this order'));
    if (fee.status === 'PROPOSED' || fee.status === 'REVIEW') {
      return accept(
        [decision === 'POST' ? event('FEE_POSTED', { feeId, amount: fee.amount }) : event('FEE_WAIVED', { feeId })],
        [`fee.${decision.toLowerCase()}`],
      );
    }
    const already = unmet('fee.undecided', `The fee is ${fee.status}.`, null);
    return refuse({
      code: 'not_allowed_now',
      message: already.message,
      unmet: [already],
      ...(fee.decidedBy && fee.decidedAt !== null ? { decidedBy: fee.decidedBy, decidedAt: fee.decidedAt } : {}),
    });
  },
};
