import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Express } from 'express';

const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 30_000;
/** 50 MiB from a technician's phone. */
const UPLOAD_MS_MAX = 10 * 60_000;
const HEADER_BYTES_MAX = 16 * 1024;

export interface HttpLimits {
  /** How long a request may take to arrive, ms. */
  readonly requestMs?: number;
  /** True while the process stops: each answer then asks its client to take another connection next time. */
  readonly isStopping?: () => boolean;
}

const clocks = new WeakMap<object, NodeJS.Timeout>();

/** A server with the limits that the edge relies on; the caller listens, and closes it. */
export function createHttpServer(app: Express, { requestMs = REQUEST_MS_MAX, isStopping = () => false }: HttpLimits = {}): Server {
  return createServer(
    {
      headersTimeout: HEADERS_MS_MAX,
      requestTimeout: UPLOAD_MS_MAX,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 10_000,
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    (request, response) => {
      const clock = setTimeout(() => tooSlow(request, response), requestMs).unref();
      clocks.set(request, clock);
      request.once('close', () => clearTimeout(clock));
      if (isStopping()) response.shouldKeepAlive = false;
      app(request, response);
    },
  );
}

/** For a request whose sender is known and whose body is large: it has the time that an upload takes. */
export function takesItsTime(request: object): void {
  clearTimeout(clocks.get(request));
}

/** As Node does by itself, which has one limit for all requests. */
function tooSlow(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  if (response.headersSent) request.destroy();
  else response.writeHead(408, { Connection: 'close' }).end(() => request.destroy());
}
