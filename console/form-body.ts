import { BODY_BYTES_MAX, type Unread } from '../api/http/json-body.ts';
import type { Raw } from './forms/field.ts';

/** What a plain HTML form sends; null where it is none, or larger than any body of the API. */
export async function readForm(request: Unread): Promise<Raw | null> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // Percent signs make a form up to three times as long as the JSON that it stands for.
    if (length > 3 * BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  const raw = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString('utf8'))) {
    const values = raw.get(name) ?? [];
    values.push(value);
    raw.set(name, values);
  }
  return raw;
}
