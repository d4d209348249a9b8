import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { ProviderRow, Providers } from '../contract/store.ts';
import type { Database } from '../engine/database.ts';
import { json, jsonOrNull, type ProvidersTable, type Tables } from '../tables/tables.ts';

export function createProviders(database: Database): Providers {
  return {
    get: (providerId) =>
      database.read(async (db) => {
        const row = await db.selectFrom('providers').selectAll().where('provider_id', '=', providerId).executeTakeFirst();
        return row ? fromProvider(row) : null;
      }),
  };
}

/** @returns whether it is new: `xmax` of a row is 0 until something replaced it */
export async function putProvider(tx: Kysely<Tables>, provider: ProviderRow): Promise<{ readonly created: boolean }> {
  const { provider_id: providerId, ...columns } = toProvider(provider);
  const row = await tx
    .insertInto('providers')
    .values({ provider_id: providerId, ...columns })
    .onConflict((conflict) => conflict.column('provider_id').doUpdateSet({ ...columns, updated_at: sql<Date>`clock_timestamp()` }))
    .returning(sql<boolean>`xmax = 0`.as('created'))
    .executeTakeFirstOrThrow();
  return { created: row.created };
}

function toProvider({ providerId, name, marketplaceIds, contact, body, technicians }: ProviderRow): Insertable<ProvidersTable> {
  return {
    provider_id: providerId,
    name,
    marketplace_ids: [...marketplaceIds],
    contact: jsonOrNull(contact),
    body: json(body),
    technicians: json(technicians),
  };
}

function fromProvider(row: Selectable<ProvidersTable>): ProviderRow {
  return {
    providerId: row.provider_id,
    name: row.name,
    marketplaceIds: row.marketplace_ids,
    contact: row.contact,
    body: row.body,
    technicians: row.technicians,
  };
}
