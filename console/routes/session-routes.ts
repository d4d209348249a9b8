import type { Express, Request, Response } from 'express';
import { CredentialsUnknowable, SUBJECT } from '../../api/auth/auth.ts';
import { retryAt } from '../../api/http/limits.ts';
import { StoreUnavailable } from '../../store/contract/errors.ts';
import { notFromThisPage, seeOther, sendPage } from '../answer.ts';
import { readForm } from '../form-body.ts';
import { one } from '../forms/field.ts';
import { page } from '../layout.ts';
import { LOGIN_ROLES, login } from '../pages/login.ts';
import { isSameOrigin } from '../security.ts';
import { asBearer, endSession, fitsCookie, mayPost, sessionOf, startSession, TOKEN_LENGTH_MAX } from '../session.ts';
import { type ConsoleParts, nameRoute, textOf } from './page-routes.ts';

const OWN_PAGE = /^\/console(?:[/?][\x21-\x7e]*)?$/;

export function mountSession(app: Express, parts: ConsoleParts): void {
  app.get('/console/login', nameRoute('/console/login'), (request: Request, response: Response) => {
    draw(response, parts, { to: textOf(request.query['to']), problem: null, role: 'support', subject: 'agent-1' }, 200);
  });
  app.post('/console/login', nameRoute('/console/login'), (request: Request, response: Response) => signIn(request, response, parts));
  app.post('/console/logout', nameRoute('/console/logout'), (request: Request, response: Response) => signOut(request, response, parts));
}

interface Given {
  readonly to: string;
  readonly problem: string | null;
  readonly role: string;
  readonly subject: string;
}

function draw(response: Response, { deps }: ConsoleParts, given: Given, status: number): void {
  const { developmentTokens, authenticators = [] } = deps;
  const content = login({
    ...given,
    to: ownPage(given.to),
    isDevelopment: developmentTokens,
    takesTokens: authenticators.length > 0,
  });
  sendPage(response, page({ title: 'Sign in', session: null, content }), status);
}

async function signIn(request: Request, response: Response, parts: ConsoleParts): Promise<void> {
  const raw = await readForm(request);
  if (raw === null || !isSameOrigin(request, true)) {
    notFromThisPage(response, null, 'Sign in with the form of this console.');
    return;
  }
  if (raw.has('token')) {
    await takeToken(request, response, parts, { to: one(raw, 'to'), token: tokenIn(one(raw, 'token')) });
    return;
  }
  const given = { to: one(raw, 'to'), role: one(raw, 'role'), subject: one(raw, 'subject').trim() };
  const token = `dev-${given.role}:${given.subject}`;
  const isNamed = SUBJECT.test(given.subject) && LOGIN_ROLES.some((role) => role === given.role);
  const passed = isNamed && parts.deps.developmentTokens ? await parts.gate.pass(asBearer(request, token)) : null;
  if (!passed || !('caller' in passed)) {
    draw(response, parts, { ...given, problem: 'Choose a role, and an id of letters, digits, - and _.' }, 422);
    return;
  }
  startSession(request, response, token);
  seeOther(response, ownPage(given.to));
}

/** As it was copied: with the scheme before it, or a line's end after it. */
function tokenIn(pasted: string): string {
  return pasted.trim().replace(/^Bearer\s+/i, '');
}

const NOT_TAKEN = { role: 'support', subject: 'agent-1' };

async function takeToken(
  request: Request,
  response: Response,
  parts: ConsoleParts,
  { to, token }: { readonly to: string; readonly token: string },
): Promise<void> {
  const refuse = (problem: string, status: number): void => draw(response, parts, { ...NOT_TAKEN, to, problem }, status);
  if (!fitsCookie(token)) {
    const long = `This token is too long to be kept in a cookie: the limit is ${TOKEN_LENGTH_MAX} characters. Ask for one with fewer claims.`;
    refuse(token.length > TOKEN_LENGTH_MAX ? long : 'This is no token: copy all of it, and nothing else.', 422);
    return;
  }
  try {
    const passed = await parts.gate.pass(asBearer(request, token));
    if ('caller' in passed) {
      startSession(request, response, token);
      seeOther(response, ownPage(to));
      return;
    }
    if (passed.retryAt) retryAt(response, passed.retryAt);
    if (passed.retryAt) refuse('Too many tokens were tried from this address. Wait a minute, then try again.', 429);
    else refuse('This token is not valid here, or not any more.', 422);
  } catch (error) {
    if (!(error instanceof CredentialsUnknowable) && !(error instanceof StoreUnavailable)) throw error;
    refuse('Whether this token is valid cannot be told now. Try again in a moment.', 503);
  }
}

async function signOut(request: Request, response: Response, { gate }: ConsoleParts): Promise<void> {
  const session = await sessionOf(request, gate);
  const raw = await readForm(request);
  if (session && raw && mayPost(request, session, one(raw, 'formToken'))) endSession(request, response);
  seeOther(response, '/console/login');
}

/** Nobody is sent elsewhere by a link to the login page. */
function ownPage(to: string): string {
  return OWN_PAGE.test(to) && !to.includes('//') && !to.includes('\\') ? to : '/console';
}
