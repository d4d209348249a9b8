import { z } from 'zod';
import { type Parsed, parseBy } from './parsed.ts';
import { escapedKey, unsoundness } from './sound.ts';

const NAMES_MAX = 30;
const noQuery = z.strictObject({});

/** The query by its schema; a name given twice, or one that is unknown, is refused like a field of a body. */
export function readQuery<Q>(url: string, schema: z.ZodType<Q> | undefined): Parsed<Q> {
  const at = url.indexOf('?');
  const pairs = [...new URLSearchParams(at < 0 ? '' : url.slice(at))];
  if (pairs.length > NAMES_MAX) return wrong('', 'has too many parameters in its query');
  const twice = pairs.find(([name], index) => pairs.findIndex(([other]) => other === name) !== index);
  if (twice) return wrong(`/${escapedKey(twice[0])}`, 'is given twice');
  const given = Object.fromEntries(pairs);
  const unsound = unsoundness(given);
  if (unsound) return { ok: false, errors: [unsound] };
  // A route without a query schema never reads its query: Q is then whatever its handler does not use.
  return parseBy(schema ?? (noQuery as unknown as z.ZodType<Q>), given);
}

function wrong(pointer: string, message: string): Parsed<never> {
  return { ok: false, errors: [{ pointer, message }] };
}
