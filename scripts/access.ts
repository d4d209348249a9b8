// Writes the table of access into docs/access.md, from the one that the routes ask. `node scripts/run.mjs scripts/access.ts`; a test
// compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accessOf, type Grant, grantOf, ROLES } from '../api/auth/access.ts';
import { ROUTES } from '../api/routes/index.ts';

const BEGIN = '<!-- access: generated from api/auth/access-rows.ts, see scripts/access.ts -->';
const END = '<!-- /access -->';

const WORDS: Readonly<Record<Grant, string>> = {
  ALL: 'all',
  SCOPE: 'scope',
  OWN: 'own',
  BEHALF: 'for others',
  CLAIMANT: 'own side',
  NONE: '–',
};

/** One line for each route, in the order in which they are served. */
export function accessTable(): string {
  const lines = ROUTES.map(({ method, path, operationId }) => {
    const row = accessOf(operationId);
    return `| \`${method.toUpperCase()} ${path.replace(/^\/v1/, '')}\` | ${ROLES.map((role) => WORDS[grantOf(row, role)]).join(' | ')} |`;
  });
  return [`| below \`/v1\` | ${ROLES.join(' | ')} |`, `|---|${'---|'.repeat(ROLES.length)}`, ...lines].join('\n');
}

/** @returns the page with the table of today between its marks */
export function withTable(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  return before === undefined || after === undefined ? page : `${before}${BEGIN}\n${accessTable()}\n${END}${after}`;
}

export const ACCESS_PAGE = new URL('../docs/access.md', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ACCESS_PAGE, withTable(readFileSync(ACCESS_PAGE, 'utf8')));
