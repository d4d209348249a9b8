// Goal: each event leads to its message and fee, with the same ids however often it is looked at; the marketplace's mails are not sent again.
// Method: the events of pure journeys, one of each kind; random lives for the ids.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Effect, effectsOf } from '../../domain/order/effects.ts';
import type { EventType } from '../../domain/order/events.ts';
import { DAY_MS, HOUR_MS } from '../../domain/shared/time.ts';
import { packOf } from './support/given.ts';
import { Journey } from './support/journey.ts';
import { live, stories } from './support/model.ts';
import { properties } from './support/properties.ts';
import { defectReadyToDecide, orderIn, startOf, unagreedReschedule } from './support/stages.ts';

function effects(journey: Journey, type: EventType): readonly Effect[] {
  return effectsOf(journey.last(type), journey.state);
}

function message(journey: Journey, type: EventType) {
  const [effect] = effects(journey, type);
  if (effect?.kind !== 'message') return null;
  const { to, templateId, purpose, variables, locale } = effect.message;
  return { to, templateId, purpose, variables, locale };
}

describe('messages that follow by themselves', () => {
  it('at completion the feedback mail, with the end of the claim window', () => {
    const journey = orderIn('COMPLETED');
    expect(message(journey, 'ORDER_COMPLETED')).toEqual({
      to: 'CUSTOMER',
      templateId: 'feedback',
      purpose: 'JOB_SUMMARY',
      variables: { closesAt: journey.state.claimWindow?.closesAt },
      locale: 'en-US',
    });
    expect(message(orderIn('CLOSED'), 'ORDER_COMPLETED')).toMatchObject({ templateId: 'feedback', variables: {} });
  });

  it.each([
    ['customer', 'PROVIDER'],
    ['provider', 'CUSTOMER'],
  ] as const)('a reschedule by the %s that was not agreed, to the %s', (by, to) => {
    const journey = orderIn('SCHEDULED');
    unagreedReschedule(journey, by);
    expect(message(journey, 'APPOINTMENT_RESCHEDULED')).toMatchObject({
      to,
      templateId: 'reschedule-proposed',
      variables: { startAt: startOf(journey) },
    });
  });

  it('goes to the other side also where the provider names the customer as the one who asked', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { agreedByCounterpart: false, initiatedBy: 'CUSTOMER' }, { as: 'provider' });
    expect(message(journey, 'APPOINTMENT_RESCHEDULED')).toMatchObject({ to: 'CUSTOMER' });
  });

  it('none for a reschedule that was agreed', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('reschedule', { agreedByCounterpart: true });
    expect(effects(journey, 'APPOINTMENT_RESCHEDULED')).toEqual([]);
  });

  it('a no-show, a decided hold, an amended order, an issue', () => {
    const missed = orderIn('SCHEDULED');
    missed.passTo(startOf(missed) + 2 * HOUR_MS);
    expect(message(missed, 'NO_SHOW_RECORDED')).toMatchObject({ to: 'CUSTOMER', templateId: 'no-show-choice' });
    const held = orderIn('IN_PROGRESS');
    held.give('decide-hold', { holdId: defectReadyToDecide(held), decision: 'CANCEL' });
    expect(message(held, 'HOLD_DECIDED')).toMatchObject({
      to: 'PROVIDER',
      templateId: 'hold-decided',
      variables: { decision: 'CANCEL', holdId: 'hold-1' },
    });
    const amended = orderIn('SCHEDULED');
    amended.give('amend');
    expect(message(amended, 'ORDER_AMENDED')).toMatchObject({ to: 'PROVIDER', templateId: 'order-amended', locale: 'es-US' });
    const completed = orderIn('COMPLETED');
    completed.give('raise-issue');
    expect(message(completed, 'ISSUE_RAISED')).toMatchObject({ to: 'PROVIDER', templateId: 'issue-raised' });
  });

  it('the claim window’s reminder to a customer, not to a seller, and not where it came too late', () => {
    const us = orderIn('COMPLETED');
    us.passTo((us.state.claimWindow?.closesAt ?? 0) - 3 * DAY_MS);
    expect(message(us, 'CLAIM_WINDOW_REMINDER')).toMatchObject({ to: 'CUSTOMER', templateId: 'claim-window-reminder' });
    const india = orderIn('COMPLETED', { marketplace: 'IN' });
    india.passTo((india.state.claimWindow?.closesAt ?? 0) - 3 * DAY_MS);
    expect(effects(india, 'CLAIM_WINDOW_REMINDER')).toEqual([]);
    const late = orderIn('COMPLETED');
    late.passTo((late.state.claimWindow?.closesAt ?? 0) - DAY_MS);
    expect(effects(late, 'CLAIM_WINDOW_REMINDER')).toEqual([]);
  });

  it('each rung: a reminder to the party, an escalation to the desk or its supervisor; none for a dropped one', () => {
    const journey = orderIn('REQUESTED');
    journey.pass('P1D');
    expect(message(journey, 'RUNG_REACHED')).toMatchObject({
      to: 'CUSTOMER',
      templateId: 'ladder-reminder',
      purpose: 'REMINDER',
      variables: { ladder: 'schedule', rung: 1 },
    });
    journey.pass('P10D');
    expect(message(journey, 'RUNG_REACHED')).toMatchObject({
      to: 'SUPPORT',
      templateId: 'ladder-escalation',
      purpose: 'ESCALATION',
      locale: 'en',
    });
    const dropped = journey.log.filter((event) => event.type === 'RUNG_REACHED' && event.data.skipped);
    expect(dropped).not.toEqual([]);
    for (const event of dropped) expect(effectsOf(event, journey.state)).toEqual([]);
  });

  it('what a person wrote is sent under the id of its command, in its language', () => {
    const journey = orderIn('SCHEDULED');
    journey.give('send-message', { locale: 'es-US', templateId: 'arrival-window' });
    const [effect] = effects(journey, 'MESSAGE_ACCEPTED');
    expect(effect).toMatchObject({
      message: {
        messageId: journey.last('MESSAGE_ACCEPTED').data.messageId,
        locale: 'es-US',
        templateId: 'arrival-window',
        to: 'CUSTOMER',
      },
    });
  });

  it('none that the marketplace sends: created, scheduled, moved by agreement, arrived', () => {
    expect(packOf('US').messages.sentByMarketplace).toContain('APPOINTMENT_CONFIRMATION');
    const journey = orderIn('IN_PROGRESS');
    journey.give('reschedule');
    for (const type of ['ORDER_CREATED', 'APPOINTMENT_SCHEDULED', 'TECHNICIANS_ASSIGNED', 'ARRIVED', 'APPOINTMENT_RESCHEDULED'] as const) {
      expect(effects(journey, type)).toEqual([]);
    }
  });
});

