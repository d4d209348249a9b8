import type { Terms } from '../policy/terms.ts';
import type { Attribution, Initiator, Party } from '../shared/actor.ts';
import { invalid, notAllowed, type Refusal, type Unmet, unmet } from '../shared/deciding/refusal.ts';
import { DAY_MS, type Instant, localDay, MINUTE_MS, msOf, startOfLocalDay } from '../shared/time.ts';
import type { AppointmentTime } from './bodies.ts';
import type { Situation } from './command.ts';
import type { AppointmentMade, EventOf } from './events.ts';
import { activeAppointment, type Hold, type OrderState } from './state.ts';

/** For whom the caller speaks: a party of the order, the desk, or a backend. */
export function partyOf({ actor }: Pick<Situation, 'actor'>): Party {
  if (actor.onBehalfOf) return actor.onBehalfOf.role;
  switch (actor.role) {
    case 'customer':
      return 'CUSTOMER';
    case 'provider':
      return 'PROVIDER';
    case 'support':
    case 'auditor':
      return 'SUPPORT';
    case 'supervisor':
      return 'SUPERVISOR';
    case 'system':
    case 'timer':
      return 'SYSTEM';
  }
}

/** Who asked, where the body does not say. */
export function initiatorOf(situation: Pick<Situation, 'actor'>, given: Initiator | undefined): Initiator {
  const party = partyOf(situation);
  return given ?? (party === 'CUSTOMER' || party === 'PROVIDER' ? party : 'MARKETPLACE');
}

/**
 * Who has to agree to a new time: the other side of who put it forward. A party that gives the command itself is never waited
 * for, whoever asked for the change: else a provider could name the customer and never be a no-show.
 */
export function counterpartOf({ actor, data }: Pick<EventOf<'APPOINTMENT_RESCHEDULED'>, 'actor' | 'data'>): 'CUSTOMER' | 'PROVIDER' {
  const party = partyOf({ actor });
  const isParty = party === 'CUSTOMER' || party === 'PROVIDER';
  return (isParty ? party : data.initiatedBy) === 'CUSTOMER' ? 'PROVIDER' : 'CUSTOMER';
}

/** Whoever blames the provider means the one that had the order when it was said: no other one answers for it. */
export function blamesFormerProvider(
  { state, authority }: Pick<Situation, 'state' | 'authority'>,
  attributedTo: Attribution,
): Refusal | null {
  const meant = authority?.providerId ?? state.providerId;
  if (attributedTo !== 'PROVIDER' || meant === state.providerId) return null;
  const message = 'Another provider has the order since this was said of the former one.';
  return notAllowed(message, unmet('provider.unchanged', message, null));
}

export function appointmentActive(state: OrderState): readonly Unmet[] {
  return activeAppointment(state) ? [] : [unmet('appointment.active', 'The order has no active appointment.', 'CUSTOMER')];
}

/** A visit starts in the future and within the booking horizon (SP-API Services v1: at most 365 days ahead). */
export function startRefusal({ startTime }: AppointmentTime, now: Instant, terms: Terms): Refusal | null {
  const startAt = Date.parse(startTime);
  if (Number.isNaN(startAt)) return invalid('/startTime', 'is not an instant with an offset');
  if (startAt <= now) return invalid('/startTime', 'lies in the past');
  if (startAt > now + terms.bookingHorizonDays * DAY_MS)
    return invalid('/startTime', `is more than ${terms.bookingHorizonDays} days ahead`);
  return null;
}

export function makeAppointment(
  state: Pick<OrderState, 'appointments' | 'timeZone'>,
  { startTime, durationInMinutes }: AppointmentTime,
): AppointmentMade {
  const startAt = Date.parse(startTime);
  return {
    appointmentId: `apt-${state.appointments.length + 1}`,
    startAt,
    durationInMinutes,
    // Late completion counts from midnight of the appointment's date (provider metrics); a visit over midnight ends on its last day.
    lateCompletionAt: startOfLocalDay(startAt + durationInMinutes * MINUTE_MS - 1, state.timeZone, 1),
  };
}

/** Minutes that an arrival or a start lies after the appointment's start, and whether that is within the tolerance. */
export function punctuality(startAt: Instant, now: Instant, terms: Terms): { readonly minutesFromStart: number; readonly onTime: boolean } {
  return { minutesFromStart: Math.round((now - startAt) / MINUTE_MS), onTime: Math.abs(now - startAt) <= msOf(terms.arrivalTolerance) };
}

/** The hold whose decision to RESCHEDULE or CANCEL is not carried out yet; it leaves only that and the customer's cancel. */
export function decidedHold(state: OrderState): Hold | null {
  return state.holds.find((hold) => hold.defect?.decision != null) ?? null;
}

/** Every check of a technician is judged on the appointment's own local date (zero tolerance: unchecked or unlicensed technicians). */
export function technicianChecks({ state, facts }: Situation, technicianIds: readonly string[]): readonly Unmet[] {
  const active = activeAppointment(state);
  if (!active) return [];
  const day = localDay(active.startAt, state.timeZone);
  // Where the order has another provider since, its technicians are asked for anew (commands/order-target.ts).
  const asked = facts.techniciansOf === undefined || facts.techniciansOf === state.providerId ? facts.technicians : [];
  return technicianIds.flatMap((technicianId) => {
    const technician = asked?.find((one) => one.technicianId === technicianId);
    if (!technician?.known)
      return [unmet('technician.registered', `Technician ${technicianId} is not registered with the provider.`, 'PROVIDER')];
    const check = technician.backgroundCheck;
    const cleared = check?.status === 'CLEAR' && check.validUntil >= day;
    const background = cleared
      ? []
      : [unmet('technician.background_check', `Technician ${technicianId} has no background check that is clear on ${day}.`, 'PROVIDER')];
    const missing = state.requiredSkills.filter(
      (skill) => !technician.licences.some((licence) => licence.skill === skill && licence.validUntil >= day),
    );
    return [
      ...background,
      ...missing.map((skill) =>
        unmet('technician.licence', `Technician ${technicianId} has no licence for ${skill} that is valid on ${day}.`, 'PROVIDER'),
      ),
    ];
  });
}
