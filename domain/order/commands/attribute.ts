import type { Attribution } from '../../shared/actor.ts';
import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, notAllowed, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event, type NewEvent } from '../events.ts';
import { notEnded } from './raise-issue.ts';

/** Support corrects who caused a reschedule or the cancellation; a fee follows, or is taken back by a reversal. */
export const attribute: CommandSpec<'attribute'> = {
  command: 'attribute',
  summary: 'Correct who caused a reschedule or the cancellation.',
  roles: ['support'],
  forOthers: false,
  moves: stays('SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED', 'CLOSED', 'CANCELLED'),
  privateFields: ['reason'],
  unmet: ({ state }) => [
    ...notEnded(state),
    ...(state.cancellation || state.rescheduleCount > 0 ? [] : [unmet('attribution.given', 'Nothing was rescheduled or cancelled.', null)]),
  ],
  decide: (situation, body) => {
    const { state } = situation;
    const { attributedTo } = body;
    const named = state.appointments.find((one) => one.appointmentId === body.appointmentId);
    if (body.appointmentId !== undefined && !named) return refuse(invalid('/appointmentId', 'is not an appointment of this order'));
    // The appointment that the cancellation ended stands for the cancellation: its fee has to follow either way.
    const appointmentId = state.cancellation && named?.rescheduledAppointmentId === null ? undefined : body.appointmentId;
    const from = appointmentId === undefined ? state.cancellation?.attributedTo : named?.attributedTo;
    if (!from)
      return refuse(
        notAllowed(
          'There is nothing to attribute.',
          unmet('attribution.given', appointmentId === undefined ? 'The order is not cancelled.' : 'That appointment was not moved.', null),
        ),
      );
    if (from === attributedTo)
      return refuse(notAllowed('It is attributed so already.', unmet('attribution.differs', `It is attributed to ${from} already.`, null)));
    const corrected = event('ATTRIBUTION_CORRECTED', { appointmentId: appointmentId ?? null, from, to: attributedTo });
    return accept([corrected, ...(appointmentId === undefined ? feeFollows(situation, attributedTo) : [])], ['attribution.by-support']);
  },
};

/** The fee looks at the attribution only: it is proposed, withdrawn or reversed with it. */
function feeFollows({ state, terms }: Situation, attributedTo: Attribution): readonly NewEvent[] {
  const fee = state.fees.findLast((one) => one.status !== 'WAIVED' && one.status !== 'REVERSED');
  const due = terms.cancellationFee?.attributedTo === attributedTo ? terms.cancellationFee : null;
  if (!due) {
    if (!fee) return [];
    return [
      fee.status === 'POSTED' ? event('FEE_REVERSED', { feeId: fee.feeId, amount: fee.amount }) : event('FEE_WAIVED', { feeId: fee.feeId }),
    ];
  }
  if (fee?.status === 'PROPOSED' || fee?.status === 'POSTED') return [];
  const feeId = fee?.feeId ?? `fee-${state.fees.length + 1}`;
  return [event('FEE_PROPOSED', { feeId, kind: 'CANCELLATION', amount: due.amount, status: 'PROPOSED', rule: due.rule })];
}
