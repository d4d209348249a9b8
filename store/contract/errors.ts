/**
 * The database does not answer, or lost the connection on the way. Whether a write took effect is unknown: every write of
 * the store may be repeated. The API answers 503. Thrown by every function of the store.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The database has another shape than this program's; the message is one sentence that says what to do. Nothing was changed. */
export class OtherSchema extends Error {
  override readonly name = 'OtherSchema';
}

/** A list's cursor that this list did not give, or gave for another sort order. The API answers 422. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';
}

/** An effect was entered before under the same key with other content: a bug, never to be retried. */
export class EffectMismatch extends Error {
  override readonly name = 'EffectMismatch';
}

/** Events were given for an order that the store does not know: it was restored from before the order was created. */
export class UnknownOrder extends Error {
  override readonly name = 'UnknownOrder';
}

/** A function of the store was called inside one of its own transactions: with one connection it would wait for itself for ever. */
export class NestedUse extends Error {
  override readonly name = 'NestedUse';
}

const NETWORK: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

// SQLSTATE: connection lost, server stopping or statement cancelled, out of resources, login refused, no such database,
// read-only (a standby), idle in transaction too long.
const SQLSTATE = /^(08...|57P0.|57014|53...|28...|3D000|25006|25P0[34])$/;

// pg and PGlite give no code where the connection broke on their side of it.
const MESSAGE =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after|PGlite is clos|The server does not support SSL|driver has already been destroyed|timeout expired)/;

/** Whether the database was not there, as against refusing what it was asked. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null && (NETWORK.has(code) || SQLSTATE.test(code))) return true;
  const message = textAt(error, 'message');
  return message !== null && MESSAGE.test(message);
}

/** Serialization failure or deadlock: the transaction was rolled back and may run again. */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

/** The database's code, or Node's for a connection; null where the error has none. */
export function sqlStateOf(error: unknown): string | null {
  return codeOf(error);
}

function codeOf(error: unknown): string | null {
  return textAt(error, 'code');
}

// Not by `instanceof Error`: an error of Node's own modules is of another realm where the program runs inside one (jest).
function textAt(error: unknown, key: 'code' | 'message'): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const text: unknown = Reflect.get(error, key);
  return typeof text === 'string' ? text : null;
}
