import { type PrivateData, privateSide, redacted } from '../shared/reading/redaction.ts';
import type { CommandBodies, CommandName } from './bodies.ts';
import { COMMANDS } from './commands/index.ts';

/** The body as it may enter a workflow's history: the same shape, every private field as the marker. */
export function redact<N extends CommandName>(command: N, body: CommandBodies[N]): CommandBodies[N] {
  return redacted(COMMANDS[command].privateFields, body);
}

/** The private side of a body: the fields that are redacted, at their places; null where none was given. */
export function privateTexts(command: CommandName, body: unknown): PrivateData | null {
  return privateSide(COMMANDS[command].privateFields, body);
}