describe('fees', () => {
  it('are entered when they are posted, and taken back under a key of their own', () => {
    const journey = orderIn('CANCELLED');
    expect(effects(journey, 'FEE_PROPOSED')).toEqual([]);
    journey.give('decide-fee');
    expect(effects(journey, 'FEE_POSTED')).toContainEqual({
      kind: 'fee',
      fee: {
        key: 'order:so-1:fee-1',
        feeId: 'fee-1',
        amount: { amountMinor: 5000, currency: 'USD' },
        reversal: false,
        providerId: 'prov-1',
      },
    });
    expect(message(journey, 'FEE_POSTED')).toMatchObject({ to: 'PROVIDER', templateId: 'fee-decided' });
    journey.give('attribute', { attributedTo: 'CUSTOMER' });
    expect(effects(journey, 'FEE_REVERSED')).toMatchObject([{ kind: 'fee', fee: { key: 'order:so-1:fee-1:reversal', reversal: true } }]);
  });

  it('are not entered when they are waived', () => {
    const journey = orderIn('CANCELLED');
    journey.give('decide-fee', { decision: 'WAIVE' });
    expect(effects(journey, 'FEE_WAIVED')).toEqual([]);
  });
});

describe('ids', () => {
  it('are the same for the same event, and of their own for each: nothing is sent or entered twice', () => {
    properties(
      fc.property(stories, ({ options, steps }) => {
        const journey = new Journey(options);
        for (const one of steps) live(journey, one);
        const all = journey.log.flatMap((event) => effectsOf(event, journey.state));
        expect(journey.log.flatMap((event) => effectsOf(event, journey.state))).toEqual(all);
        const ids = all.map(idOf);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      30,
    );
  });
});

/** What makes an effect happen once, however often it is tried. */
function idOf(effect: Effect): string {
  switch (effect.kind) {
    case 'message':
      return effect.message.messageId;
    case 'fee':
      return effect.fee.key;
    case 'claim':
      return effect.claimId;
    case 'claim-notice':
      return effect.notice.noticeId;
  }
}
