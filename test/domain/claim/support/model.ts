import fc from 'fast-check';
import type { ClaimCommandBodies, ClaimCommandName } from '../../../../domain/claim/bodies.ts';
import { CLAIM_COMMANDS } from '../../../../domain/claim/commands/index.ts';
import type { DecisionOnClaim } from '../../../../domain/claim/decide.ts';
import { nextClaimDeadline } from '../../../../domain/claim/time/deadlines.ts';
import { DAY_MS, HOUR_MS } from '../../../../domain/shared/time.ts';
import { GIVERS, type Giver } from '../../support/expected.ts';
import type { Marketplace } from '../../support/given.ts';
import { ClaimJourney } from './claim-journey.ts';
import { completedOrder } from './orders.ts';

/** Stands in every text of every body, and must never be seen in an event. */
export const CANARY = 'canary-9d1b';

export const CLAIM_COMMAND_NAMES = Object.keys(CLAIM_COMMANDS) as ClaimCommandName[];

type Changes = Partial<ClaimCommandBodies[ClaimCommandName]>;

/** One thing that happens to a claim. */
export type Step =
  | { readonly kind: 'command'; readonly command: ClaimCommandName; readonly giver: Giver; readonly by: string; readonly body: Changes }
  /** One of the commands that would be accepted now, so that claims get far. */
  | { readonly kind: 'go-on'; readonly choice: number; readonly by: string; readonly body: Changes }
  /** The straight way to a decision, and to that of an appeal. */
  | { readonly kind: 'advance'; readonly body: Changes }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'next-deadline'; readonly offset: number }
  | { readonly kind: 'recall-ends'; readonly outcome: 'COMPLETED' | 'CANCELLED' }
  | { readonly kind: 'clock'; readonly ms: number };

export interface Story {
  readonly marketplace: Exclude<Marketplace, 'UK'>;
  readonly steps: readonly Step[];
}

const decision = fc.record({
  outcome: fc.constantFrom('APPROVED', 'PARTIAL', 'DENIED'),
  remedy: fc.constantFrom('REDO', 'REFUND', 'REFUND', 'NONE'),
  amount: fc.constantFrom(undefined, 0, 1, 5_000, 12_900, 12_901),
  reason: fc.constant(CANARY),
});

const decisionBody: fc.Arbitrary<Changes> = decision.map(
  ({ amount, ...body }) => ({ ...body, ...(amount === undefined ? {} : { amount: { amountMinor: amount, currency: 'USD' } }) }) as Changes,
);

const BODIES: { readonly [N in ClaimCommandName]?: fc.Arbitrary<Changes> } = {
  respond: fc.record({ position: fc.constantFrom('ACCEPT', 'CONTEST', 'RESOLVED'), text: fc.constant(CANARY) }),
  'request-documents': fc.record({
    kinds: fc.constant(['PHOTO'] as const),
    text: fc.constant(CANARY),
    from: fc.constantFrom('CLAIMANT' as const, 'PROVIDER' as const),
  }),
  'submit-documents': fc.record({ documentIds: fc.constantFrom(['doc-more'], ['doc-photo', 'doc-unknown']) }),
  decide: decisionBody,
  'decide-appeal': decisionBody,
  appeal: fc.constant({ reason: CANARY }),
  settle: fc.constantFrom({ note: CANARY }, { note: CANARY, proofDocumentId: 'doc-proof' }),
  withdraw: fc.constant({ reason: CANARY }),
};
const bodyOf = (command: ClaimCommandName): fc.Arbitrary<Changes> => BODIES[command] ?? fc.constant({});

const people = fc.constantFrom('agent-1', 'agent-2', 'lead-1', 'lead-2');

const commandStep: fc.Arbitrary<Step> = fc.constantFrom(...CLAIM_COMMAND_NAMES).chain((command) =>
  fc.record({
    kind: fc.constant('command' as const),
    command: fc.constant(command),
    giver: fc.constantFrom(...GIVERS),
    by: people,
    body: bodyOf(command),
  }),
);

const goOn: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('go-on' as const),
  choice: fc.nat(10_000),
  by: people,
  body: fc.oneof(decisionBody, fc.constant({})),
});

