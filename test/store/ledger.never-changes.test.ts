// Goal: money is entered once by its key, in balance, and never changed: by this program, or by somebody with a database client.
// Method: postings through the store on both engines; on PostgreSQL also statements past the store, as its owner.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerPosting, Store } from '../../store/contract/store.ts';
import { openStore } from '../../store/open.ts';
import { describeEachEngine, describePostgres, once } from '../support/database.ts';
import { newId } from './orders.ts';

const INCOME = 'marketplace:fee-income';

function fee(orderId: string, amountMinor = 5000, currency = 'USD'): LedgerPosting {
  return {
    key: `order:${orderId}:cancel-fee:1`,
    orderId,
    feeId: 'fee-1',
    memo: 'cancellation fee',
    entries: [
      { account: `provider:${orderId}`, amount: { amountMinor, currency } },
      { account: INCOME, amount: { amountMinor: -amountMinor, currency } },
    ],
  };
}

describeEachEngine('the ledger', (open) => {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  }, 60_000);

  it('enters a posting once by its key, and shows it with its time', async () => {
    const orderId = newId('so');
    expect(await store.ledger.post(fee(orderId))).toBe(true);
    expect(await store.ledger.post(fee(orderId))).toBe(false);
    const shared = { key: `order:${orderId}:cancel-fee:1`, feeId: 'fee-1', memo: 'cancellation fee', at: expect.any(Number) };
    expect(await store.ledger.entriesOf(orderId)).toEqual([
      { ...shared, account: `provider:${orderId}`, amount: { amountMinor: 5000, currency: 'USD' } },
      { ...shared, account: INCOME, amount: { amountMinor: -5000, currency: 'USD' } },
    ]);
    expect(await store.ledger.entriesOf(newId('so'))).toEqual([]);
  });

  it('refuses an equal key with another amount or currency, and bears another wording', async () => {
    const orderId = newId('so');
    await store.ledger.post(fee(orderId));
    const mismatch = expect.objectContaining({ name: 'EffectMismatch' });
    await expect(store.ledger.post(fee(orderId, 4999))).rejects.toThrow(mismatch);
    await expect(store.ledger.post(fee(orderId, 5000, 'GBP'))).rejects.toThrow(mismatch);
    expect(await store.ledger.post({ ...fee(orderId), memo: 'worded anew' })).toBe(false);
    expect(await store.ledger.entriesOf(orderId)).toHaveLength(2);
  });

  it('is corrected by a reversal: the account is even, and both are on record', async () => {
    const orderId = newId('so');
    await store.ledger.post(fee(orderId));
    await store.ledger.post({ ...fee(orderId, -5000), key: `order:${orderId}:cancel-fee:1:reversal` });
    const account = (await store.ledger.accounts()).find((each) => each.account === `provider:${orderId}`);
    expect(account).toEqual({ account: `provider:${orderId}`, balance: { amountMinor: 0, currency: 'USD' }, entries: 2 });
  });

  it('sums to zero over all accounts of a currency', async () => {
    await store.ledger.post(fee(newId('so'), 700, 'INR'));
    await store.ledger.post(fee(newId('so'), 300, 'INR'));
    const rupees = (await store.ledger.accounts()).filter(({ balance }) => balance.currency === 'INR');
    expect(rupees.reduce((sum, { balance }) => sum + balance.amountMinor, 0)).toBe(0);
    expect(rupees.find(({ account }) => account === INCOME)).toMatchObject({ balance: { amountMinor: -1000 }, entries: 2 });
  });

  const [debit, credit] = fee('x').entries;
  it.each([
    ['entries that do not sum to zero', [{ account: 'a', amount: { amountMinor: 1, currency: 'USD' } }, credit]],
    ['a sum of zero over two currencies', [{ account: 'a', amount: { amountMinor: 5000, currency: 'GBP' } }, credit]],
    ['a single entry', [debit]],
    ['an entry of nothing', [{ account: 'a', amount: { amountMinor: 0, currency: 'USD' } }, debit, credit]],
  ])('refuses %s and keeps nothing of it', async (_what, entries) => {
    const orderId = newId('so');
    const given = entries.filter((entry) => entry !== undefined);
    await expect(store.ledger.post({ ...fee(orderId), entries: given })).rejects.toMatchObject({ code: '23514' });
    expect(await store.ledger.entriesOf(orderId)).toEqual([]);
    expect(await store.ledger.post(fee(orderId))).toBe(true);
  });
});

describePostgres('the ledger past the store', (database) => {
  let url: string;
  let store: Store;
  beforeAll(async () => {
    url = await database();
    store = await openStore({ databaseUrl: url });
    await store.ledger.post(fee('so-1'));
    await store.close();
  }, 60_000);

  describe('refuses', () => {
    it.each([
      'update ledger_entries set amount_minor = 1',
      'delete from ledger_entries',
      'truncate ledger_entries',
      "update ledger_transfers set memo = 'x'",
      'delete from ledger_transfers where false',
      'truncate ledger_transfers cascade',
    ])('%s', async (statement) => {
      await expect(once(url, statement)).rejects.toMatchObject({ code: '23001' });
    });

    it('a balanced pair that is added to a transfer later', async () => {
      const added =
        "insert into ledger_entries values ('order:so-1:cancel-fee:1', 2, 'a', 1, 'USD'), ('order:so-1:cancel-fee:1', 3, 'b', -1, 'USD')";
      await expect(once(url, added)).rejects.toMatchObject({ code: '23514' });
    });

    it('a transfer without entries', async () => {
      const empty =
        "insert into ledger_transfers (key, order_id, fee_id, memo, fingerprint, entry_count) values ('k', 'o', 'f', 'm', 'p', 2)";
      await expect(once(url, empty)).rejects.toMatchObject({ code: '23514' });
    });
  });

  it('enters once when twenty callers post the same', async () => {
    const racing = await openStore({ databaseUrl: url });
    try {
      const entered = await Promise.all(Array.from({ length: 20 }, () => racing.ledger.post(fee('so-race'))));
      expect(entered.filter(Boolean)).toHaveLength(1);
      expect(await racing.ledger.entriesOf('so-race')).toHaveLength(2);
    } finally {
      await racing.close();
    }
  }, 60_000);
});
