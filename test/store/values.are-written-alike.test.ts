// Goal: both engines write and read every value alike, and what one refuses the other refuses with the same code; the next statement works.
// Method: a table of odd values by type; one expected answer for both engines.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Engine } from '../../store/engine/engine.ts';
import { openPostgres } from '../../store/engine/engine-postgres.ts';
import { describePostgres } from '../support/database.ts';
import { openMemoryEngine } from '../support/memory-store.ts';

const LONG = 'é€😀'.repeat(50_000);

/** What a value of this type is read as, with ` as text` where the driver would make something of its own of it. */
const KEPT: readonly (readonly [what: string, value: unknown, type: string, expected: unknown])[] = [
  ['null', null, 'text', null],
  ['undefined', undefined, 'text', null],
  ['an empty text', '', 'text', ''],
  ['quotes, backslashes and braces', `'"\\{}`, 'text', `'"\\{}`],
  ['half a character', 'é\udc00', 'text', 'é\ufffd'],
  ['the other half', '\ud83d', 'text', '\ufffd'],
  ['a long text', LONG, 'text', LONG],
  ['a true', true, 'boolean', true],
  ['an integer', -7, 'integer', -7],
  ['a big one', 9_007_199_254_740_993n, 'bigint', '9007199254740993'],
  ['a fraction', 1.5e-7, 'float8', 1.5e-7],
  ['no number', Number.NaN, 'float8', Number.NaN],
  ['an endless one', Number.NEGATIVE_INFINITY, 'float8', Number.NEGATIVE_INFINITY],
  ['an instant', new Date('2027-01-15T10:00:00.123Z'), 'timestamptz', new Date('2027-01-15T10:00:00.123Z')],
  ['an early instant', new Date('0099-02-03T04:05:06.007Z'), 'timestamptz', new Date('0099-02-03T04:05:06.007Z')],
  ['an instant of a year of five digits', new Date('+012345-01-02T00:00:00.000Z'), 'timestamptz', new Date('+012345-01-02T00:00:00.000Z')],
  ['an instant before Christ', new Date('-000043-03-15T00:00:00.000Z'), 'timestamptz as text', '0044-03-15 00:00:00+00 BC'],
  ['an empty list', [], 'text[]', []],
  ['a list of odd texts', ['', 'a,b', '"', '\\', '{}', null, 'NULL', ' '], 'text[]', ['', 'a,b', '"', '\\', '{}', null, 'NULL', ' ']],
  ['a list of integers', [1, 2], 'integer[]', [1, 2]],
  ['a list of lists', [[1], [2]], 'integer[]', [[1], [2]]],
  ['an object', { a: ['é', null] }, 'jsonb', { a: ['é', null] }],
  ['bytes', Uint8Array.of(0, 1, 255), 'bytea as text', '\\x0001ff'],
];

const REFUSED: readonly (readonly [what: string, value: unknown, type: string, code: string])[] = [
  ['a text with NUL', 'a\0b', 'text', '22021'],
  ['an object with NUL', { a: '\0' }, 'jsonb', '22P05'],
  ['an object with half a character', { a: '\udc00' }, 'jsonb', '22P02'],
  ['no integer', Number.NaN, 'integer', '22P02'],
  ['a fraction for an integer', 1.5, 'integer', '22P02'],
  ['an integer that is too large', 2 ** 31, 'integer', '22003'],
  ['a bigint that is too large', 2n ** 63n, 'bigint', '22003'],
  ['no instant', new Date(Number.NaN), 'timestamptz', '22007'],
  ['an instant that is too late', '294277-01-01T00:00:00Z', 'timestamptz', '22008'],
  ['a word for a boolean', 'perhaps', 'boolean', '22P02'],
  ['no list', 'a', 'text[]', '22P02'],
];

const UNSENDABLE: readonly (readonly [what: string, values: readonly unknown[]])[] = [
  ['a symbol', [Symbol('x')]],
  ['what contains itself', [containsItself()]],
  ['a bigint inside an object', [{ a: 1n }]],
  ['more values than a statement takes', Array.from({ length: 65_536 }, () => 1)],
];

function containsItself(): object {
  const it: Record<string, unknown> = {};
  it['it'] = it;
  return it;
}

function suite(open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await sql`set time zone 'UTC'`.execute(engine.kysely);
  }, 60_000);
  afterAll(() => engine.close());

  async function read(value: unknown, type: string): Promise<unknown> {
    const [as = '', shown] = type.split(' as ');
    const column = shown === undefined ? sql`${value}::${sql.raw(as)}` : sql`(${value}::${sql.raw(as)})::${sql.raw(shown)}`;
    const { rows } = await sql<{ value: unknown }>`select ${column} as value`.execute(engine.kysely);
    return rows[0]?.value;
  }

  it.each(KEPT)('keeps %s', async (_what, value, type, expected) => {
    expect(await read(value, type)).toEqual(expected);
  });

  it.each(REFUSED)('refuses %s, and goes on', async (_what, value, type, code) => {
    await expect(read(value, type)).rejects.toMatchObject({ code });
    expect(await read(1, 'integer')).toBe(1);
  });

  it.each(UNSENDABLE)('sends nothing of %s, and goes on', async (_what, values) => {
    await expect(sql`select ${sql.join([...values])}`.execute(engine.kysely)).rejects.toBeInstanceOf(Error);
    expect(await read('next', 'text')).toBe('next');
  });
}

describe('PGlite', () => suite(openMemoryEngine));
describePostgres('a pool', (database) => suite(async () => openPostgres(await database(), 'MIGRATE')));
