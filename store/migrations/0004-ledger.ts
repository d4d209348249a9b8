import { type Kysely, sql } from 'kysely';

/**
 * Double-entry ledger in integer minor units. The database itself refuses what must never be: changing or removing an entry
 * (a correction is a transfer of its own), and a transfer that does not sum to zero in each currency when it is committed.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table ledger_transfers (
      key text primary key,
      order_id text not null,
      fee_id text not null,
      memo text not null,
      fingerprint text not null,
      entry_count integer not null check (entry_count >= 2),
      posted_at timestamptz not null default clock_timestamp()
    )`.execute(db);
  await sql`
    create table ledger_entries (
      transfer_key text not null references ledger_transfers (key),
      line integer not null,
      account text not null,
      amount_minor bigint not null check (amount_minor <> 0),
      currency text not null check (currency ~ '^[A-Z]{3}$'),
      primary key (transfer_key, line)
    )`.execute(db);
  await sql`create index ledger_transfers_of_order on ledger_transfers (order_id, posted_at)`.execute(db);
  await sql`create index ledger_entries_of_account on ledger_entries (account, currency)`.execute(db);
  await appendOnly(db);
  await balanced(db);
}

async function appendOnly(db: Kysely<never>): Promise<void> {
  await sql`
    create function ledger_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the ledger is append-only: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
    end $$`.execute(db);
  // For each statement, so that even one that meets no row is refused; TRUNCATE has no other kind.
  for (const table of ['ledger_transfers', 'ledger_entries']) {
    await sql`
      create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function ledger_is_append_only()`.execute(db);
  }
}

async function balanced(db: Kysely<never>): Promise<void> {
  await sql`
    create function ledger_transfer_is_balanced() returns trigger language plpgsql as $$
    declare
      checked text := case tg_table_name when 'ledger_transfers' then to_jsonb(new) ->> 'key' else to_jsonb(new) ->> 'transfer_key' end;
    begin
      if exists (select 1 from ledger_entries where transfer_key = checked group by currency having sum(amount_minor) <> 0) then
        raise exception 'ledger transfer % does not sum to zero', checked using errcode = 'check_violation';
      end if;
      -- The number is fixed with the transfer, so nothing can be added to it later either.
      if (select count(*) from ledger_entries where transfer_key = checked)
         <> (select entry_count from ledger_transfers where key = checked) then
        raise exception 'ledger transfer % has another number of entries', checked using errcode = 'check_violation';
      end if;
      return null;
    end $$`.execute(db);
  for (const table of ['ledger_transfers', 'ledger_entries']) {
    await sql`
      create constraint trigger balanced after insert on ${sql.table(table)} deferrable initially deferred
      for each row execute function ledger_transfer_is_balanced()`.execute(db);
  }
}
