/** The private side of one event: the text fields of the body it came from, and digests that the store computed. */
export type PrivateData = Readonly<Record<string, unknown>>;

/** Stands for a text in the workflow: the rules see that it was given, nobody sees what it says. */
export const REDACTED = '•';

/**
 * The body as it may enter a workflow's history: the same shape, every private field as the marker.
 * @param privateFields dotted paths such as `items[].note`, `customerNotified.summary` or `address.*`
 */
export function redacted<B>(privateFields: readonly string[], body: B): B {
  return privateFields.reduce<unknown>((value, path) => replaced(value, path.split('.')), body) as B;
}

/** The private side of a body: the fields that are redacted, at their places; null where none was given. */
export function privateSide(privateFields: readonly string[], body: unknown): PrivateData | null {
  const given = isObject(body) ? body : {};
  const heads = privateFields.map((path) => path.split(/[.[]/, 1)[0] ?? '');
  const texts = Object.fromEntries(heads.map((head) => [head, given[head]]).filter(([, value]) => value !== undefined && value !== null));
  return Object.keys(texts).length > 0 ? texts : null;
}

function replaced(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return typeof value === 'string' || typeof value === 'number' ? REDACTED : value;
  if (!isObject(value)) return value;
  if (step === '*') return Object.fromEntries(Object.keys(value).map((key) => [key, REDACTED]));
  const each = step.endsWith('[]');
  const key = each ? step.slice(0, -2) : step;
  const inner = value[key];
  if (inner === undefined || inner === null) return value;
  return { ...value, [key]: each && Array.isArray(inner) ? inner.map((one) => replaced(one, rest)) : replaced(inner, rest) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
