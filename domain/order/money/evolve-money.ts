import { withDecider } from '../claims/evolve-claims.ts';
import type { Evolvers } from '../evolver.ts';
import type { Fee, OrderState } from '../state.ts';

type MoneyEvent = 'ORDER_CANCELLED' | 'FEE_PROPOSED' | 'FEE_POSTED' | 'FEE_WAIVED' | 'FEE_REVERSED' | 'ATTRIBUTION_CORRECTED';

/** Cancellation, who caused it, and what it costs. */
export const evolveMoney: Evolvers<MoneyEvent> = {
  ORDER_CANCELLED: (state, { data, at, actor }) => ({
    ...state,
    name: 'CANCELLED',
    cancellation: { ...data, at, by: `${actor.role}:${actor.id}` },
    appointments: state.appointments.map((one) =>
      one.status === 'ACTIVE' ? { ...one, status: 'CANCELLED', reasonCode: data.reasonCode, attributedTo: data.attributedTo } : one,
    ),
  }),
  FEE_PROPOSED: (state, { data, at }) => {
    const fee: Fee = { ...data, proposedAt: at, decidedBy: null, decidedAt: null };
    return { ...state, fees: [...state.fees.filter((one) => one.feeId !== data.feeId), fee] };
  },
  FEE_POSTED: (state, { data, at, actor }) =>
    withFee(withDecider(state, actor), data.feeId, { status: 'POSTED', decidedBy: `${actor.role}:${actor.id}`, decidedAt: at }),
  FEE_WAIVED: (state, { data, at, actor }) =>
    withFee(withDecider(state, actor), data.feeId, { status: 'WAIVED', decidedBy: `${actor.role}:${actor.id}`, decidedAt: at }),
  FEE_REVERSED: (state, { data, at, actor }) =>
    withFee(state, data.feeId, { status: 'REVERSED', decidedBy: `${actor.role}:${actor.id}`, decidedAt: at }),
  ATTRIBUTION_CORRECTED: (before, { data, actor }) => {
    const state = withDecider(before, actor);
    return data.appointmentId === null
      ? {
          ...state,
          cancellation: state.cancellation && { ...state.cancellation, attributedTo: data.to },
          appointments: state.appointments.map((one) =>
            one.status === 'CANCELLED' && one.rescheduledAppointmentId === null ? { ...one, attributedTo: data.to } : one,
          ),
        }
      : {
          ...state,
          appointments: state.appointments.map((one) =>
            one.appointmentId === data.appointmentId ? { ...one, attributedTo: data.to } : one,
          ),
        };
  },
};

function withFee(state: OrderState, feeId: string, change: Partial<Fee>): OrderState {
  return { ...state, fees: state.fees.map((fee) => (fee.feeId === feeId ? { ...fee, ...change } : fee)) };
}
