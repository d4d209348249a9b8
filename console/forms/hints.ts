import type { Caller } from '../../api/auth/auth.ts';
import type { CommandName } from '../../domain/order/bodies.ts';
import { COMMANDS } from '../../domain/order/commands/index.ts';
import { rightRefusal } from '../../domain/order/decide.ts';
import { activeAppointment } from '../../domain/order/state.ts';
import type { PolicyPack } from '../../domain/policy/pack.ts';
import { rolesOf } from '../../domain/shared/actor.ts';
import { BY_PARTY } from '../../domain/shared/deciding/authority.ts';
import type { OrderRecord, ProviderRow } from '../../store/contract/store.ts';
import { absolute, localValue } from '../time.ts';
import { moneyText, titled } from '../words.ts';
import type { Option, Raw } from './field.ts';
import type { Hints } from './from-schema.ts';

/** What a form is drawn from: the order, whose it is, and its pack. */
export interface FormSubject {
  readonly record: OrderRecord;
  readonly caller: Caller;
  readonly provider: ProviderRow | null;
  readonly pack: PolicyPack | null;
}

const SPARE_ROWS = 2;

/** What the order knows that the schema of a command does not. */
export function hintsFor(command: CommandName, subject: FormSubject): Hints {
  const { state, details } = subject.record;
  const parties = partyOptions(command, subject);
  const inspected = inspectedNames(subject);
  return {
    options: {
      ...reasonOptions(command, subject.record),
      holdId: holdOptions(subject.record),
      feeId: state.fees
        .filter(({ status }) => status === 'PROPOSED' || status === 'REVIEW')
        .map(({ feeId, amount }) => ({ value: feeId, label: `${feeId}: ${moneyText(amount)}` })),
      appointmentId: movedOptions(subject.record),
      ...(command === 'assign-technicians' ? { technicianIds: technicianOptions(subject.provider) } : {}),
      onBehalfOf: parties,
    },
    rows: {
      items: command === 'record-inspection' ? inspected.length + SPARE_ROWS : state.scopeItemIds.length,
      scopeItems: details.given.scopeOfWork.items.length + 1,
    },
    fixed: command === 'confirm-scope' ? { 'items.itemId': state.scopeItemIds } : {},
    leftOut: [...(parties.length > 0 ? [] : ['onBehalfOf']), ...(state.cancellation === null ? [] : ['partsRepacked'])],
    hints: hintTexts(command, subject.record),
    required: command === 'record-inspection' && state.locationType === 'IN_HOME' ? ['minorPresent'] : [],
  };
}

/** What a fresh form starts with. */
export function initialRaw(command: CommandName, subject: FormSubject): Raw {
  const { state, details } = subject.record;
  const raw = new Map<string, readonly string[]>();
  const put = (path: string, value: string | undefined): unknown => value !== undefined && raw.set(path, [value]);
  const [party] = partyOptions(command, subject);
  put('onBehalfOf', party?.value);
  const active = activeAppointment(state);
  if (command === 'schedule' || command === 'reschedule') put('durationInMinutes', String(active?.durationInMinutes ?? 120));
  if (command === 'reschedule' && active) put('startTime', localValue(active.startAt, state.timeZone));
  if (command === 'assign-technicians' && active) raw.set('technicianIds', active.technicianIds);
  const [hold] = holdOptions(subject.record);
  if (command === 'decide-hold' || command === 'contact-support' || command === 'send-message') put('holdId', hold?.value);
  if (command === 'decide-fee') put('feeId', state.fees.find(({ status }) => status === 'PROPOSED' || status === 'REVIEW')?.feeId);
  if (command === 'record-inspection') {
    for (const [index, name] of inspectedNames(subject).entries()) put(`items.${index}.name`, name);
    for (let index = 0; index < inspectedNames(subject).length + SPARE_ROWS; index += 1) put(`items.${index}.condition`, 'OK');
  }
  // A form that came back to somebody whose command it is not starts with nothing of the order.
  if (command === 'amend' && subject.caller.role !== 'provider') {
    for (const [key, value] of Object.entries(details.given.serviceLocation.address ?? {})) put(`address.${key}`, value);
    for (const [index, item] of details.given.scopeOfWork.items.entries()) {
      put(`scopeItems.${index}.itemId`, item.itemId);
      put(`scopeItems.${index}.description`, item.description);
    }
    put('locale', details.given.customer.locale);
  }
  return raw;
}

