import { invalid, type Refusal } from '../deciding/refusal.ts';
import { isRecord, isUnreadable } from './unreadable.ts';

const ID_LENGTH_MAX = 300;
const COMMANDS_MAX = 100;

/**
 * What came as a request to a workflow, past the API or through it: whether it has the form of one. Bodies are the rules' matter.
 * @returns null where it may be decided
 */
export function unreadableRequest(request: unknown): Refusal | null {
  if (isUnreadable(request)) return invalid('', `cannot be decoded (encoding ${request.encoding})`);
  if (!isRecord(request)) return invalid('', 'is not a request');
  const { commandId, actor, receivedAt, commands } = request;
  if (typeof commandId !== 'string' || commandId === '' || commandId.length > ID_LENGTH_MAX) return invalid('/commandId', 'is not an id');
  if (!isRecord(actor) || typeof actor['role'] !== 'string' || typeof actor['id'] !== 'string') return invalid('/actor', 'is nobody');
  if (!Number.isSafeInteger(receivedAt)) return invalid('/receivedAt', 'is not an instant');
  if (!Array.isArray(commands) || commands.length > COMMANDS_MAX) return invalid('/commands', 'is not a list of commands');
  const bad = commands.findIndex(
    (one) => !isRecord(one) || typeof one['command'] !== 'string' || !isRecord(one['body']) || !isRecord(one['facts']),
  );
  return bad === -1 ? null : invalid(`/commands/${bad}`, 'is not a command');
}
