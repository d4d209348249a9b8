import { type Kysely, sql } from 'kysely';
import { ofOrdersWithin } from '../contract/scope.ts';
import type { ClaimReport, Scope } from '../contract/store.ts';
import type { Tables } from '../tables/tables.ts';

const DAY_MS = 86_400_000;

/** Claims in figures: what is open and how old, how decided ones went, how long it took, what was admitted late. */
export async function claimReport(db: Kysely<Tables>, scope?: Scope): Promise<ClaimReport> {
  const all = db.selectFrom('claims');
  const claims = scope ? all.where(ofOrdersWithin(scope, 'claims.order_id')) : all;
  const open = await claims
    .select([
      'name',
      sql<string>`count(*)::text`.as('claims'),
      sql<string>`(extract(epoch from max(clock_timestamp() + clock_offset_ms * interval '1 millisecond' - filed_at)) * 1000)::bigint::text`.as(
        'oldest_ms',
      ),
      sql<string>`count(*) filter (where next_deadline < clock_timestamp() + clock_offset_ms * interval '1 millisecond')::text`.as('late'),
    ])
    .where('ended', '=', false)
    .groupBy('name')
    .orderBy('name')
    .execute();
  const decided = await claims
    .select(['programme', 'outcome', sql<string>`count(*)::text`.as('claims')])
    .where('outcome', 'is not', null)
    .groupBy(['programme', 'outcome'])
    .orderBy('programme')
    .orderBy('outcome')
    .execute();
  const { p50, p90, exceptions, withdrawn } = await claims
    .select([
      sql<string | null>`percentile_disc(0.5) within group (order by ${days})::text`.as('p50'),
      sql<string | null>`percentile_disc(0.9) within group (order by ${days})::text`.as('p90'),
      sql<string>`count(*) filter (where is_exception)::text`.as('exceptions'),
      sql<string>`count(*) filter (where name = 'WITHDRAWN')::text`.as('withdrawn'),
    ])
    .executeTakeFirstOrThrow();
  return {
    open: open.map(({ name, claims: count, oldest_ms: oldest, late }) => ({
      state: name,
      claims: Number(count),
      late: Number(late),
      oldestDays: Math.floor(Number(oldest) / DAY_MS),
    })),
    decided: decided.map(({ programme, outcome, claims: count }) => ({ programme, outcome: outcome ?? '', claims: Number(count) })),
    daysToDecision: { p50: numberOrNull(p50), p90: numberOrNull(p90) },
    exceptions: Number(exceptions),
    withdrawn: Number(withdrawn),
  };
}

/** From filing to the first decision, in days with one decimal; null (left out of percentiles) where nothing is decided. */
const days = sql`round((extract(epoch from decided_at - filed_at) / 86400)::numeric, 1)`;

function numberOrNull(value: string | null): number | null {
  return value === null ? null : Number(value);
}
