import type { IncomingHttpHeaders } from 'node:http';
import type { Problem } from './problems.ts';

/** Contract: bodies are small; a batch of 20 commands with texts fits. */
export const BODY_BYTES_MAX = 100 * 1024;

/** A request whose body was not read yet. */
export interface Unread extends AsyncIterable<Buffer> {
  readonly headers: IncomingHttpHeaders;
}

export type BodyRead = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem };

const JSON_TYPE = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i;

/**
 * Reads the body after the caller was authorised: nobody else's bytes are parsed. In the contract's order: 413, 415, 400.
 * @returns `{}` where there is none. Never throws for what a client sends; rejects where the client went away.
 */
export async function readJson(request: Unread): Promise<BodyRead> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > BODY_BYTES_MAX) return tooLarge();
  const bytes = await readBytes(request);
  if (bytes === null) return tooLarge();
  if (bytes.length === 0) return { ok: true, value: {} };
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return unsupported('A body is sent without Content-Encoding.');
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) return unsupported('A body is application/json in UTF-8.');
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return { ok: false, problem: { code: 'malformed_json', detail: 'The body is not JSON in UTF-8.' } };
  }
}

async function readBytes(request: Unread): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): BodyRead {
  return { ok: false, problem: { code: 'too_large', detail: `A body has at most ${BODY_BYTES_MAX} bytes.` } };
}

function unsupported(detail: string): BodyRead {
  return { ok: false, problem: { code: 'unsupported_media_type', detail } };
}
