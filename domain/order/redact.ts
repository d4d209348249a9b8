import type { CommandBodies, CommandName } from './bodies.ts';
import { COMMANDS } from './commands/index.ts';
import type { PrivateData } from './details.ts';

/** Stands for a text in the workflow: the rules see that it was given, nobody sees what it says. */
export const REDACTED = '•';

/** The body as it may enter a workflow's history: the same shape, every private field as the marker. */
export function redact<N extends CommandName>(command: N, body: CommandBodies[N]): CommandBodies[N] {
  return COMMANDS[command].privateFields.reduce<unknown>((redacted, path) => replaced(redacted, path.split('.')), body) as CommandBodies[N];
}

/** The private side of a body: the fields that are redacted, at their places; null where none was given. */
export function privateTexts(command: CommandName, body: unknown): PrivateData | null {
  const given = isObject(body) ? body : {};
  const heads = COMMANDS[command].privateFields.map((path) => path.split(/[.[]/, 1)[0] ?? '');
  const texts = Object.fromEntries(heads.map((head) => [head, given[head]]).filter(([, value]) => value !== undefined && value !== null));
  return Object.keys(texts).length > 0 ? texts : null;
}

/** Replaces what lies at a path such as `items[].note`, `customerNotified.summary` or `address.*`. */
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
