// Goal: a decision by signal follows the same rules as by request; whatever arrives is answered by events, never by an exception.
// Method: good, refused, repeated and malformed signals; fast-check's anything().
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideSignal } from '../../domain/order/signal.ts';
import type { Journey } from './support/journey.ts';
import { properties } from './support/properties.ts';
import { defectReadyToDecide, orderIn } from './support/stages.ts';

const SUPPORT = { role: 'support', id: 'agent-7' };
const SUPERVISOR = { role: 'supervisor', id: 'lead-1' };

function send(journey: Journey, signal: unknown) {
  const decided = decideSignal({ state: journey.state, terms: journey.terms }, signal, journey.now);
  journey.take(decided.events, decided.state);
  return decided.events;
}

function held(): Journey {
  const journey = orderIn('IN_PROGRESS');
  defectReadyToDecide(journey);
  return journey;
}

const RESUME = {
  decisionId: 'dec-1',
  actor: SUPPORT,
  command: 'decide-hold',
  body: { holdId: 'hold-1', decision: 'RESUME', guidance: 'tighten the screws' },
};

describe('a support decision by signal', () => {
  it('decides a hold', () => {
    const journey = held();
    expect(send(journey, RESUME).map(({ type }) => type)).toEqual(['HOLD_DECIDED', 'HOLD_LIFTED']);
    expect(journey.state.holds).toEqual([]);
    expect(journey.last('HOLD_DECIDED')).toMatchObject({ actor: SUPPORT, command: 'supportDecision', commandId: 'signal-dec-1' });
  });

  it('decides a fee and an attribution', () => {
    const journey = orderIn('CANCELLED');
    const fee = {
      decisionId: 'dec-1',
      actor: SUPERVISOR,
      command: 'decide-fee',
      body: { feeId: 'fee-1', decision: 'POST', reason: 'clear' },
    };
    expect(send(journey, fee).map(({ type }) => type)).toEqual(['FEE_POSTED']);
    const attribution = {
      decisionId: 'dec-2',
      actor: SUPPORT,
      command: 'attribute',
      body: { attributedTo: 'CUSTOMER', reason: 'proof came' },
    };
    expect(send(journey, attribution).map(({ type }) => type)).toEqual(['ATTRIBUTION_CORRECTED', 'FEE_REVERSED']);
  });

  it('carries its words on the first event only, for the store to move out', () => {
    const [first, second] = send(held(), RESUME);
    expect(first?.words).toEqual({ guidance: 'tighten the screws' });
    expect(second?.words).toBeUndefined();
    expect(JSON.stringify({ ...first, words: undefined })).not.toContain('screws');
  });

  it('repeated with its id yields nothing, whether it was accepted or refused', () => {
    const journey = held();
    send(journey, RESUME);
    expect(send(journey, RESUME)).toEqual([]);
    const other = orderIn('SCHEDULED');
    expect(send(other, RESUME)).toHaveLength(1);
    expect(send(other, RESUME)).toEqual([]);
  });

  it('with another id after the first is refused: the first decision wins', () => {
    const journey = held();
    send(journey, RESUME);
    expect(send(journey, { ...RESUME, decisionId: 'dec-2' })).toMatchObject([
      { type: 'SUPPORT_DECISION_REFUSED', data: { decisionId: 'dec-2', command: 'decide-hold', code: 'not_allowed_now' } },
    ]);
  });
});

describe('a refused signal is an event, with its reason, and leaves the order as it is', () => {
  it.each([
    ['the rules refuse it', { ...RESUME, body: { ...RESUME.body, holdId: 'hold-9' } }, 'invalid_request'],
    [
      'the role lacks the command',
      { ...RESUME, command: 'decide-fee', body: { feeId: 'fee-1', decision: 'POST', reason: 'x' } },
      'forbidden',
    ],
    ['the command is none of the three', { ...RESUME, command: 'cancel' }, 'invalid_request'],
    ['the decision is unknown', { ...RESUME, body: { ...RESUME.body, decision: 'MAYBE' } }, 'invalid_request'],
    ['the attribution is unknown', { ...RESUME, body: { ...RESUME.body, attributedTo: 'MOON' } }, 'invalid_request'],
    ['the guidance is missing', { ...RESUME, body: { holdId: 'hold-1', decision: 'RESUME' } }, 'invalid_request'],
    ['the guidance is too long', { ...RESUME, body: { ...RESUME.body, guidance: 'x'.repeat(4001) } }, 'invalid_request'],
    ['the body is missing', { ...RESUME, body: undefined }, 'invalid_request'],
    ['the actor is missing', { ...RESUME, actor: undefined }, 'invalid_request'],
    ['the actor is no support', { ...RESUME, actor: { role: 'provider', id: 'prov-1' } }, 'invalid_request'],
    ['the decision id is no id', { ...RESUME, decisionId: 'a b' }, 'invalid_request'],
    ['it is no object', 'RESUME', 'invalid_request'],
    ['it is nothing', undefined, 'invalid_request'],
  ])('where %s', (_why, signal, code) => {
    const journey = held();
    const before = journey.state;
    const events = send(journey, signal);
    expect(events).toMatchObject([{ type: 'SUPPORT_DECISION_REFUSED', data: { code } }]);
    expect(events[0]?.because[0]).toBeTruthy();
    expect(journey.state).toEqual({
      ...before,
      sequence: before.sequence + 1,
      version: before.version + 1,
      lastActor: expect.any(String),
      handled: expect.anything(),
    });
  });

  it('before support was asked, saying what is missing', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    expect(send(journey, RESUME)[0]).toMatchObject({ type: 'SUPPORT_DECISION_REFUSED', data: { code: 'not_allowed_now' } });
  });

  it('and takes no text of the signal along', () => {
    const journey = held();
    const events = send(journey, {
      ...RESUME,
      command: 'canary OR 1=1 <b>',
      body: { guidance: 'canary-text' },
      actor: { role: 'support', id: 'canary id' },
    });
    expect(JSON.stringify(events)).not.toMatch(/canary-text|canary id|<b>/);
  });
});

describe('any signal at all', () => {
  const shape = fc.record(
    {
      decisionId: fc.oneof(fc.constantFrom('dec-1', '__proto__', 'constructor'), fc.anything()),
      actor: fc.oneof(fc.constant(SUPPORT), fc.anything()),
      command: fc.oneof(fc.constantFrom('decide-hold', 'decide-fee', 'attribute', 'toString'), fc.anything()),
      body: fc.oneof(
        fc.record({ holdId: fc.constantFrom('hold-1', 'hold-2'), decision: fc.constantFrom('RESUME', 'CANCEL'), guidance: fc.string() }),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  );

  it('never throws, is answered by events, and a second time by none', () => {
    const states = [held(), orderIn('REQUESTED'), orderIn('COMPLETED'), orderIn('CANCELLED')];
    properties(
      fc.property(fc.constantFrom(...states), fc.oneof(shape, fc.anything()), (from, signal) => {
        const journey = from.fork();
        expect(send(journey, signal).length).toBeGreaterThan(0);
        expect(send(journey, signal)).toEqual([]);
      }),
      300,
    );
  });
});
