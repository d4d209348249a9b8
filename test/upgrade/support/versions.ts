import { MIGRATIONS } from '../../../store/migrations/index.ts';
import { type Edit, makeVersion, type Version } from './version.ts';

/** From here on a job note that covers no topic is taken with this warning; before it was taken without. */
export const NEW_WARNING = 'notes.without-topic';

/** Sorts after every migration of this checkout. */
export const ADDS = '9001-rehearsal-adds';
export const TAKES_AWAY = '9002-rehearsal-takes-away';

const NOTE = 'domain/order/commands/add-job-note.ts';
/** The new rule, under its number, and a program that knows it. */
const knowsRule2: readonly Edit[] = [
  { file: 'domain/shared/rules-numbers.ts', find: 'RULES_KNOWN = 1;', put: 'RULES_KNOWN = 2;' },
  {
    file: NOTE,
    find: "import { unmet } from '../../shared/deciding/refusal.ts';",
    put: "import { unmet } from '../../shared/deciding/refusal.ts';\nimport { rulesOf } from '../../shared/rules.ts';",
  },
  {
    file: NOTE,
    find: "['notes.recorded']),",
    put: `['notes.recorded'], rulesOf(state) >= 2 && topics.length === 0 ? [{ code: '${NEW_WARNING}', message: 'It covers no topic.' }] : []),`,
  },
];

/** As somebody might write it in passing. */
const WITHOUT_NUMBER: readonly Edit[] = [
  { file: NOTE, find: "['notes.recorded']),", put: `['notes.recorded'], [{ code: '${NEW_WARNING}', message: 'Topics are welcome.' }]),` },
];

const givesRule2: Edit = { file: 'domain/shared/rules-numbers.ts', find: 'RULES = 1;', put: 'RULES = 2;' };

/** A migration of a later version: its row in the list, its import and its file. */
function migration(name: string, as: string, runsSince: string, statement: string) {
  const file = 'store/migrations/index.ts';
  const edits: readonly Edit[] = [
    {
      file,
      find: "import type { Migration } from 'kysely';",
      put: `import type { Migration } from 'kysely';\nimport { up as ${as} } from './${name}.ts';`,
    },
    { file, find: '\n};\n', put: `\n  '${name}': { up: ${as}, runsSince: '${runsSince}' },\n};\n` },
  ];
  const text = `import { type Kysely, sql } from 'kysely';
export async function up(db: Kysely<never>): Promise<void> {
  await sql\`${statement}\`.execute(db);
}
`;
  return { edits, files: { [`store/migrations/${name}.ts`]: text } };
}

const adds = migration(ADDS, 'adds', Object.keys(MIGRATIONS).at(-1) ?? '', 'alter table orders add column rehearsal text');
const takesAway = migration(TAKES_AWAY, 'takesAway', TAKES_AWAY, 'alter table orders drop column rehearsal');

export interface Versions {
  /** Knows rule 2 and gives rule 1. */
  readonly first: Version;
  /** Gives rule 2, and its migration adds a column. */
  readonly second: Version;
  /** Its migration takes something away: no older program runs on the schema after it. */
  readonly third: Version;
  /** The new rule without its number: the mistake that replay is there to find. */
  readonly wrong: Version;
}

export async function makeVersions(): Promise<Versions> {
  const second = [...knowsRule2, givesRule2, ...adds.edits];
  const files = { ...adds.files, ...takesAway.files };
  // The third one's edits find what the second one's have put there.
  return {
    first: await makeVersion(knowsRule2),
    second: await makeVersion(second, adds.files),
    third: await makeVersion([...second, ...takesAway.edits], files),
    wrong: await makeVersion(WITHOUT_NUMBER),
  };
}
