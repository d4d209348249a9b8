import type { Kysely } from 'kysely';
import { NO_CLAIM_DETAILS } from '../../domain/claim/details.ts';
import { openClaimOf } from '../../domain/claim/filing/open.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { OrderState } from '../../domain/order/state.ts';
import type { ClaimTerms } from '../../domain/policy/claim-terms.ts';
import type { Terms } from '../../domain/policy/terms.ts';
import type { GivenCommand } from '../contract/store.ts';
import { appendClaimEvents, claimColumns } from '../tables/claim-rows.ts';
import { insertMessages } from '../tables/message-rows.ts';
import { json, type Tables } from '../tables/tables.ts';
import { CHAIN_START } from './chain.ts';
import { foldClaimEvent } from './claim-fold.ts';
import type { Linked } from './log.ts';

/** What a claim under a published pack was promised; null: that pack has no programme. */
export type ClaimTermsOf = (policy: Terms['policy']) => ClaimTerms | null;

interface Accepted {
  readonly claimTermsOf: ClaimTermsOf;
  readonly terms: Terms;
  readonly accepted: readonly { readonly state: OrderState; readonly linked: Linked<OrderEvent> }[];
}

/** Opens the claims that an order has just accepted, in the transaction that records it: there is never the one without the other. */
export async function openClaims(tx: Kysely<Tables>, { claimTermsOf, terms, accepted }: Accepted): Promise<void> {
  for (const { state, linked } of accepted) {
    const filed = linked.event;
    if (filed.type !== 'CLAIM_FILED') continue;
    const claimTerms = claimTermsOf(terms.policy);
    if (!claimTerms) throw new Error(`a claim was accepted under ${terms.policy.id}@${terms.policy.version}, which has no programme`);
    const { events } = openClaimOf({ order: state, filed, terms: claimTerms });
    let folded: Parameters<typeof foldClaimEvent>[0] = { state: null, details: NO_CLAIM_DETAILS, lastHash: CHAIN_START };
    const words = await wordsOf(tx, filed.commandId);
    const steps = events.map((event) => {
      const step = foldClaimEvent(folded, event, words);
      folded = step.folded;
      return step;
    });
    const last = steps.at(-1)?.folded;
    if (!last) throw new Error('a claim is opened by at least one event');
    await tx
      .insertInto('claims')
      .values({ ...claimColumns(last, claimTerms), terms: json(claimTerms) })
      .execute();
    await insertMessages(
      tx,
      steps.flatMap(({ messages }) => messages),
    );
    await appendClaimEvents(
      tx,
      last.state.claimId,
      steps.map((step) => step.linked),
    );
  }
}

async function wordsOf(tx: Kysely<Tables>, commandId: string | null): Promise<readonly GivenCommand[] | null> {
  if (commandId === null) return null;
  const row = await tx.selectFrom('inbox').select('commands').where('command_id', '=', commandId).executeTakeFirst();
  return (row?.commands as readonly GivenCommand[] | null | undefined) ?? null;
}
