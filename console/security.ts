import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * What every page of the console may do: nothing but what comes from its own origin; no inline script or style, no eval.
 * Only two named policies may make HTML out of text, and none may make scripts (assets/console.js).
 */
export function consoleHeaders(): RequestHandler {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ['console'],
      },
    },
    // api/app.ts says it, where the request came by https.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    // Pages hold names and addresses: neither a proxy nor the back button keeps them. Assets say otherwise for themselves.
    response.setHeader('Cache-Control', 'no-store');
    protect(request, response, next);
  };
}

/**
 * Whether a request that changes something came from a page of ours. Browsers say so themselves; where they do not yet, the
 * Origin does. `isAmbient`: the credentials came by themselves (a cookie), so silence is not enough.
 */
export function isSameOrigin({ headers }: Pick<IncomingMessage, 'headers'>, isAmbient: boolean): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined) return !isAmbient;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

/** The token of a session's forms: known to its pages only, because the cookie it follows from cannot be read by any script. */
export function formToken(secret: string): string {
  return createHash('sha256').update(`holdfast form ${secret}`, 'utf8').digest('base64url');
}
