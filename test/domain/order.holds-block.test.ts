// Goal: each kind of hold blocks the commands that the contract names, for those it names, and nothing else.
// Method: every accepted cell is asked again under the hold; the expectation is written out by hand (support/expected.ts).
import { describe, expect, it } from '@jest/globals';
import type { CommandName } from '../../domain/order/bodies.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { ORDER_STATES } from '../../domain/order/state.ts';
import { ask, openOrderFor } from './support/cells.ts';
import { GIVERS, holdBlocks } from './support/expected.ts';
import { unmetIds } from './support/journey.ts';
import { defectReadyToDecide, orderIn } from './support/stages.ts';

const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];
const KINDS = ['DEFECT', 'GUARDIAN', 'INCIDENT'] as const;

describe.each(KINDS)('a %s hold', (kind) => {
  it.each(COMMAND_NAMES)('blocks %s exactly for whom the contract says', (command) => {
    for (const state of ORDER_STATES) {
      const free = openOrderFor(command, state);
      const held = free.fork();
      held.put('HOLD_OPENED', { holdId: 'hold-9', kind });
      for (const giver of GIVERS.filter((one) => ask(free, command, one).ok)) {
        const decided = ask(held, command, giver);
        const cell = `${state}, ${giver.role} ${giver.onBehalfOf ?? ''}`;
        expect([cell, !decided.ok]).toEqual([cell, holdBlocks(kind, command, giver)]);
        if (!decided.ok) expect(unmetIds(decided.refusal)).toEqual(['holds.none']);
      }
    }
  });

  it('is named with who can clear it', () => {
    const clearedBy = { DEFECT: 'SUPPORT', GUARDIAN: 'CUSTOMER', INCIDENT: 'SUPERVISOR' }[kind];
    const journey = orderIn('WORK_FINISHED');
    journey.put('HOLD_OPENED', { holdId: 'hold-1', kind });
    expect(journey.refusal('sign-off')).toMatchObject({ unmet: [{ id: 'holds.none', clearedBy }, {}] });
  });
});

describe('several holds', () => {
  it('each have their own line, and lifting one leaves the other', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('report-defect');
    journey.give('report-guardian', { present: false });
    journey.put('HOLD_OPENED', { holdId: 'hold-3', kind: 'INCIDENT' });
    expect(unmetIds(journey.refusal('finish-work'))).toEqual(['holds.none', 'holds.none']);
    journey.give('report-guardian', { present: true });
    expect(unmetIds(journey.refusal('finish-work'))).toEqual(['holds.none']);
    expect(journey.state.holds.map(({ kind }) => kind)).toEqual(['DEFECT', 'INCIDENT']);
  });
});

describe('a decided hold leaves only its way', () => {
  const ADVANCING = [
    ['ON_SITE', 'record-inspection'],
    ['ON_SITE', 'start-work'],
    ['ON_SITE', 'assign-technicians'],
    ['IN_PROGRESS', 'finish-work'],
    ['WORK_FINISHED', 'confirm-scope'],
    ['WORK_FINISHED', 'resume-work'],
    ['WORK_FINISHED', 'sign-off'],
    ['WORK_FINISHED', 'complete'],
  ] as const;

  it.each(ADVANCING)('in %s not %s', (state, command) => {
    for (const decision of ['RESCHEDULE', 'CANCEL'] as const) {
      const journey = openOrderFor(command, state);
      journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision });
      expect(unmetIds(journey.refusal(command))).toContain('hold.decision');
    }
  });

  it('and support can still decide on another defect', () => {
    const journey = orderIn('IN_PROGRESS');
    journey.give('decide-hold', { holdId: defectReadyToDecide(journey), decision: 'RESCHEDULE' });
    const second = defectReadyToDecide(journey);
    expect(journey.give('decide-hold', { holdId: second, decision: 'RESUME' }).types).toEqual(['HOLD_DECIDED', 'HOLD_LIFTED']);
  });

  it('two decided holds are both carried out by what the first leaves', () => {
    const journey = orderIn('IN_PROGRESS');
    const first = defectReadyToDecide(journey);
    const second = defectReadyToDecide(journey);
    journey.give('decide-hold', { holdId: first, decision: 'RESCHEDULE' });
    journey.give('decide-hold', { holdId: second, decision: 'RESCHEDULE' });
    journey.give('reschedule', {}, { as: 'provider' });
    expect(journey.state.holds).toEqual([]);
  });
});
