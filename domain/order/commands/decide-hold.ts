import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { invalid, type Refusal, type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';
import { type Hold, openDefect } from '../state.ts';

/**
 * Support releases a defect hold with guidance: RESUME, RESCHEDULE or CANCEL. Only after support was contacted and the
 * customer has it in writing. Source: best practices, "Do not mark the order as complete: contact us for guidance on next steps".
 */
export const decideHold: CommandSpec<'decide-hold'> = {
  command: 'decide-hold',
  summary: 'Decide how a defect hold goes on.',
  roles: ['support'],
  forOthers: false,
  moves: {
    SCHEDULED: ['SCHEDULED'],
    ON_SITE: ['ON_SITE'],
    IN_PROGRESS: ['IN_PROGRESS'],
    WORK_FINISHED: ['WORK_FINISHED', 'IN_PROGRESS'],
  },
  privateFields: ['guidance'],
  explains: ['hold.undecided'],
  // A form that is drawn looks at the hold that could be decided first; the command at the one it names.
  unmet: ({ state }) => {
    const defects = state.holds.filter((hold) => hold.defect && hold.defect.decision === null);
    if (defects.length === 0)
      return state.decidedHolds.length > 0
        ? [unmet('hold.undecided', 'Every defect hold is decided.', null)]
        : [unmet('defect.open', 'No defect hold is open.', 'PROVIDER')];
    return defects.some((hold) => missing(hold).length === 0) ? [] : defects.flatMap(missing);
  },
  decide: ({ state }, { holdId, decision, attributedTo = 'PRODUCT' }) => {
    const hold = openDefect(state, holdId);
    const refusal = decidedAlready(state, holdId) ?? (hold ? notReady(hold) : invalid('/holdId', 'is not a defect hold of this order'));
    if (refusal) return refuse(refusal);
    const decided = event('HOLD_DECIDED', { holdId, decision, attributedTo });
    const lifted = decision === 'RESUME' ? [event('HOLD_LIFTED', { holdId, kind: 'DEFECT' })] : [];
    return accept([decided, ...lifted], [`defect.${decision.toLowerCase()}`]);
  },
};

function missing({ holdId, defect }: Hold): readonly Unmet[] {
  return [
    ...(defect?.contactedAt == null ? [unmet('support.contacted', `The provider has not asked support about ${holdId}.`, 'PROVIDER')] : []),
    ...(defect?.confirmedAt == null
      ? [unmet('defect.confirmed', `The customer has no written confirmation of ${holdId}.`, 'PROVIDER')]
      : []),
  ];
}

function notReady(hold: Hold): Refusal | null {
  const unmetNow = missing(hold);
  return unmetNow.length === 0 ? null : { code: 'not_allowed_now', message: 'The hold cannot be decided yet.', unmet: unmetNow };
}

/** First decision wins; one that came back to support because it was not carried out may be made anew. */
function decidedAlready(state: Situation['state'], holdId: string): Refusal | null {
  const open = openDefect(state, holdId);
  const first = open ? open.defect?.decision : state.decidedHolds.findLast((one) => one.holdId === holdId);
  if (!first) return null;
  const already = unmet('hold.undecided', `Hold ${holdId} is decided: ${first.decision}.`, null);
  return { code: 'not_allowed_now', message: already.message, unmet: [already], decidedBy: first.by, decidedAt: first.at };
}
