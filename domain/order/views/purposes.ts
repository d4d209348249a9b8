import type { MessagePurpose } from '../../policy/pack.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import { openClaim } from '../claims/claims.ts';
import { type OrderState, openDefect } from '../state.ts';

const BEFORE_COMPLETION: readonly OrderState['name'][] = ['REQUESTED', 'SCHEDULED', 'ON_SITE', 'IN_PROGRESS', 'WORK_FINISHED'];

/** Why a message of this purpose is not possible now; empty where it is. */
export function purposeUnmet(state: OrderState, purpose: MessagePurpose, holdId?: string): readonly Unmet[] {
  switch (purpose) {
    case 'DEFECT_CONFIRMATION':
      return openDefect(state, holdId) ? [] : [unmet('defect.open', 'There is no open defect to confirm.', 'PROVIDER')];
    case 'APPOINTMENT':
      return BEFORE_COMPLETION.includes(state.name) ? [] : [unmet('order.before-completion', 'The visit is over.', null)];
    case 'JOB_SUMMARY':
      return state.completedAt === null ? [unmet('order.completed', 'The order is not completed.', 'PROVIDER')] : [];
    case 'CLAIM':
      return openClaim(state) ? [] : [unmet('case.open', 'There is no open claim.', null)];
    case 'INCIDENT':
      return [unmet('case.open', 'There is no open case of this kind.', null)];
    case 'QUESTION':
    case 'ANSWER':
    case 'HOLDING_REPLY':
      return [];
  }
}

export function allowedPurposes(state: OrderState): readonly MessagePurpose[] {
  const all: readonly MessagePurpose[] = [
    'APPOINTMENT',
    'DEFECT_CONFIRMATION',
    'JOB_SUMMARY',
    'QUESTION',
    'ANSWER',
    'HOLDING_REPLY',
    'CLAIM',
    'INCIDENT',
  ];
  return all.filter((purpose) => purposeUnmet(state, purpose).length === 0);
}
