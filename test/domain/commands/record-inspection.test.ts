// Goal: products are examined with the buyer right before the work; what fails leaves reschedule and cancel; minors are never alone.
// Method: pure decisions on each combination of condition, presence and correction.
import { describe, expect, it } from '@jest/globals';
import type { CommandBodies } from '../../../domain/order/bodies.ts';
import { type Journey, pointers, unmetIds } from '../support/journey.ts';
import { orderIn } from '../support/stages.ts';

type Body = Partial<CommandBodies['record-inspection']>;

function inspected(body: Body, journey: Journey = orderIn('ON_SITE')) {
  const { types, warnings } = journey.give('record-inspection', body);
  return { types, warnings, passed: journey.state.inspection?.passed, journey };
}

function without<K extends keyof CommandBodies['record-inspection']>(key: K): Body {
  return { [key]: undefined } as Body;
}

describe('record-inspection', () => {
  it('passes where every item is in order', () => {
    const { passed, types, warnings } = inspected({});
    expect({ passed, types, warnings }).toEqual({ passed: true, types: ['INSPECTION_RECORDED'], warnings: [] });
  });

  it.each(['DAMAGED', 'MISSING', 'DEFECTIVE'] as const)('fails where an item is %s', (condition) => {
    expect(
      inspected({
        items: [
          { name: 'a', condition: 'OK' },
          { name: 'b', condition },
        ],
      }).passed,
    ).toBe(false);
    expect(inspected({ items: [{ name: 'b', condition, preventsService: true, note: 'no' }] }).passed).toBe(false);
  });

  it.each(['DAMAGED', 'MISSING', 'DEFECTIVE'] as const)(
    'passes with a warning where a %s item does not prevent the service and a note says why',
    (condition) => {
      const { passed, warnings } = inspected({ items: [{ name: 'a', condition, preventsService: false, note: 'spare part at hand' }] });
      expect({ passed, warnings }).toEqual({ passed: true, warnings: ['ITEM_NOT_OK'] });
    },
  );

  it('refuses an item that does not prevent the service without a note', () => {
    const items = [{ condition: 'OK' as const }, { condition: 'DAMAGED' as const, preventsService: false }];
    expect(pointers(orderIn('ON_SITE').refusal('record-inspection', { items }))).toEqual(['/items/1/note']);
  });

  it('refuses no items at all, and goes by the state without the buyer', () => {
    expect(pointers(orderIn('ON_SITE').refusal('record-inspection', { items: [] }))).toEqual(['/items']);
    expect(unmetIds(orderIn('ON_SITE').refusal('record-inspection', { buyerPresent: false }))).toEqual(['buyer.present']);
  });

  it('asks for minors in a home, and nowhere else', () => {
    expect(pointers(orderIn('ON_SITE').refusal('record-inspection', without('minorPresent')))).toEqual(['/minorPresent']);
    for (const locationType of ['IN_STORE', 'BUSINESS', 'OTHER'] as const) {
      expect(inspected(without('minorPresent'), orderIn('ON_SITE', { locationType })).passed).toBe(true);
    }
  });

  it.each([
    ['REVIEWED', []],
    ['NOT_APPLICABLE', []],
    ['NOT_PRESENT', ['MANUAL_NOT_PRESENT']],
  ] as const)('with the manual %s warns of %j', (manual, warnings) => {
    expect(inspected({ manual }).warnings).toEqual(warnings);
  });

  it.each([
    [{ minorPresent: true }, ['GUARDIAN']],
    [{ minorPresent: true, guardianPresent: false }, ['GUARDIAN']],
    [{ minorPresent: true, guardianPresent: true }, []],
    [{ minorPresent: false, guardianPresent: false }, []],
  ])('with %j opens the holds %j', (body, holds) => {
    expect(inspected(body).journey.state.holds.map(({ kind }) => kind)).toEqual(holds);
  });

  it('opens no GUARDIAN hold outside homes', () => {
    const { journey } = inspected({ minorPresent: true }, orderIn('ON_SITE', { locationType: 'IN_STORE' }));
    expect(journey.state.holds).toEqual([]);
  });

  it.each([{ minorPresent: false }, { minorPresent: true, guardianPresent: true }])(
    'a correction to %j lifts the GUARDIAN hold',
    (body) => {
      const { journey } = inspected({ minorPresent: true });
      expect(inspected(body, journey).types).toEqual(['INSPECTION_RECORDED', 'HOLD_LIFTED']);
      expect(journey.state.holds).toEqual([]);
    },
  );

  it('a second inspection with an unaccompanied minor opens no second hold', () => {
    const { journey } = inspected({ minorPresent: true });
    expect(inspected({ minorPresent: true }, journey).types).toEqual(['INSPECTION_RECORDED']);
    expect(journey.state.holds).toHaveLength(1);
  });

  it('may be corrected until work starts; the last one counts', () => {
    const { journey } = inspected({ items: [{ condition: 'MISSING' }] });
    expect(unmetIds(journey.refusal('start-work'))).toEqual(['inspection.passed']);
    inspected({}, journey);
    journey.give('start-work');
    expect(unmetIds(journey.refusal('record-inspection'))).toEqual(['order.state']);
    expect(journey.count('INSPECTION_RECORDED')).toBe(2);
  });

  it.each(['REQUESTED', 'SCHEDULED', 'IN_PROGRESS', 'WORK_FINISHED', 'COMPLETED', 'CLOSED', 'CANCELLED'] as const)(
    'is refused while the order is %s',
    (name) => {
      expect(unmetIds(orderIn(name).refusal('record-inspection'))).toEqual(['order.state']);
    },
  );

  it('a failed one leaves reschedule and cancel', () => {
    const { journey } = inspected({ items: [{ condition: 'DEFECTIVE' }] });
    expect(journey.ask('reschedule').ok).toBe(true);
    expect(journey.ask('cancel', { reasonCode: 'PRODUCT_DEFECT' }, { as: 'provider' }).ok).toBe(true);
    expect(unmetIds(journey.refusal('start-work'))).toEqual(['inspection.passed']);
  });

  it('is refused once it was corrected as often as the policy allows', () => {
    const journey = orderIn('ON_SITE');
    for (let count = 0; count < journey.terms.limits.inspections; count += 1) journey.give('record-inspection');
    expect(unmetIds(journey.refusal('record-inspection'))).toEqual(['inspections.limit']);
  });
});
