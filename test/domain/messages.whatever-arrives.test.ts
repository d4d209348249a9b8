// Goal: whatever arrives as a notice, a support decision or a request is answered by a value, never by an exception, and by nothing that
// a database does not take.
// Method: fast-check's anything, and near misses: the true form with one field replaced; undecodable values in every place.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideClaimNotice } from '../../domain/claim/orders/notice.ts';
import type { ClaimState } from '../../domain/claim/state.ts';
import { decideNotice } from '../../domain/order/claims/notice.ts';
import { decideSignal } from '../../domain/order/signal.ts';
import { unreadableRequest } from '../../domain/shared/reading/readable-request.ts';
import { isRecord, isUnreadable, unreadable } from '../../domain/shared/reading/unreadable.ts';
import { properties } from './support/properties.ts';
import { defectReadyToDecide, orderIn } from './support/stages.ts';

const UNREADABLE = unreadable('binary/encrypted', '0011223344556677');

/** The true form, with any of its fields replaced or left out. */
function nearMiss(form: Readonly<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const replaced = Object.entries(form).map(
    ([name, value]) => [name, fc.oneof(fc.constant(value), fc.anything(), fc.constant(UNREADABLE))] as const,
  );
  return fc.oneof(fc.anything(), fc.constant(UNREADABLE), fc.record(Object.fromEntries(replaced), { requiredKeys: [] }));
}

/** As JSON comes, and what JSON cannot say. */
const NOTICE = { kind: 'claim-ended', noticeId: 'n-1', claimId: 'cl-1', as: 'SETTLED', approved: true };
const CLAIM_NOTICE = { kind: 'clock-advanced', noticeId: 'n-1', offsetMs: 5, recallOrderId: 'so-2', outcome: 'COMPLETED' };
const REQUEST = {
  commandId: 'c-1',
  actor: { role: 'support', id: 'a' },
  receivedAt: 1,
  commands: [{ command: 'arrive', body: {}, facts: {} }],
};

describe('a notice', () => {
  const { state } = orderIn('COMPLETED');
  const filed = { ...state, claims: [{ claimId: 'cl-1', ended: null } as unknown as (typeof state.claims)[number]] };

  it('to an order is taken where it is one, and else is nothing', () => {
    expect(decideNotice(filed, NOTICE, state.updatedAt).events).toMatchObject([{ type: 'CLAIM_ENDED' }]);
    for (const [field, value] of [
      ['as', 'OVER'],
      ['approved', 'yes'],
      ['claimId', 7],
      ['noticeId', undefined],
      ['kind', 'else'],
    ] as const)
      expect(decideNotice(filed, { ...NOTICE, [field]: value }, state.updatedAt).events).toEqual([]);
    properties(
      fc.property(nearMiss(NOTICE), (given) => {
        JSON.stringify(decideNotice(filed, given, state.updatedAt).events);
      }),
      500,
    );
  });

  it('to a claim is taken where it is one, and else is nothing', () => {
    const claim = {
      ended: false,
      handled: {},
      clockOffsetMs: 0,
      recall: null,
      name: 'INVESTIGATING',
      sequence: 3,
      updatedAt: 1,
    } as unknown as ClaimState;
    expect(decideClaimNotice(claim, CLAIM_NOTICE, 1).events).toMatchObject([{ type: 'CLOCK_ADVANCED', data: { offsetMs: 5 } }]);
    for (const offsetMs of [Number.NaN, Number.POSITIVE_INFINITY, 9e15, 1.5, '5', null, UNREADABLE])
      expect(decideClaimNotice(claim, { ...CLAIM_NOTICE, offsetMs }, 1).events).toEqual([]);
    properties(
      fc.property(nearMiss(CLAIM_NOTICE), (given) => {
        JSON.stringify(decideClaimNotice(claim, given, 1).events);
      }),
      500,
    );
  });
});

describe('a support decision', () => {
  const journey = orderIn('IN_PROGRESS');
  defectReadyToDecide(journey);
  const form = {
    decisionId: 'd-1',
    actor: { role: 'support', id: 'agent-7' },
    command: 'decide-hold',
    body: { holdId: 'hold-1', decision: 'RESUME', guidance: 'Go on.' },
  };
  const decide = (signal: unknown) => decideSignal({ state: journey.state, terms: journey.terms }, signal, journey.now).events;

  it('that cannot be decoded is refused with its encoding, once for its bytes', () => {
    expect(decide(UNREADABLE)).toMatchObject([
      {
        type: 'SUPPORT_DECISION_REFUSED',
        data: { decisionId: 'unreadable-0011223344556677', command: 'unknown', code: 'invalid_request' },
        because: ['It cannot be decoded (encoding binary/encrypted).'],
      },
    ]);
    expect(unreadable('a\u0000b', '')).toMatchObject({ encoding: '?' });
    const refused = decideSignal({ state: journey.state, terms: journey.terms }, UNREADABLE, journey.now);
    expect(decideSignal({ state: refused.state, terms: journey.terms }, UNREADABLE, journey.now).events).toEqual([]);
  });

  it.each(['a\u0000b', 'half \ud800 of one'])('whose text no database takes is refused: %j', (guidance) => {
    expect(decide({ ...form, body: { ...form.body, guidance } }).map(({ type }) => type)).toEqual(['SUPPORT_DECISION_REFUSED']);
    expect(decide(form).map(({ type }) => type)).toContain('HOLD_DECIDED');
  });

  it('is answered by events that a database takes, whatever it is', () => {
    properties(
      fc.property(nearMiss(form), (signal) => {
        expect(JSON.stringify(decide(signal))).not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      500,
    );
  });
});

describe('a request', () => {
  it('is readable in its form, and no exception otherwise', () => {
    expect(unreadableRequest(REQUEST)).toBeNull();
    expect(unreadableRequest(UNREADABLE)).toMatchObject({ code: 'invalid_request' });
    properties(
      fc.property(nearMiss(REQUEST), (request) => {
        const refusal = unreadableRequest(request);
        expect(refusal === null || refusal.code === 'invalid_request').toBe(true);
      }),
      500,
    );
  });
});

it('what is unreadable is no record, and a record is not unreadable', () => {
  expect([isUnreadable(UNREADABLE), isRecord(UNREADABLE), isRecord({}), isUnreadable({ encoding: 'x' }), isRecord([])]).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
});
