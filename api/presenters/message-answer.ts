import type { CommandResult } from '../../commands/ports.ts';
import { KEY_REUSED, refusalProblem } from '../http/problems.ts';
import { type Reply, refusedBy, withHeaders } from '../http/reply.ts';
import { pendingReply, REPLAYED, type Settled } from './command-answer.ts';

/** How the rules name the message of a command (domain/order/commands/send-message.ts). */
export function messageIdOf(commandId: string): string {
  return `msg-${commandId}`;
}

/** Taken means queued: what becomes of it is in the conversation, and a repeat is answered as the first time. */
export function messageReply(commandId: string, answer: Settled): Reply {
  if (answer.outcome === 'REFUSED') return refusedBy(refusalProblem(answer.refusal));
  return { kind: 'json', status: 201, body: { messageId: messageIdOf(commandId), status: 'QUEUED' } };
}

export function messageResultReply(commandId: string, result: CommandResult): Reply {
  switch (result.kind) {
    case 'key-reused':
      return refusedBy(KEY_REUSED);
    case 'pending':
      return pendingReply(result.commandId);
    case 'answered': {
      const reply = messageReply(commandId, result.answer);
      return result.replayed ? withHeaders(reply, REPLAYED) : reply;
    }
  }
}
