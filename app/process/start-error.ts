/**
 * A reason why the program cannot start or go on that its operator can act on: the message is one whole sentence that says what is
 * wrong and what to do. `main.ts` prints the message alone; any other error is a bug and is printed with its stack.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