function reasonOptions(command: CommandName, { terms }: OrderRecord): Readonly<Record<string, readonly Option[]>> {
  const use = command === 'cancel' ? 'CANCEL' : command === 'reschedule' ? 'RESCHEDULE' : null;
  if (use === null) return {};
  const reasons = terms.reasons.filter(({ uses }) => uses.includes(use));
  return { reasonCode: reasons.map(({ code, attributedTo }) => ({ value: code, label: `${titled(code)} (${titled(attributedTo)})` })) };
}

function holdOptions({ state }: OrderRecord): readonly Option[] {
  return state.holds
    .filter(({ defect }) => defect !== null && defect.decision === null)
    .map(({ holdId, openedAt }) => ({ value: holdId, label: `${holdId}, opened ${absolute(openedAt, state.timeZone)}` }));
}

/** Without a choice it is the cancellation, where there is one. */
function movedOptions({ state }: OrderRecord): readonly Option[] {
  return state.appointments
    .filter(({ rescheduledAppointmentId }) => rescheduledAppointmentId !== null)
    .map(({ appointmentId, startAt }) => ({
      value: appointmentId,
      label: `The move of ${appointmentId}, ${absolute(startAt, state.timeZone)}`,
    }));
}

function technicianOptions(provider: ProviderRow | null): readonly Option[] {
  return (provider?.technicians ?? []).map(({ technicianId, name, backgroundCheck }) => ({
    value: technicianId,
    label: `${name} (${technicianId}, background check ${titled(backgroundCheck.status).toLowerCase()} until ${backgroundCheck.validUntil})`,
  }));
}

/** In whose name: the caller's own where its role gives the command, and those for whom support may give it. */
function partyOptions(command: CommandName, { record, caller }: FormSubject): readonly Option[] {
  const spec = COMMANDS[command];
  if (!spec.forOthers || !rolesOf(caller.role).includes('support')) return [];
  const actor = { role: caller.role, id: caller.subject };
  const asItStands = { state: record.state, authority: BY_PARTY };
  const own = rightRefusal({ ...asItStands, actor }, spec) === null ? [{ value: '', label: `My own (${caller.subject})` }] : [];
  const parties = [
    { role: 'PROVIDER' as const, id: record.state.providerId },
    { role: 'CUSTOMER' as const, id: record.state.customerId },
  ];
  const others = parties
    .filter((onBehalfOf) => rightRefusal({ ...asItStands, actor: { ...actor, onBehalfOf } }, spec) === null)
    .map(({ role, id }) => ({ value: role, label: `${titled(role)} ${id}, who told it by telephone` }));
  return [...own, ...others];
}

/** What is looked at: what was inspected before, else the products and the pack's checklist. */
function inspectedNames({ record, pack }: FormSubject): readonly string[] {
  const { state, details } = record;
  const products = details.given.products?.map(({ title }) => title.slice(0, 200)) ?? [];
  const names = [...products, ...(pack?.checklists[state.visitKind] ?? [])];
  return names.length > 0 ? names.slice(0, 40) : ['The delivered goods'];
}

function hintTexts(command: CommandName, { state }: OrderRecord): Readonly<Record<string, string>> {
  return {
    startTime: `Local time of the visit, ${state.timeZone}.`,
    to: `Local time of the visit, ${state.timeZone}.`,
    'customerNotified.at': `Local time of the visit, ${state.timeZone}.`,
    ...(command === 'record-inspection'
      ? {
          items:
            'Rows without a name are left out. What is not OK fails the inspection unless it does not prevent the service; say why in a note.',
        }
      : {}),
    ...(command === 'amend' ? { address: 'What you leave as it is, is not changed.', scopeItems: 'The whole scope as it shall be.' } : {}),
    ...(command === 'attribute' ? { appointmentId: 'Without a choice: the cancellation.' } : {}),
    ...(command === 'add-job-note' ? { topics: 'What the note speaks of.' } : {}),
  };
}
