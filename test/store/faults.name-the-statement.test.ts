// Goal: a failure of the database is told with its SQLSTATE and its statement, in the log of a request too, and never with a value.
// Method: statements that fail on both engines with values that would be recognised, and a request whose statement fails on its way.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { StoreUnavailable } from '../../store/contract/errors.ts';
import type { Engine } from '../../store/engine/engine.ts';
import { openPostgres } from '../../store/engine/engine-postgres.ts';
import { faultOf, isUnkeepable } from '../../store/engine/fault.ts';
import { storeOn } from '../../store/open.ts';
import { openEdge } from '../api/support/edge.ts';
import { SYSTEM } from '../api/support/orders.ts';
import { describePostgres } from '../support/database.ts';
import { openMemoryEngine, openTappedMemory } from '../support/memory-store.ts';
import { createWire } from '../support/wire.ts';

const MARK = 'zq-private';

function suite(open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  }, 60_000);
  afterAll(() => engine.close());
  const failing = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it('names statement, SQLSTATE and the broken rule', async () => {
    const { kysely } = engine;
    const row = { command_id: MARK, order_id: MARK };
    await kysely.insertInto('claim_ids').values({ claim_id: MARK, order_id: MARK }).execute();
    const twice = await failing(kysely.insertInto('claim_ids').values({ claim_id: MARK, order_id: MARK }).execute());
    expect(faultOf(twice)).toEqual({ error: 'error', sqlstate: '23505', statement: 'INSERT claim_ids', constraint: 'claim_ids_pkey' });
    const unread = await failing(sql`select * from orders where version = ${row.order_id}`.execute(kysely));
    expect(faultOf(unread)).toEqual({ error: 'error', sqlstate: '22P02', statement: 'SELECT orders' });
    expect([isUnkeepable(twice), isUnkeepable(unread)]).toEqual([false, true]);
    expect(faultOf(new StoreUnavailable('x', { cause: unread }))).toMatchObject({ error: 'StoreUnavailable', sqlstate: '22P02' });
    expect(JSON.stringify([faultOf(twice), faultOf(unread)])).not.toContain(MARK);
  });

  it('tells of anything else its kind alone', () => {
    for (const other of [null, undefined, 'text', { name: MARK.repeat(9) }, { code: 'ECONNRESET' }]) {
      expect(faultOf(other)).toEqual({ error: 'unknown' });
    }
  });
}

describe('a fault on PGlite', () => suite(openMemoryEngine));
describePostgres('a fault', (database) => suite(async () => openPostgres(await database(), 'MIGRATE')));

it('is in the log of the request that met it, with its id and without its values', async () => {
  const wire = createWire();
  const engine = await openTappedMemory(wire, []);
  const store = storeOn(engine, () => null);
  const edge = await openEdge((deps) => deps, {}, store);
  try {
    await edge.get(`/v1/orders/${MARK}`, SYSTEM);
    const [statement = ''] = [...wire.seen].filter((text) => text.includes('"orders"'));
    wire.arm(statement, 'EXECUTE');
    // By itself: no answer that the reference promises.
    const response = await fetch(`${edge.base}/v1/orders/${MARK}`, { headers: { authorization: `Bearer ${SYSTEM}` } });
    const body = (await response.json()) as { readonly requestId: string };
    expect([response.status, wire.disarm()]).toEqual([500, true]);
    const line = edge.logged.find((one) => one.includes('a request failed')) ?? '';
    expect(line).toContain('"sqlstate":"34000"');
    expect(line).toContain('"statement":"SELECT orders"');
    expect(line).toContain(body.requestId);
    expect(line).not.toContain(MARK);
  } finally {
    await edge.close();
    await store.close();
  }
}, 60_000);
