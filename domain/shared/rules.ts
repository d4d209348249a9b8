import { RULES, RULES_KNOWN } from './rules-numbers.ts';

/** Where the rules of an order or a claim stand; absent: they are the first. */
export interface RuledBy {
  readonly rules?: number;
}

export function rulesOf({ rules = 1 }: RuledBy): number {
  return rules;
}

/** What a run gives to the next one; never a lower number, for an older program may have to go on with what a newer one began. */
export function rulesAfter(rules: number): number {
  return Math.max(rules, RULES);
}

/** As events and states carry it: nothing where the rules are the first, so that what was written before numbers stays as it is. */
export function ruledBy(rules: number): RuledBy {
  return rules === 1 ? {} : { rules };
}

/** A number that only a newer program understands. Whoever meets it waits for that program, and decides nothing. */
export class UnknownRules extends Error {
  override readonly name = 'UnknownRules';

  constructor(rules: number) {
    super(`The rules have the number ${rules}, and this version knows them up to ${RULES_KNOWN}: a newer version has to go on with it.`);
  }
}

/** @throws UnknownRules */
export function requireKnownRules(rules: number): void {
  if (rules > RULES_KNOWN) throw new UnknownRules(rules);
}
