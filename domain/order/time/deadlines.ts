import type { LadderName, Terms } from '../../policy/terms.ts';
import type { Party } from '../../shared/actor.ts';
import type { NextRung } from '../../shared/ladder.ts';
import { type Instant, iso, MINUTE_MS, msOf, startOfLocalDay } from '../../shared/time.ts';
import { openClaim } from '../claims/claims.ts';
import { activeAppointment, type OrderState } from '../state.ts';
import { nextRung } from './ladder.ts';
import { type Wait, waitsOf } from './waits.ts';

/** What happens by itself when a deadline is reached (tick.ts has one case for each). */
export type DeadlineAction =
  | { readonly do: 'late-start' | 'no-show' | 'late-completion' | 'claim-window-reminder' | 'claim-window-close' | 'corrections-end' }
  | { readonly do: 'rung'; readonly wait: Wait & { readonly ladder: LadderName }; readonly next: NextRung };

/** A point in time at which something happens by itself. */
export interface Deadline {
  readonly kind: string;
  /** Id of what it is about: an appointment, a hold, a fee, or `order`. */
  readonly subject: string;
  readonly due: Instant;
  readonly rule: string;
  /** How `due` came about, step by step, for people. */
  readonly derivation: readonly string[];
  /** It blames or releases somebody: commands received before it was due are decided first. */
  readonly judges: boolean;
  readonly action: DeadlineAction;
}

export interface Waiting {
  readonly who: Party;
  readonly what: string;
  readonly subject: string;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly then: string;
}

/** The order closes this long after its window, so that a claim received in the last moment is there first. */
export const CLOSING_GRACE_MS = MINUTE_MS;

/** All deadlines that are armed, soonest first; empty only when the order has ended. */
export function deadlinesOf(state: OrderState, terms: Terms): readonly Deadline[] {
  if (state.ended) return [];
  return [
    ...appointmentDeadlines(state, terms),
    ...ladderDeadlines(state, terms),
    ...claimWindowDeadlines(state, terms),
    ...correctionDeadlines(state, terms),
  ].sort((a, b) => a.due - b.due);
}

export function nextDeadline(state: OrderState, terms: Terms): Deadline | null {
  return deadlinesOf(state, terms)[0] ?? null;
}

/** Whom the order waits for, for what, since when, until when, and what happens then. */
export function waitingFor(state: OrderState, terms: Terms): readonly Waiting[] {
  return waitsOf(state, terms).map(({ ladder, who, what, subject, since, until, then }) => {
    if (ladder === null) return { who, what, subject, since, until, then };
    const next = nextRung(state, terms, { ladder, who, what, subject, since, until, then });
    return { who, what, subject, since, until: next.due, then: next.then };
  });
}

function appointmentDeadlines(state: OrderState, terms: Terms): readonly Deadline[] {
  const active = activeAppointment(state);
  if (!active || state.name === 'COMPLETED' || state.name === 'CLOSED') return [];
  const deadlines: Deadline[] = [];
  const start = `the appointment starts ${iso(active.startAt)}`;
  // A time that the provider has not agreed to can make nobody late but the one who put it forward.
  const providerBound = active.awaitingAgreement?.from !== 'PROVIDER';
  if (state.name === 'SCHEDULED' && !active.noShow && providerBound) {
    if (!active.startedLate) {
      deadlines.push(
        own(
          'late-start',
          active.appointmentId,
          active.startAt + msOf(terms.arrivalTolerance),
          `a start more than ${terms.arrivalTolerance} after the appointment's start is late`,
          [start, `plus the tolerance ${terms.arrivalTolerance}`],
        ),
      );
    }
    if (terms.gates.visit !== 'NOT_APPLICABLE') {
      deadlines.push(
        own(
          'no-show',
          active.appointmentId,
          active.startAt + msOf(terms.noShowAfter),
          `not there ${terms.noShowAfter} after the start: the provider did not come`,
          [start, `plus ${terms.noShowAfter}`],
        ),
      );
    }
  }
  const { since, pausedMs } = state.lateCompletionPause;
  if (!state.completedLate && !active.noShow && since === null && providerBound) {
    const paused = pausedMs > 0 ? [`plus ${Math.round(pausedMs / 1000)} s in which support was asked`] : [];
    const derivation = [start, `midnight after that local day in ${state.timeZone}: ${iso(active.lateCompletionAt)}`, ...paused];
    deadlines.push(
      own(
        'late-completion',
        active.appointmentId,
        active.lateCompletionAt + pausedMs,
        'work completed after midnight of the appointment date is late',
        derivation,
      ),
    );
  }
  return deadlines;
}

type OwnAction = Exclude<DeadlineAction['do'], 'rung'>;

function own(kind: OwnAction, subject: string, due: Instant, rule: string, derivation: readonly string[], judges = true): Deadline {
  return { kind, subject, due, rule, derivation: [...derivation, `due ${iso(due)}`], judges, action: { do: kind } };
}

function ladderDeadlines(state: OrderState, terms: Terms): readonly Deadline[] {
  return waitsOf(state, terms).flatMap((wait) => {
    const { ladder } = wait;
    if (ladder === null) return [];
    const climbing = { ...wait, ladder };
    const next = nextRung(state, terms, climbing);
    return [
      {
        kind: ladder,
        subject: wait.subject,
        due: next.due,
        rule: terms.ladders[ladder].rule,
        derivation: [...next.derivation, `due ${iso(next.due)}`],
        // Only here does a rung take something from somebody: the decision goes back to support.
        judges: ladder === 'hold-follow-up' && next.rung.action === 'ESCALATE',
        action: { do: 'rung' as const, wait: climbing, next },
      },
    ];
  });
}

function claimWindowDeadlines(state: OrderState, terms: Terms): readonly Deadline[] {
  const window = state.claimWindow;
  if (state.name !== 'COMPLETED' || !window || !terms.claimWindow) return [];
  const { reminderBefore, rule } = terms.claimWindow;
  const end = `the window ends ${iso(window.closesAt)}, the start of local day ${window.days + 1} in ${window.timeZone}`;
  const close = own('claim-window-close', 'order', window.closesAt + CLOSING_GRACE_MS, rule, [
    end,
    'plus one minute in which the last claims are decided',
  ]);
  const remind = own(
    'claim-window-reminder',
    'order',
    window.closesAt - msOf(reminderBefore),
    `a reminder ${reminderBefore} before the claim window ends`,
    [end, `minus ${reminderBefore}`],
    false,
  );
  // An open claim keeps the order: its end is what closes it then (notice.ts).
  const closes = openClaim(state) ? [] : [close];
  return state.claimReminderDone ? closes : [remind, ...closes];
}

/** A cancelled order, or one that closed at completion, can be corrected for a while; then, once its fees are decided, it is history. */
function correctionDeadlines(state: OrderState, terms: Terms): readonly Deadline[] {
  const overSince = state.cancellation?.at ?? (state.name === 'CLOSED' ? state.closedAt : null);
  const feesOpen = state.fees.some((fee) => fee.status === 'PROPOSED' || fee.status === 'REVIEW');
  if (overSince === null || feesOpen || openClaim(state)) return [];
  const due = startOfLocalDay(overSince, state.timeZone, terms.correctionDays + 1);
  return [
    own('corrections-end', 'order', Math.max(due, overSince), `attribution and fees can be corrected for ${terms.correctionDays} days`, [
      `over since ${iso(overSince)}`,
      `plus ${terms.correctionDays} local days in ${state.timeZone}`,
    ]),
  ];
}
