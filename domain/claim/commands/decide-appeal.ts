import { accept, refuse } from '../../shared/deciding/outcome.ts';
import type { ClaimCommandSpec } from '../command.ts';
import { isSameDecision, readDecision, remedyEvents } from '../decision/decision.ts';
import { claimEvent, type Decided, type NewClaimEvent } from '../events.ts';
import { independent, notAppealedAgainst } from '../rules.ts';
import type { ClaimState } from '../state.ts';

/** Another person looks again; what is decided now stands. */
export const decideAppeal: ClaimCommandSpec<'decide-appeal'> = {
  command: 'decide-appeal',
  summary: 'Decide the appeal.',
  roles: ['supervisor'],
  forOthers: false,
  moves: { APPEALED: ['DECIDED', 'SETTLED', 'CLOSED'] },
  privateFields: ['reason'],
  unmet: (situation) => [...independent(situation), ...notAppealedAgainst(situation)],
  decide: ({ state }, body) => {
    const read = readDecision(state, body);
    if (!read.ok) return refuse(read.refusal);
    const { decided } = read;
    const changes = state.decision === null || !isSameDecision(state.decision, decided);
    const first = claimEvent('APPEAL_DECIDED', { ...decided, changes });
    const because = [changes ? 'appeal.overturned' : 'appeal.upheld', `claim.${decided.outcome.toLowerCase()}`];
    return accept([first, ...(changes ? changed(state, decided) : upheld(state))], because);
  },
};

/** What the first decision set going goes on; what had come to its end is at its end again. */
function upheld(state: ClaimState): readonly NewClaimEvent[] {
  if (state.decision?.outcome === 'DENIED') return [claimEvent('CLAIM_CLOSED', {})];
  const isDone = state.appeal?.from === 'SETTLED' || state.recall?.ended?.outcome === 'COMPLETED';
  return isDone ? [settledAgain(state)] : [];
}

/** What the first decision set going is taken back before the new remedy begins. */
function changed(state: ClaimState, decided: Decided): readonly NewClaimEvent[] {
  const { owed, recall } = state;
  const isSameRedo = decided.remedy === 'REDO' && state.decision?.remedy === 'REDO' && recall?.ended?.outcome !== 'CANCELLED';
  const taken: readonly NewClaimEvent[] = [
    ...(owed ? [claimEvent('REFUND_DROPPED', owed)] : []),
    ...(recall && recall.ended === null && !isSameRedo ? [claimEvent('REDO_DROPPED', { recallOrderId: recall.recallOrderId })] : []),
  ];
  if (decided.outcome === 'DENIED') return [...taken, claimEvent('CLAIM_CLOSED', {})];
  const begun = isSameRedo && recall?.ended === null ? null : remedyEvents(state, decided);
  if (begun === null) return taken;
  return begun.length > 0 ? [...taken, ...begun] : [...taken, settledAgain(state)];
}

function settledAgain({ settledBy }: ClaimState): NewClaimEvent {
  return claimEvent('CLAIM_SETTLED', { by: settledBy ?? 'REDO', entry: null, amount: null });
}
