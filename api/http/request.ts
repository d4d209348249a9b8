import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FieldError } from '../../domain/shared/deciding/refusal.ts';
import type { NewRequest } from '../../store/contract/store.ts';
import { canonicalJson, sha256 } from '../../store/event-log/canonical.ts';
import { type Caller, callerKey } from '../auth/auth.ts';

export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
const VERSION_TAG = /^"v(\d{1,9})"$/;

/** What is wrong with the headers of a request that may change something. */
export function headerErrors({ headers }: Pick<IncomingMessage, 'headers'>): readonly FieldError[] {
  const key = headers['idempotency-key'];
  if (key === undefined || (typeof key === 'string' && IDEMPOTENCY_KEY.test(key))) return [];
  return [{ pointer: '', message: 'has an Idempotency-Key that is not 1 to 255 visible ASCII characters' }];
}

/** Null where there is none; `headerErrors` has refused what is not one. */
export function readIdempotencyKey({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const key = headers['idempotency-key'];
  return typeof key === 'string' && IDEMPOTENCY_KEY.test(key) ? key : null;
}

/**
 * The version that `If-Match` asks for; null: any. Of a list it is the one that is there now, else the newest. A tag that no order
 * can have (another form, a weak one) is version 0, which matches none: the rules then refuse it with 412 and say who changed it.
 */
export function expectedVersion(ifMatch: string | undefined, current: number): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  const versions = ifMatch.split(',').map((tag) => Number(VERSION_TAG.exec(tag.trim())?.[1] ?? 0));
  return versions.includes(current) ? current : Math.max(...versions);
}

export function versionTag(version: number): string {
  return `"v${version}"`;
}

export interface RequestParts {
  readonly caller: Caller;
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly body: unknown;
}

/** The id of a request with a key, which a repeat finds it by; null without one. */
export function keyedCommandId({ caller, method, path, idempotencyKey }: Omit<RequestParts, 'body'>): string | null {
  return idempotencyKey === null ? null : keyedId([callerKey(caller), method, path, idempotencyKey]);
}

/** The inbox's row of a request. With a key its id follows from caller, method, path and key, so that a repeat finds it. */
export function newRequest(parts: RequestParts, order: NewRequest['order'] = null): NewRequest {
  const { caller, method, path, idempotencyKey, body } = parts;
  return {
    commandId: keyedCommandId(parts) ?? randomUUID(),
    caller: callerKey(caller),
    idempotencyKey,
    method,
    path,
    bodyHash: sha256(canonicalJson(body ?? {})),
    order,
  };
}

function keyedId(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('base64url');
}
