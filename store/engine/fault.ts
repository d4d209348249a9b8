/** What may be told of an error: its kind, and of the database's its SQLSTATE, the statement and the rule that was broken. */
export interface Fault {
  readonly error: string;
  readonly sqlstate?: string;
  /** What it does and to which table, such as `UPDATE orders`; without its values. */
  readonly statement?: string;
  readonly constraint?: string;
}

const CAUSES_MAX = 5;
const SQLSTATE = /^[0-9A-Z]{5}$/;
const NAME = /^\w{1,63}$/;

const statements = new WeakMap<object, string>();

/** Remembers which statement an error is of; the error itself stays as it is. */
export function noteStatement(error: unknown, statement: string): void {
  if (typeof error === 'object' && error !== null) statements.set(error, statement);
}

/** For a log. Never an error's message or detail: the database repeats in them what it was given. */
export function faultOf(error: unknown): Fault {
  const fault: { error: string; sqlstate?: string; statement?: string; constraint?: string } = {
    error: textAt(error, 'name', NAME) ?? 'unknown',
  };
  let cause = error;
  for (let depth = 0; depth < CAUSES_MAX && typeof cause === 'object' && cause !== null; depth += 1) {
    const statement = statements.get(cause);
    if (statement !== undefined) fault.statement ??= statement;
    const sqlstate = textAt(cause, 'code', SQLSTATE);
    if (sqlstate !== undefined) fault.sqlstate ??= sqlstate;
    const constraint = textAt(cause, 'constraint', NAME);
    if (constraint !== undefined) fault.constraint ??= constraint;
    cause = 'cause' in cause ? cause.cause : null;
  }
  return fault;
}

/** Whether the database refused a value as such: no text, no number, no instant of it, or out of range (SQLSTATE class 22). */
export function isUnkeepable(error: unknown): boolean {
  return faultOf(error).sqlstate?.startsWith('22') ?? false;
}

// Not by `instanceof Error`: an error of Node's own modules is of another realm where the program runs inside one (jest).
function textAt(error: unknown, key: 'name' | 'code' | 'constraint', form: RegExp): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const text: unknown = Reflect.get(error, key);
  return typeof text === 'string' && form.test(text) ? text : undefined;
}
