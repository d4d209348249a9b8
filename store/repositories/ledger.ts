import { type Kysely, sql } from 'kysely';
import { EffectMismatch } from '../contract/errors.ts';
import type { Ledger, LedgerPosting } from '../contract/store.ts';
import type { Database } from '../engine/database.ts';
import { canonicalJson, sha256 } from '../event-log/canonical.ts';
import { millis, type Tables } from '../tables/tables.ts';

/** That entries sum to zero and never change is the database's own rule (migrations/0004-ledger.ts): nothing here can get round it. */
export function createLedger(database: Database): Ledger {
  return {
    post: (posting) => database.write((tx) => post(tx, posting)),
    accounts: () =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('ledger_entries')
          .select([
            'account',
            'currency',
            sql<string>`sum(amount_minor)::text`.as('balance_minor'),
            sql<string>`count(*)::text`.as('entries'),
          ])
          .groupBy(['account', 'currency'])
          .orderBy('account')
          .orderBy('currency')
          .execute();
        return rows.map(({ account, currency, balance_minor: balance, entries }) => ({
          account,
          balance: { amountMinor: minor(balance), currency },
          entries: Number(entries),
        }));
      }),
    entriesOf: (orderId) =>
      database.read(async (db) => {
        const rows = await db
          .selectFrom('ledger_entries as entry')
          .innerJoin('ledger_transfers as transfer', 'transfer.key', 'entry.transfer_key')
          .select(['transfer.key', 'transfer.fee_id', 'transfer.memo', 'transfer.posted_at'])
          .select(['entry.account', 'entry.amount_minor', 'entry.currency'])
          .where('transfer.order_id', '=', orderId)
          .orderBy('transfer.posted_at')
          .orderBy('transfer.key')
          .orderBy('entry.line')
          .execute();
        return rows.map(({ key, fee_id: feeId, account, amount_minor: amount, currency, memo, posted_at: at }) => ({
          key,
          feeId,
          account,
          amount: { amountMinor: minor(amount), currency },
          memo,
          at: millis(at),
        }));
      }),
  };
}

async function post(tx: Kysely<Tables>, posting: LedgerPosting): Promise<boolean> {
  const { key, orderId, feeId, memo, entries } = posting;
  // Not of the memo: it is wording, which may change with a release between two attempts.
  const fingerprint = sha256(canonicalJson({ orderId, feeId, entries }));
  const written = await tx
    .insertInto('ledger_transfers')
    .values({ key, order_id: orderId, fee_id: feeId, memo, fingerprint, entry_count: entries.length })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!written) {
    const first = await tx.selectFrom('ledger_transfers').select('fingerprint').where('key', '=', key).executeTakeFirstOrThrow();
    if (first.fingerprint !== fingerprint) throw new EffectMismatch(`ledger transfer ${key} was entered with other content`);
    return false;
  }
  await tx
    .insertInto('ledger_entries')
    .values(
      entries.map(({ account, amount }, line) => ({
        transfer_key: key,
        line,
        account,
        amount_minor: amount.amountMinor,
        currency: amount.currency,
      })),
    )
    .execute();
  return true;
}

/** @throws RangeError where a sum is beyond what a JavaScript number holds exactly */
function minor(text: string): number {
  const amount = Number(text);
  if (!Number.isSafeInteger(amount)) throw new RangeError('an amount is too large');
  return amount;
}
