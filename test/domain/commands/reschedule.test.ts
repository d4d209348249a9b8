// Goal: a visit is moved by a new appointment, before the work is finished or as a decided hold says, and names who caused it.
// Method: pure decisions from each stage of the visit, each accepted case beside its refused twin.
import { describe, expect, it } from '@jest/globals';
import { activeAppointment } from '../../../domain/order/state.ts';
import { DAY_MS, iso } from '../../../domain/shared/time.ts';
import { type Journey, pointers, unmetIds } from '../support/journey.ts';
import { defectReadyToDecide, onSite, orderIn, unagreedReschedule } from '../support/stages.ts';

function agreementOf(journey: Journey) {
  return activeAppointment(journey.state)?.awaitingAgreement?.from ?? null;
}

describe('reschedule', () => {
  it.each(['SCHEDULED', 'ON_SITE', 'IN_PROGRESS'] as const)(
    'from %s makes a new appointment; the old one is cancelled and names it',
    (name) => {
      const journey = orderIn(name);
      journey.give('reschedule');
      expect(journey.state.name).toBe('SCHEDULED');
      expect(journey.state.appointments).toMatchObject([
        {
          appointmentId: 'apt-1',
          status: 'CANCELLED',
          rescheduledAppointmentId: 'apt-2',
          reasonCode: 'CUSTOMER_REQUEST',
          attributedTo: 'CUSTOMER',
        },
        {
          appointmentId: 'apt-2',
          status: 'ACTIVE',
          rescheduledAppointmentId: null,
          attributedTo: null,
          technicianIds: [],
          arrivedAt: null,
        },
      ]);
      expect(journey.state.inspection).toBeNull();
      expect(journey.state.workStarted).toBe(false);
    },
  );

  it.each(['REQUESTED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)('is refused while the order is %s', (name) => {
    expect(unmetIds(orderIn(name).refusal('reschedule'))).toEqual(['order.state']);
  });

  it('is refused once the work is finished', () => {
    expect(unmetIds(orderIn('WORK_FINISHED').refusal('reschedule'))).toEqual(['work.unfinished']);
  });

  it('is possible after the work where support decided RESCHEDULE, and carries that out', () => {
    const journey = orderIn('WORK_FINISHED');
    const holdId = defectReadyToDecide(journey);
    expect(unmetIds(journey.refusal('reschedule'))).toEqual(['work.unfinished']);
    journey.give('decide-hold', { holdId, decision: 'RESCHEDULE' });
    const { types, because } = journey.give('reschedule', {}, { as: 'provider' });
    expect(types).toEqual(['APPOINTMENT_RESCHEDULED', 'HOLD_LIFTED']);
    expect(because).toEqual(['attribution.decided-hold']);
    expect(journey.state.holds).toEqual([]);
    expect(journey.state.appointments[0]?.attributedTo).toBe('PRODUCT');
  });

  it('warns that the technicians are unassigned, only where there were some', () => {
    const journey = orderIn('SCHEDULED');
    expect(journey.give('reschedule').warnings).toEqual([]);
    journey.give('assign-technicians');
    expect(journey.give('reschedule').warnings).toEqual(['TECHNICIANS_UNASSIGNED']);
  });

  it.each([
    [undefined, ['TECHNICIANS_UNASSIGNED', 'PARTS_NOT_REPACKED']],
    [false, ['TECHNICIANS_UNASSIGNED', 'PARTS_NOT_REPACKED']],
    [true, ['TECHNICIANS_UNASSIGNED']],
  ])('after a failed inspection, partsRepacked %s warns of %j', (partsRepacked, warnings) => {
    const journey = orderIn('ON_SITE');
    journey.give('record-inspection', { items: [{ name: 'bracket', condition: 'MISSING' }] });
    const body = { reasonCode: 'PARTS_MISSING', ...(partsRepacked === undefined ? {} : { partsRepacked }) };
    expect(journey.give('reschedule', body, { as: 'provider' }).warnings).toEqual(warnings);
  });

  it('says nothing of parts after an inspection that passed', () => {
    expect(orderIn('IN_PROGRESS').give('reschedule').warnings).toEqual(['TECHNICIANS_UNASSIGNED']);
  });

  it.each([
    ['customer', 'PROVIDER'],
    ['provider', 'CUSTOMER'],
    ['support', 'CUSTOMER'],
  ] as const)('by %s and not agreed waits for the %s', (as, from) => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { agreedByCounterpart: false }, { as });
    expect(agreementOf(journey)).toBe(from);
  });

  it.each(['customer', 'provider', 'support'] as const)('by %s and agreed waits for nobody', (as) => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { agreedByCounterpart: true }, { as });
    expect(agreementOf(journey)).toBeNull();
  });

  it('waits for the other side of who gives it, also where somebody else asked for it', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { agreedByCounterpart: false, initiatedBy: 'CUSTOMER' }, { as: 'provider' });
    expect(agreementOf(journey)).toBe('CUSTOMER');
    expect(journey.last('APPOINTMENT_RESCHEDULED').data.initiatedBy).toBe('CUSTOMER');
  });

  it('for the provider by telephone waits for the customer', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { agreedByCounterpart: false }, { onBehalfOf: 'PROVIDER' });
    expect(agreementOf(journey)).toBe('CUSTOMER');
    expect(journey.last('APPOINTMENT_RESCHEDULED').data.initiatedBy).toBe('PROVIDER');
  });

  it('the counterpart may move an appointment that it did not agree to, and then the other side is waited for', () => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, 'customer');
    expect(agreementOf(journey)).toBe('PROVIDER');
    unagreedReschedule(journey, 'provider');
    expect(agreementOf(journey)).toBe('CUSTOMER');
  });

  it.each([
    ['CUSTOMER_REQUEST', 'CUSTOMER'],
    ['PROVIDER_UNAVAILABLE', 'PROVIDER'],
    ['PARTS_MISSING', 'PRODUCT'],
    ['MARKETPLACE_ERROR', 'MARKETPLACE'],
    ['WEATHER', 'FORCE_MAJEURE'],
  ])('with the reason %s is attributed to %s, whoever asks', (reasonCode, attributedTo) => {
    for (const as of ['customer', 'provider', 'support'] as const) {
      const journey = orderIn('SCHEDULED');
      journey.give('reschedule', { reasonCode }, { as });
      expect(journey.state.appointments[0]?.attributedTo).toBe(attributedTo);
    }
  });

  it('refuses a reason that the policy does not know', () => {
    expect(pointers(orderIn('SCHEDULED').refusal('reschedule', { reasonCode: 'BORED' }))).toEqual(['/reasonCode']);
  });

  it('refuses a start in the past and one beyond 365 days, as schedule does', () => {
    const journey = orderIn('SCHEDULED');
    expect(pointers(journey.refusal('reschedule', { startTime: iso(journey.now) }))).toEqual(['/startTime']);
    expect(pointers(journey.refusal('reschedule', { startTime: iso(journey.now + 365 * DAY_MS + 1) }))).toEqual(['/startTime']);
    expect(journey.ask('reschedule', { startTime: iso(journey.now + 365 * DAY_MS) }).ok).toBe(true);
  });

  it('is refused once the visit was moved as often as the policy allows', () => {
    const journey = orderIn('SCHEDULED');
    const { reschedules } = journey.terms.limits;
    for (let moved = 0; moved < reschedules; moved += 1) journey.give('reschedule');
    expect(journey.state.rescheduleCount).toBe(reschedules);
    expect(unmetIds(journey.refusal('reschedule'))).toEqual(['reschedules.limit']);
  });

  it('lifts a GUARDIAN hold, because nobody is on site any more, and keeps an undecided DEFECT', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-guardian', { present: false });
    journey.give('report-defect');
    journey.give('reschedule');
    expect(journey.state.holds.map(({ kind }) => kind)).toEqual(['DEFECT']);
  });

  it('after a no-show is attributed to the provider, whatever the reason says', () => {
    const journey = orderIn('SCHEDULED');
    onSiteMissed(journey);
    expect(journey.give('reschedule', { reasonCode: 'CUSTOMER_REQUEST' }, { as: 'customer' }).because).toEqual(['attribution.no-show']);
    expect(journey.state.appointments[0]?.attributedTo).toBe('PROVIDER');
  });

  it('a new appointment is served like the first', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('reschedule');
    onSite(journey);
    expect(journey.state.name).toBe('ON_SITE');
    expect(unmetIds(journey.refusal('start-work'))).toEqual(['inspection.passed']);
  });
});

function onSiteMissed(journey: Journey): void {
  journey.passTo((activeAppointment(journey.state)?.startAt ?? 0) + 2 * 3_600_000);
}
