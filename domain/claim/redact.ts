import { type PrivateData, privateSide, redacted } from '../shared/reading/redaction.ts';
import type { ClaimCommandBodies, ClaimCommandName } from './bodies.ts';
import { CLAIM_COMMANDS } from './commands/index.ts';

/** The body as it may enter a workflow's history: the same shape, every private field as the marker. */
export function redactClaim<N extends ClaimCommandName>(command: N, body: ClaimCommandBodies[N]): ClaimCommandBodies[N] {
  return redacted(CLAIM_COMMANDS[command].privateFields, body);
}

/** The private side of a body: the fields that are redacted, at their places; null where none was given. */
export function privateClaimTexts(command: ClaimCommandName, body: unknown): PrivateData | null {
  return privateSide(CLAIM_COMMANDS[command].privateFields, body);
}
