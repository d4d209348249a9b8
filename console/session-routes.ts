import type { Express, Request, Response } from 'express';
import { callerOf } from '../api/auth.ts';
import { seeOther, sendPage, sendReply } from './answer.ts';
import { readForm } from './form-body.ts';
import { one } from './forms/field.ts';
import { page } from './layout.ts';
import { type ConsoleParts, nameRoute, textOf } from './page-routes.ts';
import { LOGIN_ROLES, login } from './pages/login.ts';
import { isSameOrigin } from './security.ts';
import { endSession, mayPost, sessionOf, startSession } from './session.ts';

const SUBJECT = /^[A-Za-z0-9_-]{1,100}$/;
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
  const content = login({ ...given, to: ownPage(given.to), isOpen: deps.developmentTokens });
  sendPage(response, page({ title: 'Sign in', session: null, content }), status);
}

async function signIn(request: Request, response: Response, parts: ConsoleParts): Promise<void> {
  const raw = await readForm(request);
  if (raw === null || !isSameOrigin(request, true)) {
    sendReply(response, { status: 403, title: 'Not from this page', text: 'Sign in with the form of this console.' });
    return;
  }
  const given = { to: one(raw, 'to'), role: one(raw, 'role'), subject: one(raw, 'subject').trim() };
  const token = `dev-${given.role}:${given.subject}`;
  const isNamed = SUBJECT.test(given.subject) && LOGIN_ROLES.some((role) => role === given.role);
  const caller = isNamed && parts.deps.developmentTokens ? await callerOf(`Bearer ${token}`, parts.authenticators) : null;
  if (!caller) {
    draw(response, parts, { ...given, problem: 'Choose a role, and an id of letters, digits, - and _.' }, 422);
    return;
  }
  startSession(request, response, token);
  seeOther(response, ownPage(given.to));
}

async function signOut(request: Request, response: Response, { authenticators }: ConsoleParts): Promise<void> {
  const session = await sessionOf(request, authenticators);
  const raw = await readForm(request);
  if (session && raw && mayPost(request, session, one(raw, 'formToken'))) endSession(request, response);
  seeOther(response, '/console/login');
}

/** Nobody is sent elsewhere by a link to the login page. */
function ownPage(to: string): string {
  return OWN_PAGE.test(to) && !to.includes('//') && !to.includes('\\') ? to : '/console';
}
