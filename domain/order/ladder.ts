import type { LadderName, Rung, Terms } from '../policy/terms.ts';
import type { Party } from '../shared/actor.ts';
import { type Instant, iso, msOf } from '../shared/time.ts';
import type { OrderState } from './state.ts';
import type { Wait } from './waits.ts';

export interface NextRung {
  /** From 1; counts repeats of the last rung too. */
  readonly number: number;
  readonly rung: Rung;
  readonly due: Instant;
  readonly derivation: readonly string[];
  /** What happens at that time, completing "then …". */
  readonly then: string;
  /** A reminder goes to whom the order waits for, which for an agreement is either side; an escalation to whom the pack names. */
  readonly to: Party;
}

/** A rung that may be many steps up the ladder; beyond the last one it repeats, so that nothing is ever forgotten. */
export function nextRung(state: OrderState, terms: Terms, wait: Wait & { readonly ladder: LadderName }): NextRung {
  const ladder = terms.ladders[wait.ladder];
  const climb = state.climbs.find((one) => one.ladder === wait.ladder && one.subject === wait.subject && one.since === wait.since);
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
