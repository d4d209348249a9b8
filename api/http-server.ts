import { createServer, type Server } from 'node:http';
import type { Express } from 'express';

const HEADERS_MS_MAX = 10_000;
const REQUEST_MS_MAX = 30_000;
const HEADER_BYTES_MAX = 16 * 1024;

/** A server with the limits that the edge relies on; the caller listens, and closes it. */
export function createHttpServer(app: Express): Server {
  return createServer(
    {
      headersTimeout: HEADERS_MS_MAX,
      requestTimeout: REQUEST_MS_MAX,
      connectionsCheckingInterval: 5_000,
      keepAliveTimeout: 10_000,
      maxHeaderSize: HEADER_BYTES_MAX,
    },
    app,
  );
}
