import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { NotStarted, TemporalUnavailable } from '../commands/recovery/restart.ts';
import { StorageUnavailable } from '../storage/blobs.ts';
import { BadCursor, StoreUnavailable } from '../store/contract/errors.ts';
import { type Fault, faultOf, isUnkeepable } from '../store/engine/fault.ts';
import { createMeters } from '../telemetry/meters.ts';
import { checkAccess } from './auth/access.ts';
import { type Caller, CredentialsUnknowable } from './auth/auth.ts';
import { createGate, type Gate } from './auth/gate.ts';
import type { AppDeps } from './deps.ts';
import { mountHealth } from './health.ts';
import { soundHead } from './http/head.ts';
import { addressLimit, callerLimit, NO_LIMITS, retryAt, TOO_MANY } from './http/limits.ts';
import { refuseOtherMethods, refuseUnusualMethods } from './http/methods.ts';
import { observe } from './http/observe.ts';
import { invalidField, NOT_FOUND, type Problem } from './http/problems.ts';
import { commandIdOf, send, sendProblem } from './http/reply.ts';
import { requestId, requestIdOf } from './http/request-id.ts';
import type { Route } from './http/route.ts';
import { askReadiness } from './readiness.ts';
import { mountDocs } from './reference/docs.ts';
import { ROUTES } from './routes/index.ts';

/** The edge, without listening: everything it needs is given to it. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  // The number of proxies, or their addresses; never everybody, who could then name any address as its own.
  app.set('trust proxy', typeof deps.trustProxy === 'number' ? deps.trustProxy : [...(deps.trustProxy ?? [])]);
  checkAccess(ROUTES);
  const meters = deps.meters ?? createMeters();
  const limits = deps.limits ?? NO_LIMITS;
  const gate = createGate(deps);
  app.use(requestId, observe(app, deps, meters), security(), onlyByHttps);
  app.use(soundHead(deps.developmentTokens, refused), refuseUnusualMethods(app, refused));
  // Made from memory or from the disk, and still not for nothing. Probes are never told to come later.
  app.use(['/metrics', '/openapi.json', '/docs'], addressLimit(limits, refuseTooMany));
  mountHealth(app, { ...deps, readiness: deps.readiness ?? askReadiness(deps) }, meters);
  mountDocs(app);
  app.use('/v1', addressLimit(limits, refuseTooMany), authenticated(gate), callerLimit(limits, refuseTooMany));
  for (const route of ROUTES) mount(app, deps, route);
  deps.mountConsole?.(app, gate);
  app.use(refuseOtherMethods(app, refused));
  app.use((request: Request, response: Response) => sendProblem(response, NOT_FOUND, request.path));
  app.use(failed(deps));
  return app;
}

function security() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Said below, where it is true.
    strictTransportSecurity: false,
  });
}

/** A browser that came by https once comes no other way for a year. Over plain HTTP, and of a proxy that is not trusted, it is not said. */
function onlyByHttps(request: Request, response: Response, next: NextFunction): void {
  if (request.secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
  next();
}

function refuseTooMany(request: Request, response: Response): void {
  sendProblem(response, TOO_MANY, instanceOf(request));
}

function refused(request: Request, response: Response, problem: Problem): void {
  sendProblem(response, problem, instanceOf(request));
}

function authenticated(gate: Gate) {
  return async function authenticate(request: Request, response: Response, next: NextFunction): Promise<void> {
    // Orders are about people: no cache on the way keeps them.
    response.setHeader('Cache-Control', 'no-store');
    const passed = await gate.pass(request);
    if ('caller' in passed) {
      response.locals['caller'] = passed.caller;
      next();
      return;
    }
    if (passed.retryAt) retryAt(response, passed.retryAt);
    sendProblem(response, passed.problem, instanceOf(request));
  };
}

function mount(app: Express, deps: AppDeps, route: Route): void {
  app[route.method](expressPath(route.path), async (request: Request, response: Response) => {
    response.locals['route'] = route.path;
    response.locals['orderId'] = knownId(request.params['orderId']);
    const reply = await route.run(deps, response.locals['caller'] as Caller, request, requestIdOf(response));
    response.locals['commandId'] = commandIdOf(reply);
    send(response, reply, instanceOf(request));
  });
}

function failed({ logger }: AppDeps) {
  // Express knows an error handler by its four parameters.
  return function failRequest(error: unknown, request: Request, response: Response, _next: NextFunction): void {
    // Whoever sent it went away, or was too slow: there is nobody to answer, and nothing of ours failed.
    if (request.destroyed && !request.complete) {
      response.destroy();
      return;
    }
    const problem = problemOfError(error);
    if (problem.code === 'internal_error' || isUnkeepable(error)) {
      // The message may hold what was sent; the stack's frames do not.
      logger.error({ requestId: requestIdOf(response), route: response.locals['route'], ...traceOf(error) }, 'a request failed');
    }
    if (error instanceof StoreUnavailable) {
      logger.warn({ requestId: requestIdOf(response), route: response.locals['route'], ...faultOf(error) }, 'the store does not answer');
    }
    if (error instanceof StorageUnavailable) {
      // Wrong credentials, a bucket that is not there, a full disk: somebody must see to it.
      logger.error({ requestId: requestIdOf(response), route: response.locals['route'], ...traceOf(error.cause) }, 'no storage');
    }
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem, instanceOf(request));
  };
}

function problemOfError(error: unknown): Problem {
  if (error instanceof StoreUnavailable) {
    const detail = 'The store does not answer; whether the request was taken is unknown. The same Idempotency-Key tells.';
    return { code: 'temporarily_unavailable', detail };
  }
  if (error instanceof StorageUnavailable) {
    return { code: 'temporarily_unavailable', detail: 'The storage of documents does not answer; the same bytes may be sent again.' };
  }
  if (error instanceof TemporalUnavailable || error instanceof NotStarted) {
    const detail = 'Temporal does not answer, or did not start the new workflow: do it again, it may be repeated.';
    return { code: 'temporarily_unavailable', detail };
  }
  if (error instanceof CredentialsUnknowable) {
    const detail = 'Whether these credentials are valid cannot be told now: whoever issued them does not answer. Nothing was done.';
    return { code: 'temporarily_unavailable', detail };
  }
  if (error instanceof BadCursor) return invalidField('/cursor', 'is not a cursor of this list');
  // Every value is judged before it reaches the store; one that was overlooked is still the request's fault.
  if (isUnkeepable(error)) return { code: 'invalid_request', detail: 'It has a value that cannot be kept.' };
  // A path that cannot be decoded names nothing; Express throws it before any route is found.
  if (error instanceof URIError) return NOT_FOUND;
  return { code: 'internal_error', detail: 'Something went wrong here. The request id finds it in the log.' };
}

function traceOf(error: unknown): Fault & { readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { ...faultOf(error), frames: frames.slice(0, 10).map((line) => line.trim()) };
}

function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** The path without its query, which may hold a name. */
function instanceOf({ originalUrl }: Request): string {
  return (originalUrl.split('?', 1)[0] ?? '').slice(0, 500);
}

function knownId(id: string | string[] | undefined): string | undefined {
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(id) ? id : undefined;
}
