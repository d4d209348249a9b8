import type { LadderName, Terms } from '../../policy/terms.ts';
import { type NextRung, nextRungOf } from '../../shared/ladder.ts';
import type { OrderState } from '../state.ts';
import type { Wait } from './waits.ts';

/** The next rung for something that an order waits for. */
export function nextRung(state: OrderState, terms: Terms, wait: Wait & { readonly ladder: LadderName }): NextRung {
  return nextRungOf(terms.ladders[wait.ladder], state.climbs, wait);
}
