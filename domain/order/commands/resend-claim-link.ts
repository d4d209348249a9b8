import { stays } from '../../shared/deciding/aggregate.ts';
import { accept } from '../../shared/deciding/outcome.ts';
import { type Unmet, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec, Situation } from '../command.ts';
import { event } from '../events.ts';
import { notEnded } from './raise-issue.ts';

/** Source: Partner Network FAQ, "If you have not received the claim link, then please contact the Selling Partner Support". */
export const resendClaimLink: CommandSpec<'resend-claim-link'> = {
  command: 'resend-claim-link',
  summary: 'Send the feedback mail with the claim link again.',
  roles: ['support'],
  forOthers: false,
  moves: stays('COMPLETED'),
  privateFields: [],
  unmet: (situation) => [...notEnded(situation.state), ...windowOpen(situation), ...belowLimit(situation)],
  decide: () => accept([event('CLAIM_LINK_SENT', {})], ['claim.link-sent']),
};

function windowOpen({ state, now }: Situation): readonly Unmet[] {
  const isOpen = state.claimWindow !== null && now < state.claimWindow.closesAt;
  return isOpen ? [] : [unmet('window.open', 'The claim window is over: a link would lead nowhere.', null)];
}

function belowLimit({ state, terms }: Situation): readonly Unmet[] {
  return state.messageCount < terms.limits.messages
    ? []
    : [unmet('messages.limit', 'No more messages are taken for this order.', 'SUPPORT')];
}
