import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type Express } from 'express';
import { ROUTES } from '../routes/index.ts';
import { type OpenApiDocument, openApiDocument } from './openapi.ts';

// The reference page: Swagger UI's own files, one page and one script of ours, nothing from elsewhere.
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Holdfast: reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/init.js"></script>
</body>
</html>
`;
const SCRIPT = `window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null });
`;
/** Swagger UI sets styles on its elements; scripts come from here alone. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

let made: OpenApiDocument | null = null;

/** Made once: the table never changes while the program runs. */
export function apiDocument(): OpenApiDocument {
  made ??= openApiDocument(ROUTES, programVersion());
  return made;
}

let written: Buffer | null = null;

/** As it is sent: written once as well. */
function apiDocumentText(): Buffer {
  written ??= Buffer.from(JSON.stringify(apiDocument()), 'utf8');
  return written;
}

export function mountDocs(app: Express): void {
  app.get('/openapi.json', (_request, response) => {
    response.type('json').send(apiDocumentText());
  });
  app.use('/docs', (_request, response, next) => {
    response.setHeader('Content-Security-Policy', PAGE_POLICY);
    next();
  });
  app.get('/docs', (_request, response) => {
    response.type('html').send(PAGE);
  });
  app.get('/docs/init.js', (_request, response) => {
    response.type('js').send(SCRIPT);
  });
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.use('/docs', express.static(folder, { index: false, dotfiles: 'ignore', redirect: false }));
}

/** From the nearest package.json above: how far that is differs between the sources and what is built from them. */
function programVersion(): string {
  for (let folder = import.meta.dirname; dirname(folder) !== folder; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read === 'object' && read !== null && 'version' in read) return String(read.version);
  }
  return '0.0.0';
}
