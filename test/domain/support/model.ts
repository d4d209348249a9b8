import fc from 'fast-check';
import type { CommandName } from '../../../domain/order/bodies.ts';
import { openClaim } from '../../../domain/order/claims/claims.ts';
import { decideNotice } from '../../../domain/order/claims/notice.ts';
import { COMMANDS } from '../../../domain/order/commands/index.ts';
import type { Decision } from '../../../domain/order/decide.ts';
import { nextDeadline } from '../../../domain/order/time/deadlines.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/shared/time.ts';
import { advance } from './advance.ts';
import { ask } from './cells.ts';
import { GIVERS, type Giver } from './expected.ts';
import { CREATED_AT, type GivenOptions, packOf } from './given.ts';
import type { Journey } from './journey.ts';
import { type BodyMaker, RANDOM_BODIES } from './random-bodies.ts';

/** One thing that happens to an order. */
export type Step =
  | { readonly kind: 'command'; readonly command: CommandName; readonly giver: Giver; readonly body: BodyMaker }
  /** One of the commands that would be accepted now, so that orders get far. */
  | { readonly kind: 'go-on'; readonly choice: number }
  /** The straight way to the end of the order. */
  | { readonly kind: 'advance' }
  | { readonly kind: 'pass'; readonly ms: number }
  | { readonly kind: 'next-deadline'; readonly offset: number }
  | { readonly kind: 'incident'; readonly opens: boolean }
  /** The open claim ends and tells its order. */
  | { readonly kind: 'claim-ends'; readonly approved: boolean };

export interface Story {
  readonly options: GivenOptions;
  readonly steps: readonly Step[];
}

export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];
const NO_CHANGE: BodyMaker = () => ({});
const bodyOf = (command: CommandName): fc.Arbitrary<BodyMaker> =>
  fc.oneof(fc.constant(NO_CHANGE), RANDOM_BODIES[command] ?? fc.constant(NO_CHANGE));

/** Mostly somebody who may. */
const giverOf = (command: CommandName): fc.Arbitrary<Giver> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...COMMANDS[command].roles.map((role) => ({ role }))) },
    { weight: 1, arbitrary: fc.constantFrom(...GIVERS) },
  );

/** What leads to the rarer ends. */
const OFTEN: readonly CommandName[] = ['reschedule', 'accept-reschedule', 'report-defect', 'decide-hold', 'attribute', 'cancel', 'cancel'];

const commandStep: fc.Arbitrary<Step> = fc.constantFrom(...COMMAND_NAMES, ...OFTEN).chain((command) =>
  fc.record({
    kind: fc.constant('command' as const),
    command: fc.constant(command),
    giver: giverOf(command),
    body: bodyOf(command),
  }),
);

const goOn: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('go-on' as const), choice: fc.nat(10_000) });

const timeStep: fc.Arbitrary<Step> = fc.oneof(
  fc
    .constantFrom(1, 10 * MINUTE_MS, 35 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, DAY_MS, 3 * DAY_MS, 32 * DAY_MS)
    .map((ms) => ({ kind: 'pass' as const, ms })),
  fc.constantFrom(-1, 0, 1).map((offset) => ({ kind: 'next-deadline' as const, offset })),
);

const ADVANCE: Step = { kind: 'advance' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constant(ADVANCE) },
  { weight: 3, arbitrary: goOn },
  { weight: 5, arbitrary: commandStep },
  { weight: 3, arbitrary: timeStep },
  { weight: 1, arbitrary: fc.boolean().map((opens) => ({ kind: 'incident' as const, opens })) },
  { weight: 1, arbitrary: fc.boolean().map((approved) => ({ kind: 'claim-ends' as const, approved })) },
);

const options: fc.Arbitrary<GivenOptions> = fc.constantFrom('US' as const, 'UK' as const, 'IN' as const).chain((marketplace) =>
  fc.record({
    marketplace: fc.constant(marketplace),
    locationType: fc.constantFrom(...packOf(marketplace).locationTypes),
    startsAt: fc.constantFrom(null, CREATED_AT + HOUR_MS, CREATED_AT + 5 * DAY_MS + 13.75 * HOUR_MS),
    durationInMinutes: fc.constantFrom(15, 120),
    sandbox: fc.boolean(),
  }),
);

/** Random lives of an order: on the three packs and every kind of location. */
export const stories: fc.Arbitrary<Story> = fc
  .record({ options, advances: fc.nat(12), steps: fc.array(step, { minLength: 1, maxLength: 45, size: 'max' }) })
  .map(({ advances, steps, ...story }) => ({ ...story, steps: [...Array.from({ length: advances }, () => ADVANCE), ...steps] }));

/** Lives one step. Due deadlines act before and after it, as the workflow's loop does. @returns what was decided, if anything */
export function live(journey: Journey, one: Step): Decision | null {
  journey.passTo(journey.now);
  switch (one.kind) {
    case 'advance':
      advance(journey);
      return null;
    case 'pass':
      journey.passTo(journey.now + one.ms);
      return null;
    case 'next-deadline': {
      const due = nextDeadline(journey.state, journey.terms)?.due ?? journey.now;
      journey.passTo(Math.max(journey.now, due + one.offset));
      return null;
    }
    case 'claim-ends':
      claimEnds(journey, one.approved);
      return null;
    case 'incident':
      incident(journey, one.opens);
      return null;
    case 'command':
      return decideAndTake(journey, one.command, one.giver, one.body);
    case 'go-on':
      return goOnWith(journey, one.choice);
  }
}

function claimEnds(journey: Journey, approved: boolean): void {
  const claimId = openClaim(journey.state)?.claimId ?? 'none';
  const notice = {
    kind: 'claim-ended' as const,
    noticeId: `${claimId}-end`,
    claimId,
    as: approved ? ('SETTLED' as const) : ('CLOSED' as const),
    approved,
  };
  const { events, state } = decideNotice(journey.state, notice, journey.now);
  journey.take(events, state);
  journey.passTo(journey.now);
}

function incident(journey: Journey, opens: boolean): void {
  const { state } = journey;
  const open = state.holds.find((hold) => hold.kind === 'INCIDENT');
  const isOver = state.name === 'CLOSED' || state.name === 'CANCELLED';
  if (opens && !open && !isOver) journey.put('HOLD_OPENED', { holdId: `hold-${state.holdCount + 1}`, kind: 'INCIDENT' });
  if (!opens && open) journey.put('HOLD_LIFTED', { holdId: open.holdId, kind: 'INCIDENT' });
}

function goOnWith(journey: Journey, choice: number): Decision | null {
  // Cancelling ends every story: the random commands do that often enough.
  const ways = COMMAND_NAMES.filter((command) => command !== 'cancel' && command !== 'advance-clock').flatMap((command) =>
    GIVERS.filter((giver) => !giver.onBehalfOf && ask(journey, command, giver).ok)
      .slice(0, 1)
      .map((giver) => ({ command, giver })),
  );
  const way = ways[choice % Math.max(1, ways.length)];
  return way ? decideAndTake(journey, way.command, way.giver, NO_CHANGE) : null;
}

function decideAndTake(journey: Journey, command: CommandName, { role, onBehalfOf }: Giver, body: BodyMaker): Decision {
  const changes = body(journey.state, journey.now);
  const decided = journey.ask(command, changes, { as: role, ...(onBehalfOf ? { onBehalfOf } : {}) });
  if (decided.ok) journey.take(decided.events, decided.state);
  if (decided.ok && command === 'advance-clock') journey.now = decided.state.updatedAt;
  journey.passTo(journey.now);
  return decided;
}
