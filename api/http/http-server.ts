import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
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

/** What an app emits, with the address it came from, for what is no HTTP. */
export const MALFORMED = 'malformed';

const clocks = new WeakMap<object, NodeJS.Timeout>();

/** A server with the limits that the edge relies on; the caller listens, and closes it. */
export function createHttpServer(app: Express, { requestMs = REQUEST_MS_MAX, isStopping = () => false }: HttpLimits = {}): Server {
  const server = createServer(
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
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // It never reaches the app as a request.
    if (error.code?.startsWith('HPE_')) app.emit(MALFORMED, socket.remoteAddress);
    answerMalformed(error, socket);
  });
  return server;
}

/** As Node answers where nobody listens. */
function answerMalformed({ code }: NodeJS.ErrnoException, socket: Socket): void {
  // In the middle of an answer another one would be taken for a part of it.
  const { _httpMessage: answering } = socket as { readonly _httpMessage?: { readonly headersSent: boolean } };
  if (code === 'ECONNRESET' || !socket.writable || answering?.headersSent) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF[code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

const STATUS_OF: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

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
