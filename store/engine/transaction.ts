import type { Kysely } from 'kysely';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { StoreTransaction } from '../contract/store.ts';
import { appendEvents } from '../event-log/append.ts';
import { CHAIN_START } from '../event-log/chain.ts';
import { type Folded, foldEvent, type LinkedEvent, type Step } from '../event-log/fold.ts';
import { revokeClaimLinks } from '../repositories/claim-links.ts';
import { documentUse } from '../repositories/document-room.ts';
import { addDocument, bindDocuments } from '../repositories/documents.ts';
import { putProvider } from '../repositories/providers.ts';
import { insertMessages } from '../tables/message-rows.ts';
import { orderColumns } from '../tables/order-rows.ts';
import { json, type Tables } from '../tables/tables.ts';
import { databaseNow } from './now.ts';

type Creation = Parameters<StoreTransaction['createOrder']>[0];

/**
 * What a request that the store answers may write, inside the transaction of its answer.
 * `flush` writes the new orders' events, at its end and for all at once, because that holds up every other writer.
 */
export function createTransaction(tx: Kysely<Tables>): { readonly given: StoreTransaction; readonly flush: () => Promise<void> } {
  const pending: LinkedEvent[] = [];
  return {
    given: {
      // The third argument, the state, is folded again here: what is stored is what the events say.
      createOrder: async (order, events) => {
        const steps = foldAll(order, events);
        const created = await insertOrder(tx, order, steps);
        if (created) {
          await insertMessages(
            tx,
            steps.flatMap(({ messages }) => messages),
          );
          pending.push(...steps.map(({ linked }) => linked));
        }
        return created;
      },
      putProvider: (provider) => putProvider(tx, provider),
      addDocument: (document) => addDocument(tx, document),
      documentUse: (of) => documentUse(tx, of),
      bindDocuments: (orderId, documentIds) => bindDocuments(tx, orderId, documentIds),
      addMessage: (message) => insertMessages(tx, [message]),
      revokeClaimLinks: (orderId, by, reason) => revokeClaimLinks(tx, orderId, by, reason),
      now: () => databaseNow(tx),
    },
    flush: () => appendEvents(tx, pending),
  };
}

function foldAll({ details }: Creation, events: readonly OrderEvent[]): readonly Step[] {
  const steps: Step[] = [];
  let folded: Folded = { state: null, details, lastHash: CHAIN_START };
  for (const event of events) {
    const step = foldEvent(folded, event, null);
    steps.push(step);
    folded = step.folded;
  }
  return steps;
}

async function insertOrder(tx: Kysely<Tables>, { details, terms, bodyHash }: Creation, steps: readonly Step[]): Promise<boolean> {
  const last = steps.at(-1)?.folded;
  if (!last) throw new Error('an order is created by at least one event');
  const row = await tx
    .insertInto('orders')
    .values({
      ...orderColumns(last.state, last.details, terms, last.lastHash),
      terms: json(terms),
      given: json(details.given),
      creation_hash: bodyHash,
    })
    .onConflict((conflict) => conflict.column('order_id').doNothing())
    .returning('order_id')
    .executeTakeFirst();
  return row !== undefined;
}
