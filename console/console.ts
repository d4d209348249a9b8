import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { AppDeps } from '../api/deps.ts';
import { addressLimit, NO_LIMITS, retryAt } from '../api/http/limits.ts';
import { refuseOtherMethods } from '../api/http/methods.ts';
import { sendReply } from './answer.ts';
import { mountClaimPage } from './claim-page/routes.ts';
import { mountClaims } from './routes/claim-routes.ts';
import { type ConsoleParts, mountPages } from './routes/page-routes.ts';
import { mountForms } from './routes/post-routes.ts';
import { mountSession } from './routes/session-routes.ts';
import { mountRestart } from './routes/workflow-routes.ts';
import { consoleHeaders } from './security.ts';
import { TooManyFailures } from './session.ts';

/**
 * The console for support staff. Its pages read the store as the API's handlers do, and whatever changes an order goes through
 * the API's own routes: the console has no rights of its own.
 */
export function mountConsole(app: Express, deps: AppDeps, options: Omit<ConsoleParts, 'deps'>): void {
  const parts: ConsoleParts = { deps, ...options };
  // Pages and the claim page count apart from the API: one busy screen does not stop a backend behind the same address.
  app.use(['/console', '/claim'], addressLimit(deps.limits ?? NO_LIMITS, tooMany));
  app.use('/console', consoleHeaders());
  app.use('/console/assets/htmx', assets(dirname(createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js'))));
  app.use('/console/assets', assets(fileURLToPath(new URL('./assets', import.meta.url))));
  // Who types the bare address wants the pages, not a problem document.
  app.get(['/', '/console/'], (_request: Request, response: Response) => response.redirect(303, '/console'));
  mountSession(app, parts);
  // Before the pages of an order: filing has a page below one.
  mountClaims(app, parts);
  mountPages(app, parts);
  mountForms(app, parts);
  mountRestart(app, parts);
  mountClaimPage(app, parts);
  app.use(['/console', '/claim'], refuseOtherMethods(app, notByThisMethod), tooManyFailures);
  app.use('/console', (_request: Request, response: Response, _next: NextFunction) => {
    sendReply(response, { status: 404, title: 'Not found', text: 'There is no such page.' });
  });
}

function tooMany(_request: Request, response: Response): void {
  sendReply(response, { status: 429, title: 'Too many requests', text: 'Nothing was done. Wait a minute, then go on.' });
}

function notByThisMethod(_request: Request, response: Response): void {
  sendReply(response, { status: 405, title: 'Not by this method', text: 'Nothing was done.' });
}

/** Express knows an error handler by its four parameters. */
function tooManyFailures(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (!(error instanceof TooManyFailures)) {
    next(error);
    return;
  }
  retryAt(response, error.retryAt);
  tooMany(request, response);
}

function assets(folder: string): express.Handler {
  // An hour: a new version is seen the same day without a build step that names files by their content.
  return express.static(folder, { index: false, dotfiles: 'ignore', redirect: false, maxAge: '1h' });
}
