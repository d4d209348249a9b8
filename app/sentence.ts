import { OtherSchema } from '../store/errors.ts';
import { StartError } from './start-error.ts';

/** What an operator can act on is one sentence; anything else is a bug, with its stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StartError || error instanceof OtherSchema) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
