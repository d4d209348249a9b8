// Writes `examples/api-types.ts`, the types of the client, from the document that is served at /openapi.json.
// `node scripts/run.mjs scripts/api-types.ts`; a test compares.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { apiDocument } from '../api/reference/docs.ts';

const HEAD = `// Written by scripts/api-types.ts from the served OpenAPI document: change the routes, then run it again.
// Problems are left out of each route's answers: there is one form of them, and the client throws it.

`;

/** The text of `examples/api-types.ts` as the routes of today have it. */
export async function apiTypes(): Promise<string> {
  const blob = ts.factory.createTypeReferenceNode('Blob');
  const nodes = await openapiTS(withoutProblems(), {
    transform: ({ format }) => (format === 'binary' ? blob : undefined),
  });
  return HEAD + astToString(nodes).replace(/^(?: {4})+/gm, (indent) => indent.slice(indent.length / 2));
}

/** The problems are the larger half of the document, and every route's are the same. */
function withoutProblems(): OpenAPI3 {
  const document = structuredClone(apiDocument()) as OpenAPI3;
  for (const methods of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(methods)) {
      if (typeof operation !== 'object' || !('responses' in operation)) continue;
      for (const status of Object.keys(operation.responses)) {
        if (Number(status) >= 400) delete operation.responses[status];
      }
    }
  }
  return document;
}

export const API_TYPES = new URL('../examples/api-types.ts', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(API_TYPES, await apiTypes());
