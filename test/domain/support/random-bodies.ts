import fc from 'fast-check';
import { type CommandBodies, type CommandName, NOTE_TOPICS, WAIVABLE } from '../../../domain/order/bodies.ts';
import type { OrderState } from '../../../domain/order/state.ts';
import { ATTRIBUTIONS } from '../../../domain/shared/actor.ts';
import { DAY_MS, HOUR_MS, iso } from '../../../domain/shared/time.ts';

/** Stands in every text of every body, and must never be seen in an event. */
export const CANARY = 'canary-7f3a';

const REASONS = [
  'CUSTOMER_REQUEST',
  'UNACCOMPANIED_MINOR',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_LATE',
  'PARTS_MISSING',
  'MARKETPLACE_ERROR',
  'WEATHER',
  'UNKNOWN',
];
const HOLD_IDS = ['hold-1', 'hold-2', 'hold-3'];
const BOOL = fc.boolean();
const MAYBE = fc.option(fc.boolean(), { nil: undefined });

type Changes = Partial<CommandBodies[CommandName]>;

/** A change to a usual body that depends on the order and its clock. */
export type BodyMaker = (state: OrderState, now: number) => Changes;

function fixed<T extends Changes>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<BodyMaker> {
  return arbitrary.map((changes) => () => changes);
}

/** Leaves out what is undefined: absent and `undefined` are not the same in a body. */
function given<T extends object>(body: T): T {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as T;
}

const START_IN = fc.constantFrom(-1, 0, 1, HOUR_MS, 3 * HOUR_MS, DAY_MS, 9 * DAY_MS, 365 * DAY_MS, 366 * DAY_MS);

const inspection = fc
  .record({
    buyerPresent: fc.constantFrom(true, true, true, false),
    minorPresent: MAYBE,
    guardianPresent: MAYBE,
    manual: fc.constantFrom('REVIEWED', 'NOT_PRESENT', 'NOT_APPLICABLE'),
    items: fc.array(
      fc.record({
        name: fc.constant(CANARY),
        condition: fc.constantFrom('OK', 'OK', 'OK', 'DAMAGED', 'MISSING'),
        preventsService: MAYBE,
        note: fc.option(fc.constant(CANARY), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    siteCondition: fc.constant(CANARY),
  })
  .map((body) => given({ ...body, items: body.items.map(given) })) as fc.Arbitrary<CommandBodies['record-inspection']>;

/** What a command's body can say beside the usual; commands without an entry say nothing else. */
export const RANDOM_BODIES: { readonly [N in CommandName]?: fc.Arbitrary<BodyMaker> } = {
  schedule: START_IN.map((ahead) => (_state, now) => ({ startTime: iso(now + ahead) })),
  reschedule: fc
    .record({
      ahead: START_IN,
      reasonCode: fc.constantFrom(...REASONS),
      agreedByCounterpart: BOOL,
      initiatedBy: fc.constantFrom(undefined, 'CUSTOMER', 'PROVIDER'),
      partsRepacked: MAYBE,
    })
    .map(
      ({ ahead, ...body }) =>
        (_state, now) =>
          given({ ...body, startTime: iso(now + ahead) }) as Changes,
    ),
  amend: fixed(
    fc.constantFrom({ address: { name: CANARY, addressLine1: CANARY } }, { scopeItems: [{ itemId: 'floor', description: CANARY }] }),
  ),
  'assign-technicians': fixed(fc.record({ technicianIds: fc.subarray(['tech-1', 'tech-2', 'tech-3'], { minLength: 0 }) })),
  'record-inspection': fixed(inspection),
  'report-guardian': fixed(fc.record({ present: BOOL })),
  'resume-work': fixed(fc.constant({ reason: CANARY })),
  'report-defect': fc
    .record({ mediaAuthorised: BOOL, ahead: fc.constantFrom(0, 0, 0, HOUR_MS) })
    .map(({ mediaAuthorised, ahead }) => (_state, now) => ({
      description: CANARY,
      cause: CANARY,
      needed: CANARY,
      customerNotified: { at: iso(now + ahead), summary: CANARY },
      mediaAuthorised,
    })),
  'contact-support': fixed(fc.record({ holdId: fc.constantFrom(...HOLD_IDS), summary: fc.constant(CANARY) })),
  'decide-hold': fixed(
    fc.record({
      holdId: fc.constantFrom(...HOLD_IDS),
      decision: fc.constantFrom('RESUME', 'RESCHEDULE', 'CANCEL'),
      guidance: fc.constant(CANARY),
      attributedTo: fc.constantFrom(...ATTRIBUTIONS),
    }),
  ),
  'confirm-scope': fc.record({ customerPresent: BOOL, done: BOOL, qualityAccepted: BOOL }).map(({ done, ...body }) => (state) => ({
    ...body,
    items: state.scopeItemIds.map((itemId) => ({ itemId, done, note: CANARY })),
  })),
  'add-job-note': fixed(fc.record({ text: fc.constant(CANARY), topics: fc.subarray([...NOTE_TOPICS]) })),
  'sign-off': fixed(
    fc
      .record({
        signedBy: fc.constant(CANARY),
        proofType: fc.constantFrom('CUSTOMER_SIGNATURE', 'NO_SIGNATURE'),
        reason: fc.constantFrom(CANARY, undefined),
        complete: MAYBE,
      })
      .map(given) as fc.Arbitrary<Changes>,
  ),
  waive: fixed(fc.record({ requirementId: fc.constantFrom(...WAIVABLE), reason: fc.constant(CANARY) })),
  cancel: fixed(fc.record({ reasonCode: fc.constantFrom(...REASONS), note: fc.constant(CANARY) })),
  'decide-fee': fixed(fc.record({ decision: fc.constantFrom('POST', 'WAIVE'), reason: fc.constant(CANARY) })),
  attribute: fixed(fc.record({ attributedTo: fc.constantFrom(...ATTRIBUTIONS), reason: fc.constant(CANARY) })),
  'raise-issue': fixed(fc.constant({ description: CANARY })),
  'file-claim': fc
    .record({
      role: fc.constantFrom(undefined, undefined, 'CUSTOMER' as const, 'SELLER' as const),
      isComplete: fc.constantFrom(true, true, false),
      exception: fc.constantFrom(undefined, { reason: CANARY }),
    })
    .map(({ role, isComplete, exception }) => () => ({
      partnerName: CANARY,
      agreedScope: CANARY,
      description: CANARY,
      ...(role ? { claimant: { role, id: role === 'SELLER' ? 'seller-1' : 'cust-1', name: CANARY } } : {}),
      ...(isComplete ? {} : { receiptDocumentId: 'doc-unknown' }),
      ...(exception ? { exception } : {}),
    })),
  rate: fixed(fc.record({ stars: fc.integer({ min: 0, max: 6 }), review: fc.constant(CANARY) })),
  'reassign-provider': fixed(fc.constant({ reason: CANARY })),
  'advance-clock': fixed(fc.record({ by: fc.constantFrom('PT0S', 'PT1H', 'P1D', 'P20D', 'P400D', '-PT1S') })),
  'send-message': fixed(
    fc
      .record({
        purpose: fc.constantFrom('DEFECT_CONFIRMATION', 'ANSWER', 'JOB_SUMMARY', 'APPOINTMENT'),
        text: fc.constant(CANARY),
        variables: fc.constant({ name: CANARY }),
        holdId: fc.constantFrom(undefined, ...HOLD_IDS),
      })
      .map(given) as fc.Arbitrary<Changes>,
  ),
};
