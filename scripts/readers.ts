// Writes the tables of readers into docs/access.md, from those that answers are read through. `node scripts/run.mjs
// scripts/readers.ts`; a test compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MESSAGE_READERS } from '../api/presenters/conversation.ts';
import { SERVICE_JOB } from '../api/service-jobs/readers.ts';
import { CLAIM_BODIES, CLAIM_FACTS } from '../domain/claim/readers/events.ts';
import { CLAIM_SUMMARY, CLAIM_VIEW } from '../domain/claim/readers/view.ts';
import { ORDER_FACTS } from '../domain/order/readers/events.ts';
import { ORDER_ADDED_TEXTS, ORDER_BODIES } from '../domain/order/readers/texts.ts';
import { ORDER_SUMMARY, ORDER_VIEW } from '../domain/order/readers/view.ts';
import { EVERYONE, RELATIONS, type Readers, type Relation } from '../domain/shared/reading/readers.ts';
import { RECORDED } from '../domain/shared/reading/seen.ts';
import { ACCESS_PAGE } from './access.ts';

const BEGIN = '<!-- readers: generated from domain/*/readers, see scripts/readers.ts -->';
const END = '<!-- /readers -->';

const TABLES: Readonly<Record<string, object>> = {
  'every event': RECORDED,
  order: ORDER_VIEW,
  'order in a list': ORDER_SUMMARY,
  "facts of an order's event": ORDER_FACTS,
  'body of a command': ORDER_BODIES,
  'texts that the store adds': ORDER_ADDED_TEXTS,
  claim: CLAIM_VIEW,
  'claim in a list': CLAIM_SUMMARY,
  "facts of a claim's event": CLAIM_FACTS,
  "body of a claim's command": CLAIM_BODIES,
  message: MESSAGE_READERS,
  'service job': SERVICE_JOB,
};

export interface ReadersRow {
  readonly table: string;
  /** `customer.contact`. */
  readonly field: string;
  readonly who: typeof EVERYONE | Readers;
}

/** Every row of every table. */
export function readersRows(): readonly ReadersRow[] {
  return Object.entries(TABLES).flatMap(([table, rows]) => leaves(rows).map(([field, who]) => ({ table, field, who })));
}

function leaves(rows: object, prefix = ''): readonly (readonly [field: string, who: ReadersRow['who']])[] {
  return Object.entries(rows).flatMap(([field, row]: [string, unknown]): readonly (readonly [string, ReadersRow['who']])[] => {
    const path = prefix + field;
    if (row === EVERYONE || Array.isArray(row)) return [[path, row as ReadersRow['who']]];
    const inner = row as { readonly orNull?: Readers; readonly each?: object };
    if (inner.orNull) return [[path, inner.orNull]];
    return inner.each ? leaves(inner.each, `${path}[].`) : leaves(inner, `${path}.`);
  });
}

/** What somebody may not read, one line each; everything else is read by whoever sees the thing. */
export function readersTable(): string {
  const withheld = readersRows().filter((row): row is ReadersRow & { readonly who: Readers } => row.who !== EVERYONE);
  const lines = withheld.map(({ table, field, who }) => {
    const marks = RELATIONS.map((relation: Relation) => (who.includes(relation) ? '✓' : '–'));
    return `| ${table} | \`${field}\` | ${marks.join(' | ')} |`;
  });
  return [`| in | field | ${RELATIONS.join(' | ')} |`, `|---|---|${'---|'.repeat(RELATIONS.length)}`, ...lines].join('\n');
}

/** @returns the page with the table of today between its marks */
export function withReaders(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  return before === undefined || after === undefined ? page : `${before}${BEGIN}\n${readersTable()}\n${END}${after}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ACCESS_PAGE, withReaders(readFileSync(ACCESS_PAGE, 'utf8')));
