import type { NextFunction, Request, Response } from 'express';
import { isLoopback } from '../auth/loopback.ts';
import type { Problem } from './problems.ts';

/** Headers that say one thing: what takes the first and what takes the last would read different requests. */
const SINGLE: ReadonlySet<string> = new Set(['host', 'content-type', 'content-length', 'origin']);
const AUTHORITY = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9.-]{1,253}?))\.?(?::\d{0,5})?$/i;

const AMBIGUOUS: Problem = { code: 'ambiguous_request', detail: 'A header that says one thing came more than once. Nothing was done.' };
const NOT_OURS: Problem = {
  code: 'misdirected_request',
  detail: 'Where development tokens are accepted, this program is called localhost or by a loopback address, and nothing else.',
};

type Answer = (request: Request, response: Response, problem: Problem) => void;

/**
 * What the head of a request must be before anything is looked at.
 * @param isDevelopment anybody may make a token, and only who reaches the loopback address should: then a page of another site whose name
 * was made to point here (DNS rebinding) is told by the name that its browser sends
 */
export function soundHead(isDevelopment: boolean, answer: Answer) {
  return function checkHead(request: Request, response: Response, next: NextFunction): void {
    if (hasTwice(request.rawHeaders)) answer(request, response, AMBIGUOUS);
    else if (isDevelopment && !authoritiesOf(request).every(isOwnAuthority)) answer(request, response, NOT_OURS);
    else next();
  };
}

/** @param raw names and values by turns, as Node reads them */
function hasTwice(raw: readonly string[]): boolean {
  const single = raw.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const seen = single.filter((name) => SINGLE.has(name));
  return new Set(seen).size < seen.length;
}

/** Whom the request is for: by its header and, where the target is a whole URL, by that too. */
function authoritiesOf({ headers, url }: Pick<Request, 'headers' | 'url'>): readonly string[] {
  const own = headers.host ?? '';
  if (url.startsWith('/') || url === '*') return [own];
  return [own, /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? ''];
}

/** `localhost`, or a loopback address as it is written; a name that only resolves to one is not enough, for names can be moved. */
export function isOwnAuthority(text: string): boolean {
  const [, inBrackets, name] = AUTHORITY.exec(text) ?? [];
  // An IPv6 address stands in brackets here, and nothing else does.
  if (inBrackets !== undefined) return inBrackets.includes(':') && isLoopback(inBrackets);
  return name !== undefined && isLoopback(name.toLowerCase());
}