const advanceStep: fc.Arbitrary<Step> = decisionBody.map((body) => ({ kind: 'advance' as const, body }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: advanceStep },
  { weight: 10, arbitrary: goOn },
  { weight: 4, arbitrary: commandStep },
  { weight: 2, arbitrary: fc.constantFrom(1, HOUR_MS, DAY_MS, 4 * DAY_MS, 20 * DAY_MS).map((ms) => ({ kind: 'pass' as const, ms })) },
  { weight: 2, arbitrary: fc.constantFrom(-1, 0, 1).map((offset) => ({ kind: 'next-deadline' as const, offset })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('COMPLETED' as const, 'CANCELLED' as const).map((outcome) => ({ kind: 'recall-ends' as const, outcome })),
  },
  { weight: 1, arbitrary: fc.constantFrom(0, DAY_MS).map((ms) => ({ kind: 'clock' as const, ms })) },
);

/** Random lives of a claim, under both programmes. */
export const claimStories: fc.Arbitrary<Story> = fc.record({
  marketplace: fc.constantFrom('US' as const, 'IN' as const),
  steps: fc.array(step, { minLength: 1, maxLength: 25, size: 'max' }),
});

const ORDERS = { US: completedOrder({ sandbox: true }), IN: completedOrder({ marketplace: 'IN', sandbox: true }) };

export function begin({ marketplace }: Story): ClaimJourney {
  return new ClaimJourney(ORDERS[marketplace].fork());
}

/** Lives one step. Due deadlines act before and after it, as the workflow's loop does. @returns what was decided, if anything */
export function live(journey: ClaimJourney, one: Step): DecisionOnClaim | null {
  journey.passTo(journey.now);
  const decided = lived(journey, one);
  journey.passTo(journey.now);
  return decided;
}

function lived(journey: ClaimJourney, one: Step): DecisionOnClaim | null {
  const { state, terms, now } = journey;
  switch (one.kind) {
    case 'pass':
      journey.passTo(now + one.ms);
      return null;
    case 'next-deadline':
      journey.passTo(Math.max(now, (nextClaimDeadline(state, terms)?.due ?? now) + one.offset));
      return null;
    case 'recall-ends': {
      const recallOrderId = state.recall?.recallOrderId ?? 'none';
      journey.tell({ kind: 'recall-ended', noticeId: `${recallOrderId}-${one.outcome}`, recallOrderId, outcome: one.outcome });
      return null;
    }
    case 'clock': {
      const offsetMs = state.clockOffsetMs + one.ms;
      journey.tell({ kind: 'clock-advanced', noticeId: `clock-${offsetMs}`, offsetMs });
      journey.now += journey.state.clockOffsetMs - state.clockOffsetMs;
      return null;
    }
    case 'command':
      return give(journey, one.command, one.giver, one);
    case 'advance':
      return advance(journey, one.body);
    case 'go-on': {
      const ways = waysOf(journey, one.by);
      const way = ways[one.choice % Math.max(1, ways.length)];
      const isDecision = way?.command === 'decide' || way?.command === 'decide-appeal';
      return way ? give(journey, way.command, way.giver, { by: one.by, body: isDecision ? one.body : {} }) : null;
    }
  }
}

function advance(journey: ClaimJourney, body: Changes): DecisionOnClaim | null {
  const { name, partnerAnswer, proposal } = journey.state;
  const as = (role: Giver['role'], command: ClaimCommandName, by: string, changes: Changes = {}) =>
    give(journey, command, { role }, { by, body: changes });
  if (name === 'AWAITING_PARTNER') return partnerAnswer ? as('support', 'investigate', 'agent-1') : as('provider', 'respond', 'prov-1');
  if (proposal) return as('supervisor', 'confirm-decision', 'lead-1');
  if (name === 'INVESTIGATING' || name === 'DECIDED') return as('support', 'decide', 'agent-1', body);
  return name === 'APPEALED' ? as('supervisor', 'decide-appeal', 'lead-2', body) : null;
}

/** Withdrawing ends every story: the random commands do that often enough. */
function waysOf(journey: ClaimJourney, by: string): readonly { readonly command: ClaimCommandName; readonly giver: Giver }[] {
  return CLAIM_COMMAND_NAMES.filter((command) => command !== 'withdraw').flatMap((command) =>
    GIVERS.filter((giver) => !giver.onBehalfOf && journey.ask(command, usualDecision(journey, command), { as: giver.role, by }).ok).map(
      (giver) => ({ command, giver }),
    ),
  );
}

function usualDecision({ state }: ClaimJourney, command: ClaimCommandName): Changes {
  return command === 'decide' || command === 'decide-appeal'
    ? ({ outcome: 'APPROVED', remedy: 'REFUND', ...(state.price ? { amount: state.price } : {}) } as Changes)
    : {};
}

function give(
  journey: ClaimJourney,
  command: ClaimCommandName,
  { role, onBehalfOf }: Giver,
  { by, body }: { readonly by: string; readonly body: Changes },
): DecisionOnClaim {
  const decided = journey.ask(command, inItsCurrency(journey, body), { as: role, by, ...(onBehalfOf ? { onBehalfOf } : {}) });
  if (decided.ok) journey.take(decided.events, decided.state);
  return decided;
}

/** An amount of one is left in dollars: for an Indian claim another currency, which is to be refused. */
function inItsCurrency({ state }: ClaimJourney, body: Changes): Changes {
  const currency = state.price?.currency ?? 'USD';
  return 'amount' in body && body.amount && body.amount.amountMinor !== 1 ? { ...body, amount: { ...body.amount, currency } } : body;
}
