import { type Selectable, sql } from 'kysely';
import type { Subject } from '../contract/requests.ts';
import type { Stuck, StuckWorkflows, StuckWorkflowsTable } from '../contract/stuck-store.ts';
import type { Database } from '../engine/database.ts';
import { millis } from '../tables/tables.ts';

/** As the column has an order itself. */
const ITSELF = '';

export function createStuckWorkflows(database: Database): StuckWorkflows {
  return {
    mark: ({ orderId, claimId = ITSELF, why, since, attempts }) =>
      database.once(async (db) => {
        const values = { order_id: orderId, claim_id: claimId, why, attempts, since: sinceOf(since) };
        const { isNew } = await db
          .insertInto('stuck_workflows')
          .values(values)
          .onConflict((known) => known.columns(['order_id', 'claim_id']).doUpdateSet({ why, attempts }))
          // A row that was there has been written by another transaction.
          .returning(sql<boolean>`xmax = 0`.as('isNew'))
          .executeTakeFirstOrThrow();
        return isNew;
      }),
    clear: ({ orderId, claimId = ITSELF }) =>
      database.once(async (db) => {
        const gone = db.deleteFrom('stuck_workflows').where('order_id', '=', orderId).where('claim_id', '=', claimId);
        return (await gone.returning('order_id').executeTakeFirst()) !== undefined;
      }),
    list: (limit) =>
      database.read(async (db) => {
        const rows = await db.selectFrom('stuck_workflows').selectAll().orderBy('since').orderBy('order_id').limit(limit).execute();
        return rows.map(fromRow);
      }),
    among: (orderIds) =>
      orderIds.length === 0
        ? Promise.resolve([])
        : database.read(async (db) => {
            const ours = sql<boolean>`order_id = any(${sql.val(orderIds)}::text[])`;
            const rows = await db.selectFrom('stuck_workflows').selectAll().where(ours).orderBy('since').orderBy('claim_id').execute();
            return rows.map(fromRow);
          }),
    counts: () =>
      database.read(async (db) => {
        const { rows } = await sql<{ orders: number; claims: number }>`
          select count(*) filter (where claim_id = ${ITSELF})::float8 as orders, count(*) filter (where claim_id <> ${ITSELF})::float8 as claims
          from stuck_workflows`.execute(db);
        return rows[0] ?? { orders: 0, claims: 0 };
      }),
  };
}

function sinceOf(since: number | null) {
  const now = sql<Date>`clock_timestamp()`;
  return since === null ? now : sql<Date>`least(${new Date(since)}::timestamptz, ${now})`;
}

function fromRow({ order_id, claim_id, why, since, attempts }: Selectable<StuckWorkflowsTable>): Stuck {
  return { ...subjectOf(order_id, claim_id), why, since: millis(since), attempts };
}

function subjectOf(orderId: string, claimId: string): Subject {
  return claimId === ITSELF ? { orderId } : { orderId, claimId };
}
