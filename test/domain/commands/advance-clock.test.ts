// Goal: a sandbox order's clock moves forward only; every deadline on the way acts in order, at its own time.
// Method: pure decisions, compared with the same order on which real time passed.
import { describe, expect, it } from '@jest/globals';
import { deadlinesOf } from '../../../domain/order/time/deadlines.ts';
import { TICK_STEPS_MAX } from '../../../domain/shared/ticking.ts';
import { DAY_MS, HOUR_MS, iso } from '../../../domain/shared/time.ts';
import { pointers, unmetIds } from '../support/journey.ts';
import { orderIn, startOf } from '../support/stages.ts';

const SANDBOX = { sandbox: true };

describe('advance-clock', () => {
  it('is refused for an order that is no sandbox', () => {
    expect(unmetIds(orderIn('SCHEDULED').refusal('advance-clock'))).toEqual(['order.sandbox']);
  });

  it.each([{ by: 'P29D' }, { to: iso(Date.parse('2027-02-08T10:00:00Z')) }])('moves the clock by %j, and then it ticks on', (body) => {
    const journey = orderIn('REQUESTED', SANDBOX);
    journey.give('advance-clock', { by: undefined, ...body } as { readonly by?: string });
    expect(journey.state.clockOffsetMs).toBe(29 * DAY_MS);
    expect(journey.last('CLOCK_ADVANCED').at).toBe(journey.now + 29 * DAY_MS);
  });

  it('steps through each deadline in order, each with its own time, as real time would', () => {
    const sandbox = orderIn('SCHEDULED', SANDBOX);
    const real = orderIn('SCHEDULED', SANDBOX);
    const { events } = sandbox.give('advance-clock', { by: 'P10D' });
    const expected = real.pass('P10D');
    expect(events.slice(0, -1)).toEqual(expected);
    expect(events.at(-1)?.type).toBe('CLOCK_ADVANCED');
    expect(events.map(({ at }) => at)).toEqual([...events.map(({ at }) => at)].sort((a, b) => a - b));
    expect(events[0]).toMatchObject({ type: 'STARTED_LATE', at: Date.parse('2027-01-15T18:30:00Z'), actor: { role: 'timer' } });
  });

  it('carries a completed order to the end of its claim window', () => {
    const journey = orderIn('COMPLETED', SANDBOX);
    journey.give('advance-clock', { by: 'P32D' });
    expect(journey.state).toMatchObject({ name: 'CLOSED', ended: true });
  });

  it('may stand still, and never goes back', () => {
    const journey = orderIn('SCHEDULED', SANDBOX);
    expect(journey.give('advance-clock', { by: 'PT0S' }).types).toEqual(['CLOCK_ADVANCED']);
    expect(pointers(journey.refusal('advance-clock', { by: '-PT1S' }))).toEqual(['/by']);
    const backwards = { by: undefined, to: iso(journey.now - 1) } as { readonly to: string };
    expect(pointers(journey.refusal('advance-clock', backwards))).toEqual(['/to']);
  });

  it.each(['29 days', 'P1M', 'P', ''])('refuses %j, which is no duration', (by) => {
    expect(pointers(orderIn('SCHEDULED', SANDBOX).refusal('advance-clock', { by }))).toEqual(['/by']);
  });

  it.each([
    ['P800D', true],
    ['P800DT1S', false],
  ])('by %s: %s', (by, ok) => {
    expect(orderIn('CANCELLED', SANDBOX).ask('advance-clock', { by }).ok).toBe(ok);
  });

  it('refuses a way with more deadlines than one step may take, instead of leaving some behind', () => {
    const journey = orderIn('IN_PROGRESS', SANDBOX);
    for (let count = 0; count < 3; count += 1) journey.give('report-defect');
    expect(pointers(journey.refusal('advance-clock', { by: 'P700D' }))).toEqual(['/by']);
    journey.give('advance-clock', { by: 'P60D' });
    expect(journey.log.length).toBeLessThan(TICK_STEPS_MAX);
    const next = deadlinesOf(journey.state, journey.terms)[0];
    expect(next?.due).toBeGreaterThan(journey.now + 60 * DAY_MS);
  });

  it('waits with what blames somebody for a command that was received before and is not decided', () => {
    const journey = orderIn('SCHEDULED', SANDBOX);
    const received = startOf(journey) + HOUR_MS;
    journey.now = startOf(journey) + HOUR_MS;
    const { types } = journey.give('advance-clock', { by: 'PT3H' }, { facts: { oldestUndecidedAt: received } });
    expect(types).toEqual(['STARTED_LATE', 'CLOCK_ADVANCED']);
    const other = orderIn('SCHEDULED', SANDBOX);
    other.now = received;
    expect(other.give('advance-clock', { by: 'PT3H' }, { facts: { oldestUndecidedAt: null } }).types).toEqual([
      'STARTED_LATE',
      'NO_SHOW_RECORDED',
      'CLOCK_ADVANCED',
    ]);
  });
});
