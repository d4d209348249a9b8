import type { ClaimLadderName, ClaimTerms } from '../../policy/claim-terms.ts';
import type { Party } from '../../shared/actor.ts';
import { type NextRung, nextRungOf } from '../../shared/ladder.ts';
import { type Instant, iso } from '../../shared/time.ts';
import type { ClaimState } from '../state.ts';
import { type ClaimWait, waitsOfClaim } from './waits.ts';

type LadderWait = ClaimWait & { readonly ladder: ClaimLadderName };

/** What happens by itself when a deadline of a claim is reached (tick.ts has one case for each). */
export type ClaimDeadlineAction =
  | { readonly do: 'partner-silence' | 'appeal-window-end' }
  | { readonly do: 'rung'; readonly wait: LadderWait; readonly next: NextRung };

/** A point in time at which something happens by itself. The same form as a deadline of an order. */
export interface ClaimDeadline {
  readonly kind: string;
  readonly subject: string;
  readonly due: Instant;
  readonly rule: string;
  readonly derivation: readonly string[];
  /** It takes a right from somebody: commands received before it was due are decided first. */
  readonly judges: boolean;
  readonly action: ClaimDeadlineAction;
}

export interface ClaimWaiting {
  readonly who: Party;
  readonly what: string;
  readonly subject: string;
  readonly since: Instant;
  readonly until: Instant | null;
  readonly then: string;
}

/** All deadlines that are armed, soonest first; empty only when the claim has ended. */
export function claimDeadlines(state: ClaimState, terms: ClaimTerms): readonly ClaimDeadline[] {
  if (state.ended) return [];
  return [...partnerDeadline(state, terms), ...appealDeadline(state, terms), ...ladderDeadlines(state, terms)].sort(
    (a, b) => a.due - b.due,
  );
}

export function nextClaimDeadline(state: ClaimState, terms: ClaimTerms): ClaimDeadline | null {
  return claimDeadlines(state, terms)[0] ?? null;
}

/** Whom the claim waits for, for what, since when, until when, and what happens then. */
export function claimWaitingFor(state: ClaimState, terms: ClaimTerms): readonly ClaimWaiting[] {
  return waitsOfClaim(state).map(({ ladder, who, what, subject, since, until, then }) => {
    if (ladder === null) return { who, what, subject, since, until, then };
    // The partner's own clock ends the wait; its ladder only reminds on the way.
    if (ladder === 'partner-answer') return { who, what, subject, since, until: state.partnerAnswersBy, then: 'its silence is recorded' };
    const next = nextRungOf(terms.ladders[ladder], state.climbs, { ladder, subject, who, since });
    return { who, what, subject, since, until: next.due, then: next.then };
  });
}

function partnerDeadline(state: ClaimState, terms: ClaimTerms): readonly ClaimDeadline[] {
  if (state.name !== 'AWAITING_PARTNER' || state.partnerAnswer) return [];
  const derivation = [`the partner was told ${iso(state.filedAt)}`, `plus ${terms.partnerAnswersWithin}`];
  const rule = `the partner answers within ${terms.partnerAnswersWithin}; then its silence is recorded and the claim goes on`;
  return [own('partner-silence', state.partnerAnswersBy, rule, derivation)];
}

function appealDeadline({ name, decision, appealableUntil, timeZone }: ClaimState, terms: ClaimTerms): readonly ClaimDeadline[] {
  const ends = name === 'SETTLED' || (name === 'DECIDED' && decision?.outcome === 'DENIED');
  if (!ends || !decision || appealableUntil === null) return [];
  const derivation = [
    `decided ${iso(decision.at)}`,
    `plus ${terms.appealDays} local days in ${timeZone}, that is before ${iso(appealableUntil)}`,
  ];
  return [own('appeal-window-end', appealableUntil, `either side may appeal within ${terms.appealDays} days`, derivation)];
}

function own(kind: 'partner-silence' | 'appeal-window-end', due: Instant, rule: string, derivation: readonly string[]): ClaimDeadline {
  return { kind, subject: 'claim', due, rule, derivation: [...derivation, `due ${iso(due)}`], judges: true, action: { do: kind } };
}

function ladderDeadlines(state: ClaimState, terms: ClaimTerms): readonly ClaimDeadline[] {
  return waitsOfClaim(state).flatMap((wait) => {
    const { ladder } = wait;
    if (ladder === null) return [];
    const climbing = { ...wait, ladder };
    const next = nextRungOf(terms.ladders[ladder], state.climbs, climbing);
    const { rule } = terms.ladders[ladder];
    const derivation = [...next.derivation, `due ${iso(next.due)}`];
    const action = { do: 'rung' as const, wait: climbing, next };
    return [{ kind: ladder, subject: wait.subject, due: next.due, rule, derivation, judges: false, action }];
  });
}
