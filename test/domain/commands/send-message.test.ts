// Goal: a message of a purpose that fits the order is accepted and counted; a defect's confirmation is put on its hold.
// Method: pure decisions on each purpose from each state.
import { describe, expect, it } from '@jest/globals';
import { ORDER_STATES } from '../../../domain/order/state.ts';
import { unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

const AFTER = ['COMPLETED', 'CLOSED', 'CANCELLED'] as const;
const BEFORE = ['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'] as const;

describe('send-message', () => {
  it.each(ORDER_STATES)('takes questions and answers while the order is %s', (name) => {
    for (const purpose of ['QUESTION', 'ANSWER', 'HOLDING_REPLY'] as const) {
      expect(orderIn(name).give('send-message', { purpose }).types).toEqual(['MESSAGE_ACCEPTED']);
    }
  });

  it('takes APPOINTMENT before completion only', () => {
    for (const name of BEFORE) expect(orderIn(name).ask('send-message', { purpose: 'APPOINTMENT' }).ok).toBe(true);
    for (const name of AFTER)
      expect(unmetIds(orderIn(name).refusal('send-message', { purpose: 'APPOINTMENT' }))).toEqual(['order.before-completion']);
  });

  it('takes JOB_SUMMARY after completion only', () => {
    for (const name of ['COMPLETED', 'CLOSED'] as const)
      expect(orderIn(name).ask('send-message', { purpose: 'JOB_SUMMARY' }).ok).toBe(true);
    for (const name of [...BEFORE, 'CANCELLED'] as const)
      expect(unmetIds(orderIn(name).refusal('send-message', { purpose: 'JOB_SUMMARY' }))).toEqual(['order.completed']);
  });

  it.each(['CLAIM', 'INCIDENT'] as const)('refuses %s without a case', (purpose) => {
    expect(unmetIds(orderIn('COMPLETED').refusal('send-message', { purpose }))).toEqual(['case.open']);
  });

  it('takes DEFECT_CONFIRMATION with an open defect only, for the latest by default', () => {
    const journey = orderIn('IN_PROGRESS');
    expect(unmetIds(journey.refusal('send-message', { purpose: 'DEFECT_CONFIRMATION' }))).toEqual(['defect.open']);
    journey.give('report-defect');
    journey.give('report-defect');
    journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION' });
    expect(journey.state.holds.map(({ defect }) => defect?.confirmedAt)).toEqual([null, journey.now]);
    journey.give('send-message', { purpose: 'DEFECT_CONFIRMATION', holdId: 'hold-1' });
    expect(journey.state.holds.map(({ defect }) => defect?.confirmedAt)).toEqual([journey.now, journey.now]);
    expect(unmetIds(journey.refusal('send-message', { purpose: 'DEFECT_CONFIRMATION', holdId: 'hold-5' }))).toEqual(['defect.open']);
  });

  it('has an id of its own for each command', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('send-message');
    journey.give('send-message');
    const ids = journey.log.flatMap((event) => (event.type === 'MESSAGE_ACCEPTED' ? [event.data.messageId] : []));
    expect(new Set(ids).size).toBe(2);
  });

  it('is refused beyond the limit, and once the order has ended', () => {
    const journey = orderIn('SCHEDULED');
    for (let count = 0; count < journey.terms.limits.messages; count += 1) journey.give('send-message');
    expect(unmetIds(journey.refusal('send-message'))).toEqual(['messages.limit']);
    const ended = orderIn('COMPLETED');
    ended.pass('P32D');
    expect(unmetIds(ended.refusal('send-message'))).toEqual(['order.open']);
  });
});
