import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, notAllowed, type Refusal, unmet, type Warning } from '../../shared/deciding/refusal.ts';
import type { CommandBodies, InspectedItem } from '../bodies.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event, type NewEvent } from '../events.ts';
import { activeAppointment } from '../state.ts';

type Body = CommandBodies['record-inspection'];

/**
 * The products are examined right before the work, in the presence of the buyer; it may be corrected until work starts.
 * Sources: best practices, "Examine the products"; policies, "Unaccompanied Minors".
 */
export const recordInspection: CommandSpec<'record-inspection'> = {
  command: 'record-inspection',
  summary: 'Record what was found before the work, with the buyer present.',
  roles: ['provider'],
  forOthers: true,
  moves: stays('ON_SITE'),
  privateFields: ['items[].name', 'items[].note', 'siteCondition'],
  unmet: ({ state, terms }) => [
    ...(terms.gates.inspection === 'NOT_APPLICABLE'
      ? [unmet('inspection.applicable', 'Nothing is inspected at this kind of location.', null)]
      : []),
    ...(state.inspectionCount >= terms.limits.inspections
      ? [unmet('inspections.limit', 'No further correction of the inspection is taken.', 'SUPPORT')]
      : []),
  ],
  decide: (situation, body) => {
    const refusal = refusalOf(situation, body);
    if (refusal) return refuse(refusal);
    const { state } = situation;
    const passed = body.items.every((item) => !isFailing(item));
    const items = body.items.map(({ condition, preventsService }) => ({
      condition,
      ...(preventsService === undefined ? {} : { preventsService }),
    }));
    const recorded = event('INSPECTION_RECORDED', {
      inspectionId: `insp-${state.inspectionCount + 1}`,
      appointmentId: activeAppointment(state)?.appointmentId ?? '',
      passed,
      buyerPresent: body.buyerPresent,
      minorPresent: body.minorPresent ?? null,
      guardianPresent: body.guardianPresent ?? null,
      manual: body.manual,
      items,
    });
    return accept(
      [recorded, ...guardianHold(situation, body)],
      [passed ? 'inspection.passed' : 'inspection.failed'],
      warnings(body, passed),
    );
  },
};

function refusalOf({ terms }: Situation, body: Body): Refusal | null {
  if (terms.gates.guardian !== 'NOT_APPLICABLE' && body.minorPresent === undefined)
    return invalid('/minorPresent', 'must be said for a visit at home');
  if (body.items.length === 0) return invalid('/items', 'names no product');
  const silent = body.items.findIndex((item) => item.condition !== 'OK' && item.preventsService === false && !item.note);
  if (silent >= 0) return invalid(`/items/${silent}/note`, 'must say why the service is possible all the same');
  if (!body.buyerPresent)
    return notAllowed(
      'The products are inspected in the presence of the buyer.',
      unmet('buyer.present', 'The buyer has to be present.', 'CUSTOMER'),
    );
  return null;
}

function isFailing({ condition, preventsService }: InspectedItem): boolean {
  return condition !== 'OK' && preventsService !== false;
}

/** A minor without a parent or guardian holds the work; a correction to no minor, or with a guardian, lifts that hold. */
function guardianHold({ state, terms }: Situation, { minorPresent, guardianPresent }: Body): readonly NewEvent[] {
  if (terms.gates.guardian === 'NOT_APPLICABLE') return [];
  const unaccompanied = minorPresent === true && guardianPresent !== true;
  const open = state.holds.find((hold) => hold.kind === 'GUARDIAN');
  if (unaccompanied && !open) return [event('HOLD_OPENED', { holdId: `hold-${state.holdCount + 1}`, kind: 'GUARDIAN' })];
  if (!unaccompanied && open) return [event('HOLD_LIFTED', { holdId: open.holdId, kind: 'GUARDIAN' })];
  return [];
}

function warnings({ items, manual }: Body, passed: boolean): readonly Warning[] {
  const minor = passed && items.some((item) => item.condition !== 'OK');
  return [
    ...(minor ? [{ code: 'ITEM_NOT_OK', message: 'An item is not in order; it does not prevent the service.' }] : []),
    ...(manual === 'NOT_PRESENT' ? [{ code: 'MANUAL_NOT_PRESENT', message: 'There was no instruction manual to review.' }] : []),
  ];
}
