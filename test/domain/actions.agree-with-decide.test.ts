// Goal: an interface never offers what the engine refuses by state, holds or conditions, and explains the rest with the same ids.
// Method: on random lives every action shown is asked of the engine with the usual body, for every viewer.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allowedActions } from '../../domain/order/views/actions.ts';
import type { Role } from '../../domain/shared/actor.ts';
import { USUAL_FACTS } from './support/bodies.ts';
import { EXPECTED, ROLES } from './support/expected.ts';
import { actorOf, Journey, unmetIds } from './support/journey.ts';
import { live, stories } from './support/model.ts';
import { properties } from './support/properties.ts';
import { defectReadyToDecide, orderIn } from './support/stages.ts';

function shown(journey: Journey, role: Role) {
  return allowedActions({ state: journey.state, terms: journey.terms }, actorOf(role), journey.now, USUAL_FACTS);
}

function enabled(journey: Journey, role: Role): readonly string[] {
  return shown(journey, role).flatMap(({ command, enabled: isEnabled }) => (isEnabled ? [command] : []));
}

describe('the actions shown', () => {
  it('agree with the engine: disabled ones are refused with the same conditions, enabled ones never by state, holds or conditions', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) live(journey, one);
        for (const role of ROLES) {
          for (const { command, enabled: isEnabled, unmet, onBehalfOf } of shown(journey, role)) {
            const decided = journey.ask(command, {}, { as: role, ...(onBehalfOf ? { onBehalfOf } : {}) });
            const refusal = decided.ok ? null : decided.refusal;
            if (!isEnabled && command === 'file-claim') {
              // It refuses by its conditions, among them those that the form shows.
              expect(['claim_not_eligible', 'forbidden']).toContain(refusal?.code);
              const ids =
                refusal?.code === 'claim_not_eligible' ? refusal.conditions.map(({ id }) => String(id)) : unmet.map(({ id }) => id);
              expect(ids).toEqual(expect.arrayContaining(unmet.map(({ id }) => id)));
            } else if (!isEnabled) {
              expect([role, command, refusal?.code]).toEqual([role, command, 'not_allowed_now']);
              if (refusal) expect([role, command, unmetIds(refusal)]).toEqual([role, command, unmet.map(({ id }) => id)]);
            } else if (refusal) expect([role, command, refusal.code]).not.toEqual([role, command, 'forbidden']);
            if (isEnabled && refusal?.code === 'not_allowed_now') {
              // What is left is what the body names: the hold, the appointment, the requirement, the message of another time.
              expect(['decide-hold', 'contact-support', 'attribute', 'waive', 'decide-fee']).toContain(command);
              expect(unmetIds(refusal)).not.toContain('order.state');
              expect(unmetIds(refusal)).not.toContain('holds.none');
            }
          }
        }
      }),
      40,
    );
  });

  it('are those of the viewer: each command of its role, and for support also those it gives by telephone', () => {
    const mine = (role: Role) => shown(orderIn('SCHEDULED'), role).map(({ command }) => command);
    const letters = { system: 's', customer: 'c', provider: 'p' } as const;
    for (const role of ['system', 'customer', 'provider'] as const) {
      const expected = Object.entries(EXPECTED).flatMap(([command, { who }]) => (who.includes(letters[role]) ? [command] : []));
      // Written in the conversation, for test clocks only, and (the last two) not served yet.
      const hidden = ['send-message', 'advance-clock', 'file-claim'];
      expect([...mine(role)].sort()).toEqual(expected.filter((command) => !hidden.includes(command)).sort());
    }
    expect(mine('auditor')).toEqual([]);
    const byTelephone = shown(orderIn('SCHEDULED'), 'support').filter(({ onBehalfOf }) => onBehalfOf !== null);
    expect(byTelephone.map(({ command }) => command)).toContain('arrive');
    expect(byTelephone.map(({ command }) => command)).not.toContain('rate');
    expect(byTelephone.map(({ command }) => command)).not.toContain('sign-off');
  });

  it('show the test clock of a sandbox order only', () => {
    expect(enabled(orderIn('SCHEDULED'), 'system')).not.toContain('advance-clock');
    expect(enabled(orderIn('SCHEDULED', { sandbox: true }), 'system')).toContain('advance-clock');
  });

  it('say what is missing and who clears it', () => {
    const journey = orderIn('WORK_FINISHED');
    journey.give('report-defect');
    expect(shown(journey, 'provider').find(({ command }) => command === 'complete')).toMatchObject({
      enabled: false,
      unmet: expect.arrayContaining([{ id: 'holds.none', message: 'The DEFECT hold hold-1 is open.', clearedBy: 'SUPPORT' }]),
    });
  });

  it('offer nothing that is decided already: the hold, the fee, every waiver', () => {
    const held = orderIn('IN_PROGRESS');
    const holdId = defectReadyToDecide(held);
    expect(enabled(held, 'support')).toContain('decide-hold');
    held.give('decide-hold', { holdId, decision: 'RESUME' });
    expect(enabled(held, 'support')).not.toContain('decide-hold');
    const cancelled = orderIn('CANCELLED');
    expect(enabled(cancelled, 'supervisor')).toContain('decide-fee');
    cancelled.give('decide-fee');
    expect(enabled(cancelled, 'supervisor')).not.toContain('decide-fee');
    const finished = orderIn('WORK_FINISHED');
    for (const requirementId of ['signature.collected', 'scope.confirmed'] as const) finished.give('waive', { requirementId });
    expect(enabled(finished, 'supervisor')).toContain('waive');
    finished.give('waive', { requirementId: 'notes.recorded' });
    expect(enabled(finished, 'supervisor')).not.toContain('waive');
  });
});
