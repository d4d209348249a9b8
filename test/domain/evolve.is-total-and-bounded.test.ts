// Goal: the state is a fold of the log, which begins with ORDER_CREATED; what it remembers is bounded.
// Method: direct folds; a long life of one order.
import { describe, expect, it } from '@jest/globals';
import { evolve, fold } from '../../domain/order/evolve.ts';
import { orderIn } from './support/stages.ts';

describe('evolve', () => {
  it('refuses a log that does not begin with the creation, and an empty one', () => {
    const { log } = orderIn('SCHEDULED');
    expect(() => fold(null, log.slice(1))).toThrow('the first event is ORDER_CREATED');
    expect(() => fold(null, [])).toThrow('at least one event');
  });

  it('goes on from a state as from the events before it', () => {
    const { log, state } = orderIn('COMPLETED');
    for (let cut = 1; cut < log.length; cut += 1) expect(fold(fold(null, log.slice(0, cut)), log.slice(cut))).toStrictEqual(state);
  });

  it('remembers handled commands with their sequences, and forgets the oldest beyond 400', () => {
    const journey = orderIn('SCHEDULED', { sandbox: true });
    for (let count = 0; count < 450; count += 1) journey.give('advance-clock', { by: 'PT0S' });
    const handled = Object.keys(journey.state.handled);
    expect(handled).toHaveLength(400);
    expect(handled.at(-1)).toBe('cmd-450');
    expect(handled).not.toContain('cmd-50');
    expect(journey.state.handled['cmd-450']).toEqual([452, 452]);
  });

  it('never lets time go back, whatever was received when', () => {
    const journey = orderIn('SCHEDULED');
    journey.pass('PT1H');
    journey.give('add-job-note');
    const { updatedAt } = journey.state;
    journey.now -= 1_000;
    journey.give('add-job-note');
    expect(journey.state.updatedAt).toBe(updatedAt);
    expect(journey.log.at(-1)?.at).toBe(updatedAt);
  });

  it('does not change the state that it is given', () => {
    const journey = orderIn('IN_PROGRESS');
    const before = JSON.stringify(journey.state);
    for (const event of orderIn('COMPLETED').log.slice(1)) evolve(journey.state, event);
    expect(JSON.stringify(journey.state)).toBe(before);
  });
});
