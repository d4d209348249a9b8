/** What stands in place of a value that came and that nobody here can make a value of: it is told, never thrown. */
export interface Unreadable {
  readonly [MARK]: true;
  /** How it was encoded, as it said itself; '?' where that is no plain name. */
  readonly encoding: string;
  /** The same for the same bytes, `[0-9a-f]{16}`: tells it from others. */
  readonly digest: string;
}

// By its description, for the one that decodes and those that recognise are loaded apart.
const MARK = Symbol.for('holdfast.unreadable');

export function unreadable(encoding: string, digest: string): Unreadable {
  return { [MARK]: true, encoding: /^[A-Za-z0-9][A-Za-z0-9/.+-]{0,39}$/.test(encoding) ? encoding : '?', digest };
}

export function isUnreadable(value: unknown): value is Unreadable {
  return typeof value === 'object' && value !== null && MARK in value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnreadable(value);
}
