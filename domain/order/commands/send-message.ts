import { stays } from '../../shared/deciding/aggregate.ts';
import { accept, refuse } from '../../shared/deciding/outcome.ts';
import { notAllowed, unmet } from '../../shared/deciding/refusal.ts';
import type { CommandSpec } from '../command.ts';
import { event } from '../events.ts';
import { ORDER_STATES, openDefect } from '../state.ts';
import { purposeUnmet } from '../views/purposes.ts';
import { notEnded } from './raise-issue.ts';

/** A message to the customer that passed the gate. It is a command because a defect's written confirmation stops a clock. */
export const sendMessage: CommandSpec<'send-message'> = {
  command: 'send-message',
  summary: 'Write to the customer.',
  roles: ['provider', 'support', 'system'],
  forOthers: true,
  moves: stays(...ORDER_STATES),
  privateFields: ['text', 'variables.*'],
  unmet: ({ state, terms }) => [
    ...notEnded(state),
    ...(state.messageCount >= terms.limits.messages
      ? [unmet('messages.limit', 'No more messages are taken for this order.', 'SUPPORT')]
      : []),
  ],
  decide: ({ state, commandId }, { purpose, templateId, locale, holdId }) => {
    const failing = purposeUnmet(state, purpose, holdId);
    if (failing.length > 0) return refuse(notAllowed('This kind of message is not possible now.', ...failing));
    const about = purpose === 'DEFECT_CONFIRMATION' ? (openDefect(state, holdId)?.holdId ?? null) : null;
    const accepted = event('MESSAGE_ACCEPTED', {
      messageId: `msg-${commandId}`,
      purpose,
      to: 'CUSTOMER',
      holdId: about,
      templateId: templateId ?? null,
      locale: locale ?? state.locale,
    });
    return accept([accepted], [`message.${purpose.toLowerCase()}`]);
  },
};
