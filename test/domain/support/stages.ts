import type { OrderStateName } from '../../../domain/order/state.ts';
import { activeAppointment } from '../../../domain/order/state.ts';
import { DAY_MS } from '../../../domain/shared/time.ts';
import type { GivenOptions } from './given.ts';
import { Journey } from './journey.ts';

/** The instant at which the active appointment starts. @throws without one */
export function startOf(journey: Journey): number {
  const active = activeAppointment(journey.state);
  if (!active) throw new Error('there is no active appointment');
  return active.startAt;
}

/** An order on the straight way to a state, with nothing in its way. CLOSED is the UK's, at completion: it can be corrected still. */
export function orderIn(state: OrderStateName, options: GivenOptions = {}): Journey {
  if (state === 'REQUESTED') return new Journey({ ...options, startsAt: null });
  const journey = new Journey(state === 'CLOSED' ? { marketplace: 'UK', ...options } : options);
  if (state === 'SCHEDULED') return journey;
  if (state === 'CANCELLED') {
    journey.give('cancel', { reasonCode: 'PROVIDER_UNAVAILABLE' }, { as: 'provider' });
    return journey;
  }
  onSite(journey);
  if (state === 'ON_SITE') return journey;
  startWork(journey);
  if (state === 'IN_PROGRESS') return journey;
  journey.give('finish-work');
  if (state === 'WORK_FINISHED') return journey;
  complete(journey);
  return journey;
}

/** Technicians are assigned and come on time; where there is no visit, only the time passes. */
export function onSite(journey: Journey): void {
  const visits = journey.terms.gates.visit !== 'NOT_APPLICABLE';
  if (visits) journey.give('assign-technicians');
  journey.passTo(startOf(journey));
  if (visits) journey.give('arrive');
}

export function startWork(journey: Journey): void {
  if (journey.terms.gates.inspection !== 'NOT_APPLICABLE') journey.give('record-inspection');
  journey.give('start-work');
}

export function complete(journey: Journey): void {
  journey.give('confirm-scope');
  journey.give('add-job-note');
  journey.give('sign-off');
  journey.give('complete');
}

/** A defect that support can decide: reported, confirmed in writing, support asked. @returns its hold */
export function defectReadyToDecide(journey: Journey): string {
  journey.give('report-defect');
  const { holdId } = journey.last('DEFECT_REPORTED').data;
  journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION', text: 'as shown', holdId }, { as: 'provider' });
  journey.give('contact-support', { holdId });
  return holdId;
}

/** A new time that the other side has not agreed to, four days from now. */
export function unagreedReschedule(journey: Journey, as: 'customer' | 'provider'): void {
  journey.give(
    'reschedule',
    {
      startTime: new Date(journey.now + 4 * DAY_MS).toISOString(),
      agreedByCounterpart: false,
      reasonCode: as === 'customer' ? 'CUSTOMER_REQUEST' : 'PROVIDER_UNAVAILABLE',
    },
    { as },
  );
}
