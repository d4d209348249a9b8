import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import type { Problem } from '../../api/http/problems.ts';
import { type Written, writtenTo } from '../../storage/written.ts';

/** A file of a form, on the disk until the form has been dealt with. */
export interface SentFile extends Written {
  readonly field: string;
  /** As the browser says; the bytes decide. */
  readonly contentType: string;
  readonly path: string;
}

export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly SentFile[];
}

type FormRead = { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly problem: Problem };

const MIB = 1024 * 1024;
/** A receipt, a video and some photos. */
const FORM_BYTES_MAX = 80 * MIB;
const FILE_BYTES_MAX = 50 * MIB;
const FILES_MAX = 12;
/** 4,000 characters of up to four bytes, with room. */
const FIELD_BYTES_MAX = 20_000;
const FIELDS_MAX = 40;

const TOO_LARGE: FormRead = { ok: false, problem: { code: 'too_large', detail: 'The form was too large.' } };
const NO_FORM: FormRead = { ok: false, problem: { code: 'unsupported_media_type', detail: 'This was not the form of this page.' } };

/**
 * Reads a form with files, and gives it to `take`. Files are written to `folder` as they come and are removed when `take` has ended:
 * whatever is sent, little of it is ever in memory.
 * @throws what `take` throws, and where the sender goes away
 */
export async function withForm(
  request: Readable & { readonly headers: IncomingHttpHeaders },
  folder: string,
  take: (read: FormRead) => Promise<void>,
): Promise<void> {
  const contentType = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*;/i.test(contentType)) return take(NO_FORM);
  if (Number(request.headers['content-length'] ?? 0) > FORM_BYTES_MAX) return take(TOO_LARGE);
  const own = join(folder, `form-${randomUUID()}`);
  await mkdir(own, { mode: 0o700 });
  try {
    await take(await read(request, contentType, own));
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

async function read(request: Readable, contentType: string, folder: string): Promise<FormRead> {
  let parser: BusboyInstance;
  try {
    parser = new Busboy({
      headers: { 'content-type': contentType },
      // One more of each than is allowed, so that too many are seen.
      limits: { fieldNameSize: 100, fieldSize: FIELD_BYTES_MAX, fields: FIELDS_MAX, files: FILES_MAX, headerPairs: 50, headerSize: 8_192 },
    });
  } catch {
    return NO_FORM;
  }
  const fields = new Map<string, string>();
  const files: Promise<SentFile | null>[] = [];
  const state = { isTooLarge: false };
  const tooLarge = (): void => {
    state.isTooLarge = true;
  };
  parser.on('field', (name, value, nameTruncated, valueTruncated) => {
    if (nameTruncated || valueTruncated) tooLarge();
    else fields.set(name, value.replaceAll('\r\n', '\n'));
  });
  parser.on('file', (field, bytes, _name, _encoding, type) => {
    const path = join(folder, randomUUID());
    const written = writtenTo(path, bytes, FILE_BYTES_MAX).then((came) => came && { ...came, field, contentType: type, path });
    // What comes after it is not read any more; the parser waits for nobody then.
    written.then(
      (came) => came === null && tooLarge(),
      () => undefined,
    );
    files.push(written);
  });
  parser.on('filesLimit', tooLarge);
  parser.on('fieldsLimit', tooLarge);
  const end = await fed(parser, request, () => state.isTooLarge);
  if (end === 'malformed') {
    await Promise.allSettled(files);
    return NO_FORM;
  }
  if (end === 'too_large' || state.isTooLarge) {
    await Promise.allSettled(files);
    return TOO_LARGE;
  }
  const whole = (await Promise.all(files)).filter((file) => file !== null);
  if (state.isTooLarge) return TOO_LARGE;
  // A field without a file is sent as an empty one.
  return { ok: true, form: { fields, files: whole.filter(({ length }) => length > 0) } };
}

/** Hands the parser what comes, no faster than it is written. The request stays whole, so that it can be answered. */
async function fed(parser: BusboyInstance, request: Readable, isEnough: () => boolean): Promise<'whole' | 'malformed' | 'too_large'> {
  const finished = once(parser, 'finish').then(
    () => 'whole' as const,
    () => 'malformed' as const,
  );
  let length = 0;
  let isMalformed = false;
  void finished.then((end) => {
    isMalformed = end === 'malformed';
  });
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > FORM_BYTES_MAX || isEnough()) return 'too_large';
      if (isMalformed) return 'malformed';
      if (!parser.write(chunk)) await Promise.race([once(parser, 'drain').catch(() => undefined), finished]);
    }
    parser.end();
    return await finished;
  } finally {
    if (!parser.writableFinished) parser.destroy(new Error('the form ended early'));
  }
}
