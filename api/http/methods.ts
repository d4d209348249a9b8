import type { Express, NextFunction, Request, Response } from 'express';
import type { Problem } from './problems.ts';

/** What some path takes, or a client may reasonably try. The others (TRACE would echo what it was sent) are refused unseen. */
const USUAL: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const ORDER = ['GET', 'HEAD', 'POST', 'PUT'];

type Answer = (request: Request, response: Response, problem: Problem) => void;

/** Of Express' router what is asked here. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

export function refuseUnusualMethods(app: Express, answer: Answer) {
  return function refuseUnusual(request: Request, response: Response, next: NextFunction): void {
    if (USUAL.has(request.method)) next();
    else refuse(request, response, methodsAt(app, request.path), answer);
  };
}

/** After all routes: a path that is served, by another method. */
export function refuseOtherMethods(app: Express, answer: Answer) {
  return function refuseOther(request: Request, response: Response, next: NextFunction): void {
    const methods = methodsAt(app, request.baseUrl + request.path);
    if (methods.length === 0) next();
    else refuse(request, response, methods, answer);
  };
}

function refuse(request: Request, response: Response, methods: readonly string[], answer: Answer): void {
  const allow = methods.join(', ');
  response.setHeader('Allow', allow);
  answer(request, response, { code: 'method_not_allowed', detail: allow === '' ? 'Nothing is served here.' : `Here: ${allow}.` });
}

function methodsAt(app: Express, path: string): readonly string[] {
  const layers = app.router.stack as unknown as readonly Layer[];
  const found = layers.filter((layer) => layer.route && isAt(layer, path)).flatMap(({ route }) => Object.keys(route?.methods ?? {}));
  const methods = new Set(found.map((method) => method.toUpperCase()));
  if (methods.has('GET')) methods.add('HEAD');
  return ORDER.filter((method) => methods.has(method));
}

/** A path that cannot be decoded is at no route. */
function isAt(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
