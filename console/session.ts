import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Caller } from '../api/auth/auth.ts';
import type { Gate } from '../api/auth/gate.ts';
import { formToken, isSameOrigin } from './security.ts';

/** Who looks at the pages, and what their forms must carry. */
export interface Session {
  readonly caller: Caller;
  readonly formToken: string;
  /** The credentials come with every request by themselves: a cookie. */
  readonly isAmbient: boolean;
}

const NAME = 'holdfast_console';
const HOST_NAME = '__Host-holdfast_console';
/** A browser keeps 4,096 bytes of a cookie, its name and the session's secret included. */
export const TOKEN_LENGTH_MAX = 3_900;
const VALUE = /^([A-Za-z0-9_-]{22})\.([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{1,3900})$/;
const LIFE_SECONDS = 12 * 60 * 60;

/** From this address too many credentials were refused; none is looked at now. */
export class TooManyFailures extends Error {
  override readonly name = 'TooManyFailures';
  readonly retryAt: Date;
  constructor(retryAt: Date) {
    super('too many credentials were refused');
    this.retryAt = retryAt;
  }
}

/**
 * By the `Authorization` header as for the API, else by the cookie that the login page set; null: nobody known.
 * @throws TooManyFailures; CredentialsUnknowable; StoreUnavailable
 */
export async function sessionOf(request: Request, gate: Gate): Promise<Session | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const caller = await callerBy(gate, request);
    return caller && { caller, formToken: formToken(authorization), isAmbient: false };
  }
  const [, secret, token] = VALUE.exec(cookieOf(request) ?? '') ?? [];
  if (secret === undefined || token === undefined) return null;
  const caller = await callerBy(gate, asBearer(request, token));
  return caller && { caller, formToken: formToken(secret), isAmbient: true };
}

async function callerBy(gate: Gate, request: Parameters<Gate['pass']>[0]): Promise<Caller | null> {
  const passed = await gate.pass(request);
  if ('caller' in passed) return passed.caller;
  if (passed.retryAt) throw new TooManyFailures(passed.retryAt);
  return null;
}

/** A token that came in another way, as if it had come in the header. */
export function asBearer({ ip }: Pick<Request, 'ip'>, token: string): Parameters<Gate['pass']>[0] {
  return { ip, headersDistinct: { authorization: [`Bearer ${token}`] } };
}

/** A cookie's value has no quotes, commas, semicolons or backslashes; no token of ours has either. */
export function fitsCookie(token: string): boolean {
  return VALUE.test(`${'x'.repeat(22)}.${token}`);
}

/** Cookie names with `__Host-` are bound to this host and to https; browsers refuse them without it. */
export function startSession(request: Request, response: Response, token: string): void {
  const secret = randomBytes(16).toString('base64url');
  setCookie(request, response, `${secret}.${token}`, LIFE_SECONDS * 1000);
}

export function endSession(request: Request, response: Response): void {
  setCookie(request, response, '', 0);
}

/** A form counts where it came from a page of ours and carries this session's token. */
export function mayPost(request: Request, session: Session, given: string | null): boolean {
  if (!isSameOrigin(request, session.isAmbient)) return false;
  return !session.isAmbient || isSame(given ?? '', session.formToken);
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function setCookie(request: Request, response: Response, value: string, maxAge: number): void {
  const isSecure = request.secure;
  response.cookie(isSecure ? HOST_NAME : NAME, value, {
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure,
    path: '/',
    maxAge,
    encode: (text) => text,
  });
}

function cookieOf(request: Request): string | null {
  const wanted = request.secure ? HOST_NAME : NAME;
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === wanted) return pair.slice(at + 1).trim();
  }
  return null;
}
