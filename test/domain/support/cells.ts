import type { CommandName } from '../../../domain/order/bodies.ts';
import type { Decision } from '../../../domain/order/decide.ts';
import type { OrderStateName } from '../../../domain/order/state.ts';
import type { Giver } from './expected.ts';
import { Journey } from './journey.ts';
import { complete, defectReadyToDecide, onSite, startWork } from './stages.ts';

const SANDBOX = { sandbox: true };

/**
 * An order in a state with nothing in the way of any command: moved once, technicians assigned, inspected, scope confirmed,
 * a note, the signature waived and still possible, a fee proposed.
 */
export function openOrder(state: OrderStateName): Journey {
  if (state === 'REQUESTED') return new Journey({ ...SANDBOX, startsAt: null });
  const journey = new Journey(state === 'CLOSED' ? { ...SANDBOX, marketplace: 'UK' } : SANDBOX);
  if (state !== 'CLOSED') journey.give('reschedule');
  if (state === 'SCHEDULED') {
    journey.give('assign-technicians');
    return journey;
  }
  if (state === 'CANCELLED') {
    journey.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'provider' });
    return journey;
  }
  onSite(journey);
  if (state === 'ON_SITE') {
    journey.give('record-inspection');
    return journey;
  }
  startWork(journey);
  if (state === 'IN_PROGRESS') return journey;
  journey.give('finish-work');
  if (state === 'WORK_FINISHED') {
    journey.give('confirm-scope');
    journey.give('add-job-note');
    journey.give('waive', { requirementId: 'signature.collected' });
    return journey;
  }
  complete(journey);
  return journey;
}

/** The same, with what a command needs to be about. */
export function openOrderFor(command: CommandName, state: OrderStateName): Journey {
  const journey = openOrder(state);
  const isVisit = ['ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'].includes(state);
  if (command === 'accept-reschedule' && state === 'SCHEDULED')
    journey.give('reschedule', { agreedByCounterpart: false }, { as: 'customer' });
  if (command === 'contact-support' && (isVisit || state === 'SCHEDULED')) journey.put('HOLD_OPENED', { holdId: 'hold-1', kind: 'DEFECT' });
  if (command === 'decide-hold' && isVisit) defectReadyToDecide(journey);
  if (command === 'decide-hold' && state === 'SCHEDULED') {
    journey.put('HOLD_OPENED', { holdId: 'hold-1', kind: 'DEFECT' });
    journey.put('SUPPORT_CONTACTED', { holdId: 'hold-1' });
    journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION' });
  }
  return journey;
}

export function ask(journey: Journey, command: CommandName, { role, onBehalfOf }: Giver): Decision {
  return journey.ask(command, {}, { as: role, ...(onBehalfOf ? { onBehalfOf } : {}) });
}

export function verdictOf(decision: Decision): string {
  if (decision.ok) return 'accepted';
  const { refusal } = decision;
  if (refusal.code !== 'not_allowed_now') return refusal.code;
  if (refusal.unmet.length === 0) return 'a refusal that names nothing';
  return refusal.unmet.some(({ id }) => id === 'order.state') ? 'order.state' : 'unmet';
}
