import type { Ladder, Rung } from '../policy/terms.ts';
import type { Party } from './actor.ts';
import { type Instant, iso, msOf } from './time.ts';

/**
 * How far a ladder has climbed for one thing waited for; `subject` is the id of that thing.
 * @template L the names of the ladders
 */
export interface Climb<L extends string> {
  readonly ladder: L;
  readonly subject: string;
  /** When the wait began; a new wait for the same thing climbs from the bottom. */
  readonly since: Instant;
  readonly rungsTaken: number;
  readonly lastRungAt: Instant;
}

/** A rung of a ladder: somebody was reminded, or somebody above them told. `skipped`: it came too late to be of use. */
export interface RungReached<L extends string> {
  readonly ladder: L;
  readonly subject: string;
  /** When the wait began that this rung belongs to. */
  readonly since: Instant;
  /** When this rung was due; the next one counts from here, however late this one came. */
  readonly due: Instant;
  /** From 1. */
  readonly rung: number;
  readonly action: Rung['action'];
  readonly to: Party;
  readonly channel: Rung['channel'];
  readonly skipped: boolean;
}

export interface NextRung {
  /** From 1; counts repeats of the last rung too. */
  readonly number: number;
  readonly rung: Rung;
  readonly due: Instant;
  readonly derivation: readonly string[];
  /** What happens at that time, completing "then …". */
  readonly then: string;
  /** A reminder goes to whom is waited for, which for an agreement is either side; an escalation to whom the pack names. */
  readonly to: Party;
}

/** Something waited for whose clock climbs. */
export interface Climbing<L extends string> {
  readonly ladder: L;
  readonly subject: string;
  readonly who: Party;
  readonly since: Instant;
}

/** A rung that may be many steps up the ladder; beyond the last one it repeats, so that nothing is ever forgotten. */
export function nextRungOf<L extends string>(ladder: Ladder, climbs: readonly Climb<L>[], wait: Climbing<L>): NextRung {
  const climb = climbs.find((one) => one.ladder === wait.ladder && one.subject === wait.subject && one.since === wait.since);
  const taken = climb?.rungsTaken ?? 0;
  const last = ladder.rungs[ladder.rungs.length - 1];
  if (!last) throw new Error(`ladder ${wait.ladder} has no rung`);
  const rung = ladder.rungs[taken] ?? last;
  const after = taken < ladder.rungs.length ? rung.after : ladder.repeatEvery;
  const from = climb?.lastRungAt ?? wait.since;
  const counted = climb ? `rung ${taken} was due ${iso(from)}` : `waiting since ${iso(from)}`;
  const number = taken + 1;
  const to = rung.action === 'REMIND' ? wait.who : rung.to;
  return {
    number,
    to,
    then: thenOf(rung, number, to),
    rung,
    due: from + msOf(after),
    derivation: [counted, `plus ${after}`, `rung ${number} of ladder ${wait.ladder}: ${ladder.rule}`],
  };
}

function thenOf({ action, channel }: Rung, number: number, to: Party): string {
  if (action === 'REMIND') return `remind the ${to.toLowerCase()}`;
  const way = { MAIL: 'by mail', TEXT: 'by text message', SECOND: 'on the second channel', THIRD: 'on the third channel' }[channel];
  return `escalate to rung ${number}: ${to.toLowerCase()}, ${way}`;
}

/** The facts of the event with which a rung is reached. */
export function rungReachedBy<L extends string>(wait: Climbing<L>, { rung, number, due, to }: NextRung): RungReached<L> {
  const { ladder, subject, since } = wait;
  return { ladder, subject, since, due, rung: number, action: rung.action, to, channel: rung.channel, skipped: false };
}

/** The climbs after a rung. */
export function climbed<L extends string>(climbs: readonly Climb<L>[], reached: RungReached<L>): readonly Climb<L>[] {
  const { ladder, subject, since, rung, due } = reached;
  const others = climbs.filter((one) => one.ladder !== ladder || one.subject !== subject);
  return [...others, { ladder, subject, since, rungsTaken: rung, lastRungAt: due }];
}
