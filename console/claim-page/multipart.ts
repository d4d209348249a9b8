import type { Unread } from '../../api/json-body.ts';

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly { readonly field: string; readonly contentType: string; readonly bytes: Buffer }[];
}

/** A receipt, a video and some photos. */
const FORM_BYTES_MAX = 80 * 1024 * 1024;
const FILES_MAX = 12;

/** A form with files, read by the platform's own parser; null where it is none or too large. */
export async function readMultipart(request: Unread): Promise<Form | null> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\b/i.test(contentType)) return null;
  if (Number(request.headers['content-length'] ?? 0) > FORM_BYTES_MAX) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > FORM_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  try {
    return await formOf(await new Response(Buffer.concat(chunks), { headers: { 'content-type': contentType } }).formData());
  } catch {
    return null;
  }
}

async function formOf(data: FormData): Promise<Form | null> {
  const fields = new Map<string, string>();
  const files: { field: string; contentType: string; bytes: Buffer }[] = [];
  for (const [field, value] of data) {
    if (typeof value === 'string') fields.set(field, value.replaceAll('\r\n', '\n'));
    // A field without a file is sent as an empty one.
    else if (value.size > 0) files.push({ field, contentType: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return files.length > FILES_MAX ? null : { fields, files };
}
