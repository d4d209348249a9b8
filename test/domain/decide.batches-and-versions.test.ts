// Goal: a request is decided as a whole, against the version its sender saw, and by who may give it.
// Method: pure decisions on requests of several commands.
import { describe, expect, it } from '@jest/globals';
import type { CommandName } from '../../domain/order/bodies.ts';
import type { OrderCommand } from '../../domain/order/command.ts';
import { decide } from '../../domain/order/decide.ts';
import type { Actor } from '../../domain/shared/actor.ts';
import { iso } from '../../domain/shared/time.ts';
import { USUAL_FACTS, usualBody } from './support/bodies.ts';
import { actorOf, type Journey, unmetIds } from './support/journey.ts';
import { orderIn } from './support/stages.ts';

function batch(
  journey: Journey,
  commands: readonly CommandName[],
  options: { readonly expectedVersion?: number; readonly actor?: Actor } = {},
) {
  const { expectedVersion, actor = actorOf('provider') } = options;
  const given: OrderCommand[] = commands.map((command) => ({
    command,
    body: usualBody(command, journey.state, journey.now),
    facts: USUAL_FACTS,
  }));
  return decide(journey, {
    commandId: 'batch-1',
    actor,
    receivedAt: journey.now,
    commands: given,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
}

describe('several commands at once', () => {
  it('are all accepted, each seeing what the ones before it did', () => {
    const journey = orderIn('ON_SITE');
    const decided = batch(journey, ['record-inspection', 'start-work', 'finish-work']);
    expect(decided).toMatchObject({ ok: true, state: { name: 'WORK_FINISHED', handled: { 'batch-1': [5, 7] } } });
    expect(decided.ok && decided.events.map(({ step, commandId }) => [step, commandId])).toEqual([
      [0, 'batch-1'],
      [1, 'batch-1'],
      [2, 'batch-1'],
    ]);
  });

  it('or none is, and the first refused one is named', () => {
    const decided = batch(orderIn('ON_SITE'), ['record-inspection', 'finish-work', 'start-work']);
    expect(decided).toMatchObject({ ok: false, index: 1, refusal: { code: 'not_allowed_now' } });
  });

  it('keep the device’s word on when it happened, and go by the receipt', () => {
    const journey = orderIn('IN_PROGRESS');
    const occurredAt = iso(journey.now - 3_600_000);
    const command: OrderCommand = { command: 'finish-work', body: {}, facts: {}, occurredAt };
    const decided = decide(journey, { commandId: 'c', actor: actorOf('provider'), receivedAt: journey.now, commands: [command] });
    expect(decided.ok && decided.events[0]).toMatchObject({ occurredAt, at: journey.now });
  });
});

describe('the version that the sender saw', () => {
  it('must be the order’s, else who changed it is named', () => {
    const journey = orderIn('SCHEDULED');
    const { version } = journey.state;
    journey.give('assign-technicians');
    expect(batch(journey, ['add-job-note'], { expectedVersion: version })).toMatchObject({
      ok: false,
      refusal: { code: 'stale_version', changedBy: 'provider:prov-1', changedAt: journey.now },
    });
    expect(batch(journey, ['add-job-note'], { expectedVersion: version + 1 }).ok).toBe(true);
  });

  it('is judged before the state, and even where the command could never be given', () => {
    const refusal = orderIn('COMPLETED').refusal('schedule', {}, { expectedVersion: 1 });
    expect(refusal.code).toBe('stale_version');
  });
});

describe('who gives a command', () => {
  it('for somebody else is support only, for a party whose command it is', () => {
    const journey = orderIn('SCHEDULED');
    expect(journey.ask('reschedule', {}, { onBehalfOf: 'CUSTOMER' }).ok).toBe(true);
    expect(journey.ask('reschedule', {}, { as: 'supervisor', onBehalfOf: 'PROVIDER' }).ok).toBe(true);
    for (const as of ['provider', 'customer', 'system', 'auditor'] as const) {
      expect(journey.refusal('reschedule', {}, { as, onBehalfOf: 'CUSTOMER' }).code).toBe('forbidden');
    }
    expect(journey.refusal('arrive', {}, { onBehalfOf: 'CUSTOMER' }).code).toBe('forbidden');
  });

  it('is on the event, with both names', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', {}, { onBehalfOf: 'PROVIDER' });
    expect(journey.last('APPOINTMENT_RESCHEDULED').actor).toEqual({
      role: 'support',
      id: 'agent-7',
      onBehalfOf: { role: 'PROVIDER', id: 'prov-1' },
    });
  });

  it('is never the timer', () => {
    expect(batch(orderIn('SCHEDULED'), ['add-job-note'], { actor: { role: 'timer', id: 'holdfast' } })).toMatchObject({
      refusal: { code: 'forbidden' },
    });
  });
});

describe('the state', () => {
  it('says in a refusal who cancelled it and when', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('cancel', {}, { as: 'customer' });
    const at = journey.now;
    journey.pass('PT1M');
    const refusal = journey.refusal('arrive');
    expect(unmetIds(refusal)).toEqual(['order.state']);
    expect(refusal).toMatchObject({ decidedBy: 'customer:cust-1', decidedAt: at });
  });
});
