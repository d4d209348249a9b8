import { OtherSchema } from '../../store/contract/errors.ts';
import { StartError } from './start-error.ts';

/** What an operator can act on is one sentence; anything else is a bug, with its stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StartError || error instanceof OtherSchema) return error.message;
  if (error instanceof Error) return error.stack ?? error.message;
  // Thrown by a library, and not even an error; an object of which nothing is known says nothing when it is printed.
  return `Something failed that is no error (${typeof error === 'string' ? error : typeof error}).`;
}
