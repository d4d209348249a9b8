import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandName } from '../bodies.ts';
import type { Situation } from '../command.ts';
import { decidedHold, partyOf } from '../rules.ts';
import type { HoldKind } from '../state.ts';

/** What each kind of hold blocks for everybody. INCIDENT goes by who gives the command, see below. */
export const BLOCKS: Readonly<Record<HoldKind, readonly CommandName[]>> = {
  DEFECT: ['sign-off', 'complete'],
  GUARDIAN: ['start-work', 'finish-work', 'confirm-scope', 'sign-off', 'complete'],
  INCIDENT: [
    'schedule',
    'reschedule',
    'accept-reschedule',
    'amend',
    'assign-technicians',
    'arrive',
    'record-inspection',
    'start-work',
    'finish-work',
    'resume-work',
    'confirm-scope',
    'sign-off',
    'complete',
    'cancel',
  ],
};

/** Commands that advance the work: after support decided RESCHEDULE or CANCEL only that is left, and the customer's cancel. */
const ADVANCING: ReadonlySet<CommandName> = new Set<CommandName>([
  'arrive',
  'record-inspection',
  'start-work',
  'finish-work',
  'resume-work',
  'confirm-scope',
  'sign-off',
  'complete',
  'assign-technicians',
]);

export const CLEARED_BY = { DEFECT: 'SUPPORT', GUARDIAN: 'CUSTOMER', INCIDENT: 'SUPERVISOR' } as const;

/** The conditions that open holds leave unmet for a command. */
export function blockedByHolds(situation: Situation, command: CommandName): readonly Unmet[] {
  return [...kindsBlocking(situation, command), ...blockedByDecision(situation, command)];
}

function kindsBlocking(situation: Situation, command: CommandName): readonly Unmet[] {
  const party = partyOf(situation);
  return situation.state.holds
    .filter(({ kind }) => BLOCKS[kind].includes(command) && (kind !== 'INCIDENT' || party === 'PROVIDER' || party === 'SYSTEM'))
    .map(({ kind, holdId }) => unmet('holds.none', `The ${kind} hold ${holdId} is open.`, CLEARED_BY[kind]));
}

function blockedByDecision(situation: Situation, command: CommandName): readonly Unmet[] {
  const hold = decidedHold(situation.state);
  const decision = hold?.defect?.decision?.decision;
  if (!hold || !decision) return [];
  const isTheWay = (decision === 'RESCHEDULE' && command === 'reschedule') || (decision === 'CANCEL' && command === 'cancel');
  const isCustomersCancel = command === 'cancel' && partyOf(situation) === 'CUSTOMER';
  const concerns = ADVANCING.has(command) || command === 'reschedule' || command === 'cancel';
  if (!concerns || isTheWay || isCustomersCancel) return [];
  return [
    unmet('hold.decision', `Support decided ${decision} on hold ${hold.holdId}: only that is left, and the customer's cancel.`, 'PROVIDER'),
  ];
}
